cimport cython

@cython.final
cdef class Labels:
    cdef public unsigned int flags
    cdef public bint has_record, is_partial_ack
    cdef public int acks_copies
    cdef public long long acks_row, acks_time, rto_row, bytes_in_flight, push_bytes_sent
    cdef public int completeness

    cpdef begin(self, int completeness)
