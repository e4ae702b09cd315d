cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.tcp.ranges cimport Ranges
from tui_tcp.tcp.sequence cimport widen

cdef long long _HALF, _MASK

@cython.final
cdef class Copy:
    cdef public long long start, end, row, time
    cdef public unsigned int tsval

@cython.final
cdef class Recovery:
    cdef public Ranges sacked
    cdef public list copies
    cdef public long long timeout_point, fast_point
    cdef public bint has_probed

    cpdef acknowledge(self, long long ack)
    cpdef bint is_over(self) except -1
    @cython.locals(start=cython.longlong, end=cython.longlong, first=cython.int, block=cython.int)
    cpdef Copy take_sack(self, Segment segment, long long near)
    cdef long long _edge(self, Segment segment, Py_ssize_t index, long long near) except *
    @cython.locals(start=cython.longlong, end=cython.longlong)
    cdef bint _begins_with_duplicate(self, Segment segment, long long near) except -1
    @cython.locals(copy=Copy)
    cdef Copy _copy_of(self, long long start, long long end)
    @cython.locals(copy=Copy)
    cpdef Copy last_copy(self, long long start, long long end)
    cpdef remember(self, Copy copy)
    @cython.locals(copy=Copy, is_older=cython.bint)
    cpdef Copy answered_by_original(self, Segment segment)
