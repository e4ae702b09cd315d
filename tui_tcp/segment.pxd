cimport cython

cdef int _SHIFT, _SYN, _FIN

@cython.final
cdef class Segment:
    cdef public long long row, time, seq, ack, end, length, shown_length
    cdef public int pair, number
    cdef public unsigned int form, flags, seq_raw, ack_raw, window, ecn
    cdef public unsigned int mss, shift, sack_permitted, has_timestamps, tsval, tsecr, sack_count
    cdef public unsigned int[::1] sack

    cpdef clear_options(self)
    cpdef set_end(self)
