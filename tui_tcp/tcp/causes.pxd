cimport cython

from tui_tcp.segment cimport Segment
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.recovery cimport Copy, Recovery
from tui_tcp.tcp.sequence cimport widen
from tui_tcp.tcp.side cimport Side

cdef unsigned int _SYN
cdef long long _MASK, _HALF
cdef int _SACK_AGREED, _SACK_REFUSED, _FAST, _PATH_MTU, _TIMEOUT, _TAIL_PROBE, _TIMER, _LOOKED_AT
cdef long long _SHORTEST_TIMER_NS, _SHORTEST_PROBE_NS, _LONGEST_PROBE_NS, _PROBE_ALLOWANCE_NS, _EVIDENCE_NS
cdef long long _ONLY_ALLOWANCE_NS, _LEAST_ONLY_NS

@cython.final
cdef class Causes:
    cdef list amendments
    cdef long long highest

    @cython.locals(last_sent=cython.longlong, trip=cython.longlong, heard=cython.int, head=cython.int)
    cpdef int cause(self, Segment segment, Endpoint sender, Endpoint receiver, long long highest, Side side,
                          Outstanding pool) except -1
    cdef long long _patience(self, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(is_lost=cython.bint)
    cdef int _heard(self, Segment segment, Endpoint sender, Recovery recovery, Copy previous, int head,
                          Outstanding pool) except -1
    cdef long long _trip(self, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(entry=cython.int, looked_at=cython.int, since=cython.longlong, start=cython.longlong,
                   end=cython.longlong, shortest=cython.longlong)
    cpdef long long last_sent(self, Segment segment, long long trip, int head, Outstanding pool) except *
    @cython.locals(since=cython.longlong)
    cdef int _unasked(self, Segment segment, Endpoint sender, Recovery recovery, long long last_sent,
                          long long trip) except -1
    cdef bint _is_tail(self, Segment segment, Endpoint sender, Recovery recovery) except -1
    cdef bint _was_refused(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(is_old=cython.bint, since=cython.longlong)
    cdef bint _is_no_timers(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef bint _is_narrowed(self, Segment segment, Endpoint sender, Endpoint receiver, Recovery recovery) except -1
    @cython.locals(told=cython.int)
    cdef int _timer(self, Segment segment, Endpoint sender, Endpoint receiver, Recovery recovery, Copy previous,
                          Side side, Outstanding pool) except -1
    cdef long long last_sent_time(self, Side side, Outstanding pool) except *
    @cython.locals(sent=cython.longlong)
    cdef long long _last_event(self, Segment segment, Endpoint sender, Side side, Outstanding pool) except *
    @cython.locals(twice=cython.longlong, longest=cython.longlong, is_only=cython.bint, is_probe=cython.bint)
    cdef int _tail(self, Segment segment, Endpoint sender, Endpoint receiver, long long since) noexcept
    @cython.locals(first=cython.int, waited=cython.longlong)
    cdef void _reconsider(self, Segment segment, Endpoint sender, Copy previous, int head,
                          Outstanding pool) except *
    @cython.locals(by_count=cython.bint)
    cdef bint _is_counted(self, Segment segment, Endpoint sender, Recovery recovery, Copy previous) noexcept
    @cython.locals(own=cython.longlong, newest=cython.longlong, entry=cython.int, start=cython.longlong,
                   end=cython.longlong)
    cdef bint _is_overtaken(self, Segment segment, Endpoint sender, Recovery recovery, int head,
                          Outstanding pool) except -1
    @cython.locals(longest=cython.longlong)
    cdef bint _waits(self, Segment segment, Endpoint sender, int head, Outstanding pool) except -1
