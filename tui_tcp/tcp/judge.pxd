cimport cython

from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.tcp.segment cimport Segment
from tui_tcp.tcp.sequence cimport widen

cdef unsigned int _FIN, _SYN, _RST, _ACK, _SFR
cdef int _UNKNOWN, _UNUSED, _ESTABLISHED
cdef long long _RETRANSMISSION, _FAST, _TIMEOUT, _TAIL_PROBE, _SYN_AGAIN, _ANSWER, _SPURIOUS, _OUT_OF_ORDER, _LOST
cdef long long _ACK_UNSEEN, _DUPLICATE_ACK, _WINDOW_FULL, _ZERO_WINDOW, _PROBE, _WINDOW_UPDATE, _KEEP_ALIVE
cdef long long _KEEP_ALIVE_ACK, _CHALLENGE, _IGNORED_RESET, _RESET, _DATA_AFTER_FIN
cdef long long _ANSWER_NS, _EVIDENCE_NS

@cython.final
cdef class Judge:
    cdef public list amendments
    cdef long long highest, una
    cdef bint has_sent

    cpdef begin(self, Segment segment, Endpoint sender, Endpoint receiver)
    @cython.locals(findings=cython.longlong)
    cpdef long long judge(self, Segment segment, Endpoint sender, Endpoint receiver, long long new, bint accepted,
                          int head, Outstanding pool) except *
    cdef long long _probe(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef bint _is_shut(self, Endpoint end) noexcept
    cdef long long _data(self, Segment segment, Endpoint sender, Endpoint receiver, long long new, int head,
                         Outstanding pool) except *
    @cython.locals(findings=cython.longlong)
    cdef long long _original(self, Segment segment, Endpoint sender) noexcept
    cdef long long _syn_again(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef long long _cause(self, Segment segment, Endpoint sender, int head, Outstanding pool) except *
    cdef long long _timer(self, Segment segment, Endpoint sender, object recovery, object previous, int head,
                          Outstanding pool) except *
    cdef void _reconsider(self, Segment segment, object previous, int head, Outstanding pool) except *
    @cython.locals(patience=cython.longlong)
    cdef bint _is_evident(self, Segment segment, Endpoint sender, object recovery, int head,
                          Outstanding pool) except *
    @cython.locals(own=cython.longlong, above=cython.longlong, entry=cython.int, start=cython.longlong,
                   end=cython.longlong)
    cdef bint _overtaken(self, Segment segment, Endpoint sender, object recovery, int head, Outstanding pool) except *
    @cython.locals(findings=cython.longlong)
    cdef long long _acknowledgment(self, Segment segment, Endpoint sender, Endpoint receiver) except *
    cdef long long _same_again(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef void _learn(self, object needless) except *
    @cython.locals(scale=cython.int)
    cdef long long _window(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
