cimport cython

cdef unsigned long long _MIX
cdef unsigned long long _MASK64

@cython.final
cdef class Pairs:
    cdef dict _numbers
    cdef list _keys
    cdef unsigned long long[::1] _slots
    cdef int[::1] _slot_numbers

    @cython.locals(slot=cython.Py_ssize_t, at=cython.Py_ssize_t)
    cpdef int find(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                   unsigned long long dst_low, unsigned long long ports) except -1

    cpdef int known(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                    unsigned long long dst_low, unsigned long long ports) except -2

    @cython.locals(is_turned=cython.bint)
    cdef int _look_up(self, unsigned long long src_high, unsigned long long src_low, unsigned long long dst_high,
                      unsigned long long dst_low, unsigned long long ports) except -1
