cimport cython

cdef unsigned long long _HIGH, _LOW, _PORT, _MIX, _MASK64, _IPV6
cdef int _WORDS, _NOBODY

@cython.final
cdef class Pairs:
    cdef Py_ssize_t _count
    cdef unsigned long long[::1] _keys
    cdef int[::1] _table
    cdef unsigned long long _mask

    @cython.locals(number=cython.int, at=cython.Py_ssize_t)
    cpdef int find(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                   unsigned long long dst_low, unsigned long long ports) except -2

    @cython.locals(back="unsigned long long", slot="unsigned long long", pair=cython.int)
    cpdef int known(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                    unsigned long long dst_low, unsigned long long ports) except -2

    @cython.locals(at=cython.Py_ssize_t)
    cdef bint _is(self, Py_ssize_t pair, unsigned long long src_high, unsigned long long src_low,
                  unsigned long long dst_high, unsigned long long dst_low, unsigned long long ports) except -1

    @cython.locals(at=cython.Py_ssize_t, ports="unsigned long long", source="unsigned long long",
                   slot="unsigned long long")
    cdef int _place(self, Py_ssize_t pair) except -1

@cython.locals(mixed="unsigned long long")
cdef unsigned long long _mixed(unsigned long long high, unsigned long long low, unsigned long long port) noexcept
