cimport cython

from tui_tcp.wire.frames cimport Frames
from tui_tcp.wire cimport octets

cdef unsigned int _MAX_CAPTURED
cdef int _IN_ORDER, _SWAPPED, _UNSURE

@cython.final
cdef class PcapFramer:
    cdef readonly list interfaces
    cdef readonly list links
    cdef readonly Py_ssize_t consumed
    cdef readonly str damage
    cdef readonly object notes
    cdef bint big
    cdef int lengths
    cdef Py_ssize_t header
    cdef long long unit
    cdef Py_ssize_t record

    @cython.locals(at=cython.Py_ssize_t, captured=cython.uint, wire=cython.uint, seconds=cython.longlong,
                   fraction=cython.longlong)
    cpdef Py_ssize_t frame(self, const unsigned char[::1] data, Py_ssize_t length, long long origin, Frames frames,
                           Py_ssize_t row, Py_ssize_t limit) except -1
