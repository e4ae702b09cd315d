cimport cython

from tui_tcp.wire cimport octets

cdef int _CUT

@cython.final
cdef class Cursor:
    cdef const unsigned char[::1] data
    cdef public Py_ssize_t at, end, limit

    cpdef bint has(self, Py_ssize_t size) except -1
    cpdef int past(self, Py_ssize_t size, int layer) except -1
    cpdef bound(self, Py_ssize_t size)
    cpdef unsigned int byte(self, Py_ssize_t offset) except? 0
    cpdef unsigned int b16(self, Py_ssize_t offset) except? 0xFFFFFFFF
    cpdef unsigned int b32(self, Py_ssize_t offset) except? 0xFFFFFFFF
