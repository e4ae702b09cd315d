cimport cython

@cython.final
cdef class Segments:
    cdef int[::1] connection
    cdef unsigned char[::1] direction
    cdef unsigned char[::1] state_0
    cdef unsigned char[::1] state_1
    cdef unsigned char[::1] shift
    cdef unsigned int[::1] findings
    cdef unsigned short[::1] labels
    cdef int[::1] acks_row
    cdef int[::1] reference_row
    cdef unsigned int[::1] amount
    cdef unsigned int[::1] push_bytes_sent
    cdef unsigned char[::1] completeness
