cimport cython

from tui_tcp.wire.frames cimport Frames

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
    cdef const unsigned char[::1] data

    @cython.locals(at=cython.Py_ssize_t, captured=cython.uint, wire=cython.uint)
    cpdef Py_ssize_t frame(self, const unsigned char[::1] data, Py_ssize_t length, long long origin, Frames frames,
                           Py_ssize_t row, Py_ssize_t limit) except -1
    @cython.locals(seconds=cython.longlong)
    cdef long long _time(self, Py_ssize_t at)
    cdef unsigned int _u32(self, Py_ssize_t at) except? 0
