cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.wire cimport octets

cdef int _MAX_SACK, _CUT

@cython.locals(kind=cython.int, size=cython.Py_ssize_t, stop=cython.Py_ssize_t)
cpdef int read_options(Segment segment, const unsigned char[::1] data, Py_ssize_t at, Py_ssize_t end,
                        Py_ssize_t captured) except -1
@cython.locals(edge=cython.Py_ssize_t)
cdef int _read_one(Segment segment, const unsigned char[::1] data, int kind, Py_ssize_t at, Py_ssize_t size) except -1
