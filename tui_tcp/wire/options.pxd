cimport cython

from tui_tcp.wire.frames cimport Scratch

cdef int _NO_SHIFT, _MAX_SACK

@cython.final
cdef class Options:
    cdef Scratch scratch
    cdef const unsigned char[::1] data

    @cython.locals(scratch=Scratch)
    cdef void clear(self, Py_ssize_t slot) except *
    @cython.locals(kind=cython.int, size=cython.Py_ssize_t)
    cdef void read(self, Py_ssize_t slot, Py_ssize_t at, Py_ssize_t end) except *
    @cython.locals(scratch=Scratch)
    cdef void _read_one(self, Py_ssize_t slot, int kind, Py_ssize_t at, Py_ssize_t size) except *
    @cython.locals(first=cython.Py_ssize_t, edge=cython.Py_ssize_t)
    cdef void _read_sack(self, Py_ssize_t slot, Py_ssize_t at, Py_ssize_t count) except *
    cdef unsigned int _b32(self, Py_ssize_t at) except? 0
