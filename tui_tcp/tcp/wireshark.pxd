cimport cython

from tui_tcp.tcp.labels cimport Labels
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.side cimport Side, first_sacked
from tui_tcp.segment cimport Segment

cdef unsigned int _FIN, _SYN, _RST, _PSH, _ACK, _SFR
cdef long long _MASK, _HALF
cdef unsigned long long _MASK_64
cdef unsigned int _RETRANSMISSION, _FAST, _SPURIOUS, _OUT_OF_ORDER, _LOST, _ACK_LOST, _DUPLICATE_ACK, _WINDOW_FULL
cdef unsigned int _ZERO_WINDOW, _PROBE, _PROBE_ACK, _KEEP_ALIVE, _KEEP_ALIVE_ACK, _WINDOW_UPDATE, _REUSED
cdef unsigned int _INITIAL_RTT
cdef int _UNKNOWN, _UNUSED, _MAX_UNACKED
cdef long long _FAST_NS, _OUT_OF_ORDER_NS, _MAX_IN_FLIGHT
cdef int _SEEN_SYN, _SEEN_SYN_ACK, _SEEN_ACK, _SEEN_DATA, _SEEN_FIN, _SEEN_RST

@cython.final
cdef class Analysis:
    cdef public Side first, second
    cdef public unsigned char completeness, is_begun
    cdef public long long syn_time, initial_rtt

    cpdef observe(self, Segment segment, Side side, Side other, unsigned int base, int shift, Labels labels,
                  Outstanding pool)
    cdef bint _expects(self, Segment segment, Side side, Side other, int shift, Labels labels) noexcept
    cdef int _pass_on(self, Segment segment, Side side, Side other, unsigned int base, Labels labels,
                      Outstanding pool) except -1
    cdef void _begin(self, Segment segment, Side side, Side other, Labels labels) noexcept
    cdef void glance(self, Segment segment, Labels labels) except *
    cdef void _remember(self, Segment segment, Side side) noexcept
    @cython.locals(length=cython.longlong, window=cython.uint, plain=cython.bint)
    cdef void _before(self, Segment segment, Side side, Side other, int shift, Labels labels) noexcept
    @cython.locals(scale=cython.int, edge=cython.longlong)
    cdef bint _fills_window(self, Segment segment, Side other, int shift) noexcept
    cdef void _same_again(self, Segment segment, Side side, Side other, Labels labels) noexcept
    cdef void _acked_unseen(self, Segment segment, Side other, Labels labels) noexcept
    @cython.locals(seq=cython.longlong, end=cython.longlong, is_behind=cython.bint, takes_number=cython.bint)
    cdef void _resent(self, Segment segment, Side side, Side other, Labels labels, Outstanding pool) except *
    cdef bint _is_soon(self, Segment segment, Side side) noexcept
    @cython.locals(end=cython.longlong, takes_number=cython.bint)
    cdef int _advance(self, Segment segment, Side side, unsigned int base, Labels labels, Outstanding pool) except -1
    cdef int _move_on(self, Segment segment, Side side, long long end) except -1
    @cython.locals(start=cython.longlong, low=cython.longlong, high=cython.longlong, entry=cython.int)
    cdef int _add(self, Segment segment, Side side, long long end, unsigned int base, Outstanding pool) except -1
    cdef int _purge(self, unsigned int ack, Side other, Labels labels, Outstanding pool) except -1
    @cython.locals(end=cython.uint, entry=cython.int, newer=cython.int)
    cdef int _purge_up_to(self, unsigned int ack, Side other, Labels labels, Outstanding pool) except -1
    cdef int _answer(self, int entry, Labels labels, Outstanding pool) except -1
    @cython.locals(flight=cython.longlong, pushes=cython.bint)
    cdef void _in_flight(self, Segment segment, Side side, Side other, Labels labels) noexcept
    cdef void _time_handshake(self, Segment segment) noexcept
    cdef void _complete(self, Segment segment) noexcept

cdef bint _after(long long a, long long b) noexcept
cdef bint _up_to(long long a, long long b) noexcept
