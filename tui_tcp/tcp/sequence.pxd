cimport cython

cdef long long _MASK, _HALF, _WHOLE

@cython.locals(delta=cython.longlong)
cpdef long long widen(unsigned int raw, long long near) noexcept
