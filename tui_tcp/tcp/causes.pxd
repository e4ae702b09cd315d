cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.recovery cimport Copy, Recovery
from tui_tcp.tcp.sequence cimport widen

cdef unsigned int _SYN
cdef long long _MASK, _HALF
cdef int _SACK_AGREED, _SACK_REFUSED, _FAST, _PATH_MTU, _TIMEOUT, _TAIL_PROBE, _LOOKED_AT
cdef long long _SHORTEST_TIMER_NS, _SHORTEST_PROBE_NS, _LONGEST_PROBE_NS, _PROBE_ALLOWANCE_NS, _EVIDENCE_NS

@cython.final
cdef class Causes:
    cdef list amendments
    cdef long long highest

    @cython.locals(last_sent=cython.longlong, trip=cython.longlong, heard=cython.int)
    cpdef int cause(self, Segment segment, Endpoint sender, Endpoint receiver, long long highest, int head,
                          Outstanding pool) except -1
    cdef int _heard(self, Segment segment, Endpoint sender, Recovery recovery, int head, Outstanding pool) except -1
    cdef long long _trip(self, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(entry=cython.int, looked_at=cython.int, since=cython.longlong, start=cython.longlong,
                   end=cython.longlong, shortest=cython.longlong)
    cpdef long long last_sent(self, Segment segment, long long trip, int head, Outstanding pool) except *
    @cython.locals(since=cython.longlong)
    cdef int _unasked(self, Segment segment, Endpoint sender, Recovery recovery, long long last_sent,
                          long long trip) except -1
    cdef bint _is_tail(self, Segment segment, Endpoint sender, Recovery recovery) except -1
    cdef int _probe_of_tail(self, Endpoint sender, Recovery recovery) except -1
    cdef bint _was_refused(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(is_old=cython.bint)
    cdef bint _is_no_timers(self, Segment segment, Endpoint sender) noexcept
    cdef bint _is_narrowed(self, Segment segment, Endpoint sender, Endpoint receiver, Recovery recovery) except -1
    cdef int _timer(self, Segment segment, Endpoint sender, Endpoint receiver, Recovery recovery, Copy previous,
                          int head, Outstanding pool) except -1
    @cython.locals(since=cython.longlong, twice=cython.longlong, last=cython.longlong)
    cdef bint _may_be_probe(self, Segment segment, Endpoint sender, Endpoint receiver, int head,
                          Outstanding pool) except -1
    cdef void _reconsider(self, Segment segment, Copy previous, int head, Outstanding pool) except *
    @cython.locals(patience=cython.longlong)
    cdef bint _is_evident(self, Segment segment, Endpoint sender, Recovery recovery, int head,
                          Outstanding pool) except -1
    @cython.locals(own=cython.longlong, entry=cython.int, start=cython.longlong,
                   end=cython.longlong)
    cdef bint _overtaken(self, Segment segment, Endpoint sender, Recovery recovery, int head, Outstanding pool) except -1
