cimport cython

from tui_tcp.tcp.endpoint cimport Endpoint
from tui_tcp.tcp.judge cimport Judge
from tui_tcp.tcp.outstanding cimport Outstanding
from tui_tcp.segment cimport Segment
from tui_tcp.tcp.sequence cimport widen
from tui_tcp.tcp.side cimport Side
from tui_tcp.tcp.wireshark cimport Analysis

cdef int _FIN, _SYN, _RST, _PSH, _ACK, _ESTABLISHED, _CERTAIN, _NO_SHIFT, _UNKNOWN, _UNUSED, _PARTIAL, _CUT, _CONGESTION
cdef int _SACK_REFUSED, _SACK_AGREED, _DOUBLED
cdef int MAX_REBASED
cdef long long _ORIGIN, _MASK, _SHORTEST_TIMER

@cython.final
cdef class Connection:
    cdef public int number, pair, first_row, last_row, first_fin_row, first_reset_row
    cdef public signed char client_direction, opener_direction, first_fin_direction, first_reset_direction
    cdef public unsigned char reset_state, client_guessed, fins_crossed, was_closed, is_settled
    cdef public unsigned int findings
    cdef public long long first_time, last_time, earliest_time, latest_time, syn_time, handshake_time
    cdef public Endpoint first, second
    cdef public tuple rebased
    cdef public Analysis analysis

    @cython.locals(sender=Endpoint, receiver=Endpoint, findings=cython.int, accepted=cython.bint,
                   new=cython.longlong, side=Side)
    cpdef int observe(self, Segment segment, int direction, Judge judge, Outstanding pool) except -1
    cdef bint _settles(self) noexcept
    @cython.locals(advance=cython.longlong)
    cdef bint _expects(self, Segment segment, Endpoint sender, Endpoint receiver) noexcept
    cdef int _pass_on(self, Segment segment, Endpoint sender, Endpoint receiver) except -1
    @cython.locals(near=cython.longlong)
    cdef int _widen(self, Segment segment, Endpoint sender, Endpoint receiver) except -1
    cdef int _note_base(self, Segment segment, int direction, Endpoint sender, Endpoint receiver) except -1
    cdef int _count(self, Segment segment, Endpoint sender)
    cdef int _note_opening(self, Segment segment, int direction, Endpoint sender) except -1
    cdef int _note_syn(self, Segment segment, int direction, Endpoint sender) except -1
    cdef int _note_sack(self, Segment segment, Endpoint receiver) except -1
    cpdef note_narrow(self, Segment segment)
    cdef int _note_window(self, Segment segment, Endpoint sender, Endpoint receiver)
    cdef int _note_closing(self, Segment segment, int direction, Endpoint sender, Endpoint receiver,
                            bint accepted) except -1

cdef bint _is_settled(Endpoint end) noexcept
cdef bint _is_closed(Endpoint end) noexcept
