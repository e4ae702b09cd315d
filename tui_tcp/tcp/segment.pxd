cimport cython

cdef int _FIN, _SYN, _PARTIAL, _CUT, _SACK_EDGES
cdef long long _MASK

@cython.final
cdef class Segment:
    cdef public long long row, time
    cdef public unsigned int flags, seq_raw, ack_raw, window, mss, shift, sack_permitted, has_timestamps, tsval, tsecr
    cdef public unsigned int first_sacked, sack_count
    cdef public Py_ssize_t sack_at
    cdef public unsigned int[::1] sack
    cdef public bint is_whole, is_partial
    cdef public long long seq, ack, end, length, shown_length

    cpdef set_end(self)

@cython.final
cdef class Segments:
    cdef long long[::1] time
    cdef unsigned short[::1] header_word
    cdef unsigned int[::1] seq_raw
    cdef unsigned int[::1] ack_raw
    cdef unsigned short[::1] window_raw
    cdef unsigned int[::1] payload
    cdef unsigned int[::1] captured
    cdef unsigned short[::1] tcp_at
    cdef int[::1] pair
    cdef unsigned short[::1] mss
    cdef unsigned char[::1] option_shift
    cdef unsigned char[::1] sack_permitted
    cdef unsigned char[::1] has_timestamps
    cdef unsigned int[::1] tsval
    cdef unsigned int[::1] tsecr
    cdef unsigned char[::1] sack_count
    cdef unsigned int[::1] sack
    cdef unsigned int[::1] length
    cdef unsigned char[::1] form
    cdef int[::1] connection
    cdef unsigned char[::1] direction
    cdef unsigned char[::1] state_0
    cdef unsigned char[::1] state_1
    cdef unsigned char[::1] shift
    cdef unsigned int[::1] findings
    cdef unsigned int[::1] labels
    cdef int[::1] acks_row
    cdef int[::1] reference_row
    cdef unsigned int[::1] amount
    cdef unsigned int[::1] push_bytes_sent
    cdef unsigned char[::1] completeness

    @cython.locals(header=cython.uint)
    cdef int load(self, Segment segment, Py_ssize_t row, Py_ssize_t slot, long long first_row) except -1
    @cython.locals(total=cython.longlong, block=cython.int, at=cython.Py_ssize_t, left=cython.longlong)
    cdef long long _first_sacked(self, Py_ssize_t slot) except *
