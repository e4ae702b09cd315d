cimport cython

cdef long long _MASK

@cython.final
cdef class Frames:
    cdef public long long[::1] offset
    cdef public long long[::1] time
    cdef public unsigned int[::1] captured
    cdef public unsigned int[::1] cut
    cdef public unsigned short[::1] interface
    cdef public unsigned char[::1] kind
    cdef public unsigned short[::1] ip_at
    cdef public unsigned short[::1] tcp_at
    cdef public unsigned short[::1] header_word
    cdef public unsigned int[::1] seq_raw
    cdef public unsigned int[::1] ack_raw
    cdef public unsigned short[::1] window_raw
    cdef public unsigned int[::1] payload

    @cython.locals(cut=cython.uint)
    cpdef int measure(self, Py_ssize_t row, unsigned int captured, unsigned int wire, int interface) except -1
    cpdef unsigned int wire(self, Py_ssize_t row) except? 0
