"""One end of a connection: the variables of RFC 9293 section 3.3.1 as far as a passive observer can follow them.

A segment is told to its sender by `sent` and to its receiver by `received`; each asks the table in states.py where the
event leads. Nothing here knows which end is the client.
"""

from __future__ import annotations

from tui_tcp.segment import Segment
from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.tcp.ranges import Ranges
from tui_tcp.tcp.recovery import Copy, Recovery
from tui_tcp.tcp.sequence import widen
from tui_tcp.tcp.states import NEXT_STATES, Confidence, Event, State

_FIN, _SYN, _RST, _ACK = FIN, SYN, RST, ACK
_EVENTS = len(Event)
_NEXT = NEXT_STATES
_UNSEEN, _LISTEN = int(State.UNSEEN), int(State.LISTEN)
_SYN_SENT, _SYN_RECEIVED = int(State.SYN_SENT), int(State.SYN_RECEIVED)
_ASSUMED, _IMPLIED, _CERTAIN = int(Confidence.ASSUMED), int(Confidence.IMPLIED), int(Confidence.CERTAIN)
_SENT_RST, _SENT_SYN, _SENT_SYN_ACK = int(Event.SENT_RST), int(Event.SENT_SYN), int(Event.SENT_SYN_ACK)
_SENT_CROSSING_SYN, _SENT_ACK = int(Event.SENT_CROSSING_SYN), int(Event.SENT_ACK)
_SENT_FIN, _SENT_CROSSING_FIN = int(Event.SENT_FIN), int(Event.SENT_CROSSING_FIN)
_SENT_SACK_BELOW_FIN = int(Event.SENT_SACK_BELOW_FIN)
_RCVD_RST, _RCVD_RST_PASSIVE = int(Event.RCVD_RST), int(Event.RCVD_RST_IN_PASSIVE_OPEN)
_RCVD_SYN, _RCVD_SYN_ACK = int(Event.RCVD_SYN), int(Event.RCVD_SYN_ACK)
_RCVD_ACK_OF_SYN, _RCVD_ACK_OF_FIN = int(Event.RCVD_ACK_OF_SYN), int(Event.RCVD_ACK_OF_FIN)
_RCVD_FIN, _RCVD_OTHER = int(Event.RCVD_FIN), int(Event.RCVD_OTHER)
_UNKNOWN = SHIFT_UNKNOWN

_REACH = 256  # packets that one may be late by
_REMEMBERED = 64  # identifications
_ALL, _ONE = (1 << 64) - 1, 1
_MASK, _HALF = 0xFFFFFFFF, 0x80000000

SACK_REFUSED, SACK_UNKNOWN, SACK_AGREED = range(3)
_SACK_UNKNOWN = SACK_UNKNOWN
_MISSING, _RECEIVED, _DOUBTED = range(3)  # the peer's FIN; doubted is what was captured and did not arrive

MAX_QUEUED = 256  # ranges kept beyond a hole; what is forgotten is taken for new when it comes again


class Endpoint:
    """State, sequence variables, and counters of one end. Sequence numbers are widened to 64 bits.

    `iss`, `snd_una`, `snd_nxt`, `irs`, `rcv_nxt` are RFC 9293's; -1 in `fin` and `peer_fin` means none was seen, else
    they hold the number after the FIN.
    """

    def __init__(self) -> None:
        self.state = _UNSEEN
        self.confidence = _ASSUMED
        self.proof = 0  # the acknowledgment by which this end proves its implied state
        self.is_passive = False
        self.has_sent = False  # snd_nxt is known from a segment of this end's own
        self.has_heard = False
        self.has_syn = False
        self.heard_syn = False
        self.fin_received = _MISSING
        self.iss = self.snd_una = self.snd_nxt = 0
        self.irs = self.rcv_nxt = 0
        self.fin = self.peer_fin = -1
        self.last_ack = -1
        self.window = 0
        self.shift = _UNKNOWN
        self.base = 0
        self.has_base = False
        self.mss = 0
        self.sack_permitted = False
        self.timestamps = False
        self.packets = self.bytes = self.data_segments = self.retransmissions = 0
        self.unanswered = 0  # copies sent since anything new was acknowledged
        self.duplicate_acks = 0  # heard since anything new was acknowledged
        self.last_heard = -1  # time of the latest acknowledgment
        self.heard_new = False  # it acknowledged something new, by which the timers were set anew
        self.last_findings = 0  # about its latest segment
        self.last_flags = 0
        self.last_number = -1  # identification of the IP packet that carried it
        self.numbers = 0  # which of the 64 identifications up to that one were seen: a bit each, the latest lowest
        self.last_tsval = 0
        self.numbers_packets = False  # its packets' identifications differ
        self.repeated_syn_time = -1
        self.min_rtt = -1
        self.smooth_rtt = 0  # microseconds, RFC 6298 section 2.3
        self.sack = _SACK_UNKNOWN  # until both SYNs, or a block, say otherwise
        self.recovery: Recovery | None = None
        self.copies: list[Copy] | None = None  # the latest that were sent again; they outlive the recovery
        self.queued: Ranges | None = None  # received beyond a hole, in order, apart from each other

    def room(self) -> int:
        """Return the window that this end last offered, in bytes, after the handshake."""
        return self.window << self.shift if self.shift < _UNKNOWN else self.window

    def note_packet(self, segment: Segment) -> None:
        """Keep what tells this end's next packet from one of its earlier ones that comes again."""
        if 0 < segment.number != self.last_number:  # Linux gives 0 to resets and to what TIME-WAIT answers
            self._note_number(segment.number)
        if segment.has_timestamps:  # most resets have none
            self.last_tsval = segment.tsval
        self.last_flags = segment.flags

    def _note_number(self, number: int) -> None:
        step = number - self.last_number & 0xFFFF
        self.numbers = (self.numbers << step | 1) & _ALL if step < _REMEMBERED else 1
        if self.last_number > 0:
            self.numbers_packets = True
        self.last_number = number

    def note_late(self, segment: Segment) -> None:
        """Keep of a packet that left before the latest one what tells it from a copy of it."""
        self.last_flags = segment.flags
        back = self.last_number - segment.number & 0xFFFF
        if back < _REMEMBERED:
            self.numbers |= _ONE << back

    def has_sent_number(self, segment: Segment) -> bool:
        """Tell by its identification whether just this packet was seen before: of late ones, and where it can tell."""
        back = self.last_number - segment.number & 0xFFFF
        return back < _REMEMBERED and bool(self.numbers >> back & 1) and self.was_sent_before(segment)

    def is_first_sight(self, segment: Segment) -> bool:
        """Tell whether a packet that left before the latest was itself not seen yet, as far as that is remembered."""
        back = self.last_number - segment.number & 0xFFFF
        return back < _REMEMBERED and not self.numbers >> back & 1

    def was_sent_before(self, segment: Segment) -> bool:
        """Tell by its identification whether a packet left this end before the latest that was seen, or is that one.

        Most hosts count their packets. Who sends a segment again makes a new packet of it.
        """
        if not self.numbers_packets or segment.number <= 0:
            return False
        is_newer = 0 < (segment.tsval - self.last_tsval & _MASK) < _HALF
        return not is_newer and (self.last_number - segment.number & 0xFFFF) < _REACH

    def note_rtt(self, nanoseconds: int) -> None:
        """Take in a round trip from a segment of this end's to its acknowledgment, sent once (Karn: RFC 6298 3)."""
        if nanoseconds < 0:
            return
        before = 1000 * self.smooth_rtt if self.min_rtt >= 0 else nanoseconds
        if self.min_rtt < 0 or nanoseconds < self.min_rtt:
            self.min_rtt = nanoseconds
        self.smooth_rtt = (7 * before + nanoseconds) // 8000 & _MASK

    def recover(self) -> Recovery:
        """Return what is kept of this end's losses, made when first asked for."""
        if self.recovery is None:
            if self.copies is None:
                self.copies = []
            self.recovery = Recovery(self.copies)
        return self.recovery

    def sent(self, segment: Segment) -> None:
        """Follow this end through a segment of its own."""
        if segment.flags & _RST:
            # A listener answers a stray acknowledgment by a bare reset and listens on: 3.10.7.2 second, figure 11.
            if self.state != _LISTEN or segment.flags & _ACK:
                self._take(_SENT_RST)
        elif segment.flags & _SYN:
            self._sent_syn(segment)
        elif self._first_acknowledgment(segment):
            self._take(_SENT_ACK)
        if segment.flags & _ACK:
            self._prove(segment.ack)
            if segment.sack_count and self.fin_received and self.confidence == _IMPLIED:
                self._doubt_fin(segment)
        if segment.flags & _FIN and not segment.flags & _RST:
            self._sent_fin(segment)
        if not self.has_sent or segment.end > self.snd_nxt:
            self._advance(segment)

    def _advance(self, segment: Segment) -> None:
        if segment.flags & _RST and self.has_sent:
            return  # a reset's number need not be this end's own next one
        self.snd_nxt = segment.end
        self.has_sent = True

    def _sent_syn(self, segment: Segment) -> None:
        if not self.has_syn or self.state <= _SYN_RECEIVED:
            self.iss = segment.seq
        if self.state == _LISTEN:
            self.has_sent = False  # what it answered so far was of an older connection
        self.has_syn = True
        if segment.flags & _ACK:
            self._take(_SENT_SYN_ACK)
        else:
            self.is_passive = False
            self._take(_SENT_CROSSING_SYN if self.heard_syn else _SENT_SYN)

    def _first_acknowledgment(self, segment: Segment) -> bool:
        """Tell whether the segment shows that this end is connected although the segment that led there is missing."""
        if self.state == _UNSEEN:
            return True
        if self.state == _SYN_SENT:
            return bool(segment.flags & _ACK)
        return self.state == _LISTEN and bool(segment.flags & _ACK) and segment.ack == self.rcv_nxt

    def _sent_fin(self, segment: Segment) -> None:
        crossing = self.fin_received == _RECEIVED and (not segment.flags & _ACK or segment.ack < self.peer_fin)
        if self.fin < 0:
            self.fin = segment.end
        self._take(_SENT_CROSSING_FIN if crossing else _SENT_FIN)

    def _prove(self, ack: int) -> None:
        self.last_ack = ack
        if ack > self.rcv_nxt:
            self._heard_up_to(ack)
        if self.fin_received == _DOUBTED and ack >= self.peer_fin:
            self.fin_received = _MISSING
            self._note_fin()
        if self.confidence == _IMPLIED and ack >= self.proof:
            self.confidence = _CERTAIN

    def _heard_up_to(self, ack: int) -> None:
        """Believe that what an end acknowledges came, though not captured; a listener speaks of an older connection."""
        if self.has_heard and self.state != _LISTEN:
            self.rcv_nxt = ack
            self._drain()
            self._note_fin()

    def received(self, segment: Segment) -> int:
        """Follow this end through a segment of its peer's, taken for received as soon as it is captured.

        Returns how many of its sequence numbers were not captured before.
        """
        if segment.flags & _RST:
            self._received_reset(segment)
            return 0
        self.proof = segment.end if segment.end > segment.seq else segment.end + 1
        if segment.flags & _SYN:
            self._received_syn(segment)
        elif self.state == _UNSEEN:
            self._take(_RCVD_OTHER)
        new = self._deliver(segment)
        if segment.flags & _ACK:
            self._received_ack(segment)
        if segment.flags & _FIN and self.peer_fin < 0:
            self.peer_fin = segment.end
        if self.peer_fin >= 0:
            if self.fin_received == _DOUBTED and segment.seq <= self.last_ack < segment.end:
                self.fin_received = _MISSING  # this fills the hole
            self._note_fin()
        return new

    def _doubt_fin(self, segment: Segment) -> None:
        """Learn from what this end SACKs that the peer's FIN, which was captured, waits for what was lost before it."""
        for block in range(segment.sack_count if segment.ack < self.peer_fin else 0):
            if widen(segment.sack[2 * block], segment.ack) > segment.ack:  # below it reports what came twice
                self.fin_received = _DOUBTED
                self._take(_SENT_SACK_BELOW_FIN)
                break

    def _note_fin(self) -> None:
        """Take the peer's FIN when all before it is there."""
        if self.peer_fin >= 0 and self.fin_received == _MISSING and self.rcv_nxt >= self.peer_fin:
            self.fin_received = _RECEIVED
            self.proof = self.peer_fin
            self._take(_RCVD_FIN)

    def _received_syn(self, segment: Segment) -> None:
        if self.state == _SYN_SENT:  # what was heard before it was of an older connection
            self.rcv_nxt = segment.seq
            self.queued = None
        if segment.flags & _ACK:
            if not self.has_syn or segment.ack > self.iss:
                self._take(_RCVD_SYN_ACK)
        else:
            self._take(_RCVD_SYN)
            self.is_passive = self.is_passive or self.state == _LISTEN
        self.heard_syn = True
        self.irs = segment.seq

    def _received_ack(self, segment: Segment) -> None:
        """RFC 9293 section 3.10.7.4, fifth check."""
        if not self.has_sent or segment.ack <= self.snd_una:
            return
        if self.state == _SYN_SENT and not self.is_acceptable(segment):
            return
        self.snd_una = segment.ack
        if self.has_syn and segment.ack > self.iss:
            self._take(_RCVD_ACK_OF_SYN)
        if self.fin >= 0 and segment.ack >= self.fin:
            self._take(_RCVD_ACK_OF_FIN)

    def is_acceptable(self, segment: Segment) -> bool:
        """Tell whether this end, which has sent no more than a SYN, can believe an acknowledgment: 3.10.7.3 first."""
        return self.iss < segment.ack <= self.snd_nxt

    def _received_reset(self, segment: Segment) -> None:
        if self.accepts_reset(segment):
            is_opening = self.is_passive and self.state <= _SYN_RECEIVED
            self._take(_RCVD_RST_PASSIVE if is_opening else _RCVD_RST)

    def accepts_reset(self, segment: Segment) -> bool:
        """Tell whether this end believes a reset: RFC 9293 section 3.10.7.4 second, which has RFC 5961 section 3.2.

        The tap may not know RCV.NXT to the byte, so what this end last acknowledged will do as well.
        """
        if self.state == _SYN_SENT:
            return bool(segment.flags & _ACK) and self.is_acceptable(segment)
        if not self.has_heard or self.state == _UNSEEN:
            return True
        return segment.seq == self.rcv_nxt or segment.seq == self.last_ack

    def _deliver(self, segment: Segment) -> int:
        """Move RCV.NXT over what is whole; keep what stands beyond a hole. Returns how many numbers are new."""
        if not self.has_heard:
            self.has_heard = True
            self.rcv_nxt = segment.end
            return segment.end - segment.seq
        if segment.end <= self.rcv_nxt:
            return 0
        if segment.seq > self.rcv_nxt:
            return self._queue(segment.seq, segment.end)
        new = segment.end - self.rcv_nxt
        self.rcv_nxt = segment.end
        return new - self._drain()

    def _queue(self, start: int, end: int) -> int:
        """Keep a range beyond a hole; return how much of it is new."""
        if self.queued is None:
            self.queued = Ranges(MAX_QUEUED)
        return self.queued.add(start, end)

    def _drain(self) -> int:
        """Take from the queue what RCV.NXT has reached; return how much of that lies below its old place."""
        queued = self.queued
        if queued is None:
            return 0
        overlap = 0
        while queued.count and queued.low[0] <= self.rcv_nxt:
            overlap += min(queued.high[0], self.rcv_nxt) - queued.low[0]
            self.rcv_nxt = max(self.rcv_nxt, queued.high[0])
            queued.forget_below(queued.high[0])
        if not queued.count:
            self.queued = None
        return overlap

    def _take(self, event: int) -> None:
        """Make the table's transition; what was sent proves its state, what was received only implies it."""
        after = _NEXT[self.state * _EVENTS + event]
        if event <= _SENT_SACK_BELOW_FIN:
            self.confidence = _CERTAIN if event != _SENT_ACK or self.state != _UNSEEN else _ASSUMED
        elif after != self.state:
            was_unseen = self.state == _UNSEEN
            self.confidence = _ASSUMED if was_unseen else _IMPLIED
        self.state = after
