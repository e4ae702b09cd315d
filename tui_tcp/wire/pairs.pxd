cimport cython

cdef unsigned long long _SRC, _DST, _SRC_HIGH, _DST_HIGH, _PORTS, _MIX, _MASK64, _IPV6
cdef int _WORDS

@cython.final
cdef class Pairs:
    cdef Py_ssize_t _count
    cdef unsigned long long[::1] _keys
    cdef int[::1] _table
    cdef unsigned long long _mask

    @cython.locals(number=cython.int, at=cython.Py_ssize_t)
    cpdef int find(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                   unsigned long long dst_low, unsigned long long ports) except -2

    @cython.locals(slot="unsigned long long", number=cython.int)
    cpdef int known(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                    unsigned long long dst_low, unsigned long long ports) except -2

    @cython.locals(at=cython.Py_ssize_t)
    cdef bint _is(self, int number, unsigned long long src_high, unsigned long long src_low,
                  unsigned long long dst_high, unsigned long long dst_low, unsigned long long ports) except -1

    @cython.locals(at=cython.Py_ssize_t, src_high="unsigned long long", src_low="unsigned long long",
                   dst_high="unsigned long long", dst_low="unsigned long long", ports="unsigned long long")
    cdef int _place(self, Py_ssize_t pair) except -1
    cdef int _enter(self, int number, unsigned long long slot) except -1

    cpdef bytes keys(self, Py_ssize_t first, Py_ssize_t stop)
    cpdef tuple sockets(self, int number)
    @cython.locals(ports="unsigned long long", port=cython.int)
    cpdef tuple socket(self, int number)
    @cython.locals(ports="unsigned long long")
    cpdef unsigned long long ports(self, int number) except? 0
    cpdef unsigned long long low(self, int number) except? 0

cdef Py_ssize_t _source(int number) noexcept
@cython.locals(mixed="unsigned long long")
cdef unsigned long long _slot(unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                              unsigned long long dst_low, unsigned long long ports) noexcept
cdef unsigned long long _turned(unsigned long long ports) noexcept
