cimport cython

@cython.final
cdef class Ranges:
    cdef public Py_ssize_t count
    cdef public long long[::1] low
    cdef public long long[::1] high
    cdef Py_ssize_t _limit

    @cython.locals(first=cython.Py_ssize_t, after=cython.Py_ssize_t, covered=cython.longlong)
    cpdef long long add(self, long long start, long long end) except *
    @cython.locals(at=cython.Py_ssize_t)
    cpdef bint has(self, long long start, long long end) except -1
    @cython.locals(at=cython.Py_ssize_t, found=cython.longlong, low=cython.longlong, high=cython.longlong)
    cpdef long long remove(self, long long start, long long end) except *
    cdef int _cut(self, Py_ssize_t at, long long low, long long start, long long end) except -1
    @cython.locals(at=cython.Py_ssize_t)
    cpdef forget_below(self, long long number)
    @cython.locals(begin=cython.Py_ssize_t, stop=cython.Py_ssize_t, middle=cython.Py_ssize_t)
    cdef Py_ssize_t _place(self, long long number) except -1
    @cython.locals(place=cython.Py_ssize_t)
    cdef Py_ssize_t _make_room(self, Py_ssize_t at) except -1
    @cython.locals(gone=cython.Py_ssize_t, place=cython.Py_ssize_t)
    cdef int _move(self, Py_ssize_t source, Py_ssize_t target) except -1
