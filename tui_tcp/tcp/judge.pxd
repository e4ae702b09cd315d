cimport cython

from tui_tcp.tcp.causes cimport Causes
from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.recovery cimport Copy, Recovery
from tui_tcp.tcp.side cimport Side
from tui_tcp.segment cimport Segment

cdef unsigned int _SYN, _RST, _ACK, _SFR
cdef int _UNKNOWN, _UNUSED, _ESTABLISHED
cdef int _RETRANSMISSION, _SYN_AGAIN, _ANSWER, _SPURIOUS, _OUT_OF_ORDER, _LOST
cdef int _ACK_UNSEEN, _DUPLICATE_ACK, _WINDOW_FULL, _ZERO_WINDOW, _PROBE, _WINDOW_UPDATE, _KEEP_ALIVE
cdef int _KEEP_ALIVE_ACK, _CHALLENGE, _IGNORED_RESET, _RESET, _DATA_AFTER_FIN, _DOUBLED, _MARKED, _CONGESTION
cdef int _LATE_ORIGINAL
cdef long long _DOUBLED_NS, _ANSWER_NS, _SHORTEST_TIMER_NS, _JUMP_NS, _SHORTEST_SYN_TIMER_NS, _FIRST_TIMER_NS
cdef int _SACK_AGREED, _LISTEN, _SYN_SENT

@cython.final
cdef class Judge:
    cdef public list amendments
    cdef Causes _causes
    cdef long long highest, una, last_ack
    cdef bint has_sent

    cpdef begin(self, Segment segment, Endpoint sender, Endpoint receiver)
    cdef int _miss(self, Segment segment, Endpoint sender, Endpoint receiver) except -1
    @cython.locals(findings=cython.int)
    cpdef int judge(self, Segment segment, Endpoint sender, Endpoint receiver, long long new, bint accepted,
                          Side side, Outstanding pool) except -1
    cdef int _probe(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    @cython.locals(is_last=cython.bint)
    cdef bint _asks_behind_fin(self, Segment segment, Endpoint sender) noexcept
    cdef bint _is_shut(self, Endpoint end) noexcept
    @cython.locals(cause=cython.int)
    cdef int _data(self, Segment segment, Endpoint sender, Endpoint receiver, long long new, Side side,
                         Outstanding pool) except -1
    @cython.locals(found=cython.longlong)
    cdef long long _late(self, Segment segment, Recovery recovery) except *
    @cython.locals(entry=cython.int, end=cython.longlong, at_most=cython.longlong)
    cdef bint _is_doubled(self, Segment segment, Endpoint sender, int head, Outstanding pool) except -1
    @cython.locals(findings=cython.int)
    cdef int _original(self, Segment segment, Endpoint sender) noexcept
    @cython.locals(findings=cython.int)
    cdef int _syn_again(self, Segment segment, Endpoint sender, Endpoint receiver, Side side,
                          Outstanding pool) except -1
    @cython.locals(waited=cython.longlong, since_syn=cython.longlong, may_answer=cython.bint)
    cdef int _syn_ack_again(self, Segment segment, Endpoint receiver, Side side, Outstanding pool) except -1
    cdef bint _is_soon(self, long long since, Endpoint end) noexcept
    @cython.locals(findings=cython.int)
    cdef int _acknowledgment(self, Segment segment, Endpoint sender, Endpoint receiver) except -1
    @cython.locals(asks_again=cython.bint)
    cdef int _same_again(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef int _answer(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef int _learn(self, Copy needless) except -1
    @cython.locals(scale=cython.int)
    cdef int _window(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
