cdef unsigned long long _SECOND
cdef object _MOST

cpdef str seconds(nanoseconds)
cpdef list times(values)
cdef str _seconds(unsigned long long nanoseconds)
