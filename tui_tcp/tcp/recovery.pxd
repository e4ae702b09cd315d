cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.tcp.ranges cimport Ranges
from tui_tcp.tcp.sequence cimport widen

cdef long long _HALF, _MASK, _LATE_NS
cdef unsigned int _LEAST_HEADERS

@cython.final
cdef class Copy:
    cdef public long long start, end, row, time
    cdef public unsigned int tsval

@cython.final
cdef class Recovery:
    cdef public Ranges sacked
    cdef public list copies
    cdef public Py_ssize_t judged
    cdef public long long delivered, timeout_point, fast_point, narrow_point, narrow_time, narrow_room
    cdef public Ranges unseen
    cdef public long long unseen_time, unseen_row
    cdef public bint has_probed

    @cython.locals(copy=Copy, index=cython.Py_ssize_t)
    cpdef acknowledge(self, long long ack, long long time, long long min_rtt=*)
    @cython.locals(is_awaited=cython.bint, is_kept=cython.bint)
    cpdef bint is_over(self) except -1
    cpdef narrow(self, Segment segment, long long highest)
    @cython.locals(at=cython.Py_ssize_t)
    cpdef miss(self, Segment segment, long long expected, Ranges queued)
    cpdef long long find(self, Segment segment) except *
    @cython.locals(start=cython.longlong, end=cython.longlong, first=cython.int, block=cython.int)
    cpdef Copy take_sack(self, Segment segment, long long near)
    cdef long long _edge(self, Segment segment, Py_ssize_t index, long long near) except *
    @cython.locals(start=cython.longlong, end=cython.longlong)
    cdef bint _begins_with_duplicate(self, Segment segment, long long near) except -1
    @cython.locals(copy=Copy, index=cython.Py_ssize_t)
    cdef Copy _copy_of(self, long long start, long long end)
    @cython.locals(copy=Copy, index=cython.Py_ssize_t)
    cpdef Copy last_copy(self, long long start, long long end)
    cpdef remember(self, Copy copy)
    @cython.locals(copy=Copy, is_older=cython.bint)
    cpdef Copy answered_by_original(self, Segment segment)
