cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.tcp.outstanding cimport Outstanding

cdef long long _MASK

@cython.final
cdef class Side:
    cdef public unsigned int next, contiguous, last_ack, window, duplicates, last_flags, sacked
    cdef public unsigned int lowest, highest, purged_ack, pushed
    cdef public unsigned short unacked
    cdef public int head, tail, next_row, not_duplicate_row
    cdef public unsigned char counts_in_flight, is_before_first_ack, push_was_last, wants_purge, is_stale, is_ordered
    cdef public long long next_time, last_time

    cdef int forget(self, int entry, Outstanding pool) except -1
    cdef int measure(self, unsigned int base, Outstanding pool) except -1
    @cython.locals(entry=cython.int, low=cython.longlong, high=cython.longlong, after=cython.uint)
    cdef int _search(self, unsigned int base, Outstanding pool) except -1

@cython.locals(total=cython.longlong, block=cython.uint)
cpdef long long first_sacked(Segment segment) except *
