cimport cython

from tui_tcp.tcp.ranges cimport Ranges
from tui_tcp.tcp.recovery cimport Recovery
from tui_tcp.tcp.sequence cimport widen
from tui_tcp.segment cimport Segment

cdef int _FIN, _SYN, _RST, _ACK, _EVENTS, _UNSEEN, _SYN_SENT, _LISTEN, _SYN_RECEIVED, _ASSUMED, _IMPLIED, _CERTAIN
cdef int _SENT_RST, _SENT_SYN, _SENT_SYN_ACK, _SENT_CROSSING_SYN, _SENT_ACK, _SENT_FIN, _SENT_CROSSING_FIN
cdef int _RCVD_RST, _RCVD_RST_PASSIVE, _RCVD_SYN, _RCVD_SYN_ACK, _RCVD_ACK_OF_SYN, _RCVD_ACK_OF_FIN, _RCVD_FIN
cdef int _RCVD_OTHER, _UNKNOWN, _REACH, _REMEMBERED
cdef unsigned long long _ALL, _ONE
cdef int _SENT_SACK_BELOW_FIN, _MISSING, _RECEIVED, _DOUBTED
cdef long long _MASK, _HALF
cdef int _SACK_UNKNOWN
cdef const unsigned char[::1] _NEXT

@cython.final
cdef class Endpoint:
    # What is small is kept small: a capture of ten million packets has 400,000 ends.
    cdef public unsigned char state, confidence, shift
    cdef public unsigned char is_passive, has_sent, has_heard, has_syn, heard_syn, numbers_packets, fin_received, has_base
    cdef public unsigned char sack_permitted, sack, timestamps, heard_new
    cdef public unsigned short mss, last_flags
    cdef public unsigned int base, window, packets, data_segments, retransmissions, last_findings, last_tsval
    cdef public unsigned int smooth_rtt
    cdef public unsigned long long numbers
    cdef public int unanswered, duplicate_acks, last_number
    cdef public long long iss, snd_una, snd_nxt, irs, rcv_nxt, fin, peer_fin, proof, last_ack, bytes
    cdef public long long last_heard, repeated_syn_time, min_rtt
    cdef public Recovery recovery
    cdef public list copies
    cdef public Ranges queued

    cpdef long long room(self) noexcept
    cdef void note_packet(self, Segment segment) noexcept
    @cython.locals(step=cython.int)
    cdef void _note_number(self, int number) noexcept
    @cython.locals(back=cython.int)
    cpdef note_late(self, Segment segment)
    @cython.locals(back=cython.int)
    cdef bint has_sent_number(self, Segment segment) noexcept
    @cython.locals(back=cython.int)
    cdef bint is_first_sight(self, Segment segment) noexcept
    @cython.locals(is_newer=cython.bint)
    cdef bint was_sent_before(self, Segment segment) noexcept
    @cython.locals(before=cython.longlong)
    cpdef void note_rtt(self, long long nanoseconds) noexcept
    cpdef Recovery recover(self)
    cpdef sent(self, Segment segment)
    cdef void _advance(self, Segment segment) noexcept
    cdef int _sent_syn(self, Segment segment) except -1
    cdef bint _first_acknowledgment(self, Segment segment) noexcept
    @cython.locals(crossing=cython.bint)
    cdef int _sent_fin(self, Segment segment) except -1
    cdef int _heard_up_to(self, long long ack) except -1
    cdef int _prove(self, long long ack) except -1
    @cython.locals(new=cython.longlong)
    cpdef long long received(self, Segment segment) except *
    @cython.locals(block=cython.uint)
    cdef int _doubt_fin(self, Segment segment) except -1
    cdef int _note_fin(self) except -1
    cdef int _received_syn(self, Segment segment) except -1
    cdef void _received_ack(self, Segment segment) except *
    cpdef bint is_acceptable(self, Segment segment) noexcept
    cdef int _received_reset(self, Segment segment) except -1
    cpdef bint accepts_reset(self, Segment segment) noexcept
    @cython.locals(new=cython.longlong)
    cdef long long _deliver(self, Segment segment) except *
    cdef long long _queue(self, long long start, long long end) except *
    @cython.locals(overlap=cython.longlong, queued=Ranges)
    cdef long long _drain(self) except *
    @cython.locals(after=cython.int, was_unseen=cython.bint)
    cdef int _take(self, int event) except -1
