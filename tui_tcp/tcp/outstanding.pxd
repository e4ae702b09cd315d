cimport cython

cdef int _NOBODY

@cython.final
cdef class Outstanding:
    cdef public unsigned int[::1] start
    cdef public unsigned int[::1] end
    cdef public int[::1] row
    cdef public long long[::1] time
    cdef public int[::1] older
    cdef public int[::1] newer
    cdef Py_ssize_t _size
    cdef int _free

    cpdef int push(self, int head, unsigned int start, unsigned int end, int row, long long time) except -2
    @cython.locals(older=cython.int, newer=cython.int)
    cpdef int drop(self, int entry) except -1
    @cython.locals(entry=cython.int)
    cpdef int oldest(self, int head) except -2
