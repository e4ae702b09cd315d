"""One connection: one life of a socket pair, its two ends, and what every segment of it means."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tcp.segment import CONGESTION, CUT, NO_SHIFT, PARTIAL, Segment
from tui_tcp.tcp.causes import SHORTEST_TIMER_NS
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.endpoint import SACK_AGREED, SACK_REFUSED, Endpoint
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, PSH, RST, SYN
from tui_tcp.tcp.judge import Judge
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.sequence import widen
from tui_tcp.tcp.states import OPENNESS, Confidence, State
from tui_tcp.tcp.wireshark import Analysis

_FIN, _SYN, _RST, _PSH, _ACK = FIN, SYN, RST, PSH, ACK
_ESTABLISHED, _CERTAIN = int(State.ESTABLISHED), int(Confidence.CERTAIN)
_MASK, _SHORTEST_TIMER = 0xFFFFFFFF, SHORTEST_TIMER_NS
_PARTIAL, _CUT, _CONGESTION = PARTIAL, CUT, CONGESTION
_DOUBLED = BITS["duplicate_frame"]
_SACK_REFUSED, _SACK_AGREED = SACK_REFUSED, SACK_AGREED
_NO_SHIFT, _UNKNOWN, _UNUSED = NO_SHIFT, SHIFT_UNKNOWN, SHIFT_UNUSED
_PLACES = [OPENNESS.index(state) for state in State]
_ORIGIN = 1 << 32  # where widened numbers begin, so that none below the first seen is negative

MAX_REBASED = 256  # times that a SYN,ACK moves what relative numbers count from; what comes on top does not


class Connection:
    """A connection, its ends in the order in which they were first heard (`ends[direction]`), and how it went.

    Times are in nanoseconds since the epoch, rows count the capture's frames from 0; -1 means there was none.
    """

    def __init__(self, number: int, pair: int) -> None:
        self.number = number  # equals Wireshark's tcp.stream
        self.pair = pair  # directed pair number of direction 0
        self.first = Endpoint()
        self.second = Endpoint()
        self.client_direction = 0
        self.client_guessed = True
        self.first_row = self.last_row = -1
        self.first_time = self.last_time = 0  # in the order of capture
        self.earliest_time = self.latest_time = 0  # others where the capture's clock ran back
        self.syn_time = -1
        self.handshake_time = -1
        self.opener_direction = -1  # of the first bare SYN
        self.first_fin_row = self.first_reset_row = -1
        self.first_fin_direction = self.first_reset_direction = -1
        self.reset_state = 0  # what the receiver of the first reset was in when it came
        self.was_closed = False  # both FINs were acknowledged before that reset
        self.fins_crossed = False
        self.is_settled = False  # both ends are connected beyond doubt and nothing is amiss: see _expected
        self.findings = 0  # all that its segments showed
        self.rebased: Sequence[tuple[int, int, int]] = ()  # (row, direction, base until that row)
        self.analysis = Analysis()

    @property
    def client(self) -> Endpoint:
        """The end that opened, or is taken for it (`client_guessed`)."""
        return self.second if self.client_direction else self.first

    @property
    def server(self) -> Endpoint:
        """The other end."""
        return self.first if self.client_direction else self.second

    @property
    def state(self) -> State:
        """The state of the less closed of the two ends."""
        return OPENNESS[min(_PLACES[self.first.state], _PLACES[self.second.state])]

    @property
    def duration(self) -> int:
        """Nanoseconds from the earliest frame to the latest, as Wireshark counts where the clock ran back."""
        return self.latest_time - self.earliest_time

    @property
    def rtt(self) -> int:
        """Nanoseconds from the newest SYN to the ACK that completed the handshake, -1 if that was not seen."""
        if self.syn_time < 0 or self.handshake_time < 0:
            return -1
        return self.handshake_time - self.syn_time

    def observe(self, segment: Segment, direction: int, judge: Judge, pool: Outstanding) -> int:
        """Take in the next segment; return the findings about it as bits."""
        sender = self.second if direction else self.first
        receiver = self.first if direction else self.second
        if self.is_settled and self._expects(segment, sender, receiver):
            self._pass_on(segment, sender, receiver)
            return 0
        self._widen(segment, sender, receiver)
        if not segment.form & _PARTIAL:
            self._note_base(segment, direction, sender, receiver)
        self._count(segment, sender)
        self._note_opening(segment, direction, sender)
        accepted = not segment.flags & _RST or receiver.accepts_reset(segment)
        self._note_closing(segment, direction, sender, receiver, accepted)
        judge.begin(segment, sender, receiver)
        sender.sent(segment)
        new = receiver.received(segment)
        side = self.analysis.second if direction else self.analysis.first
        findings = judge.judge(segment, sender, receiver, new, accepted, side, pool)
        self._note_window(segment, sender, receiver)
        sender.last_findings = findings
        if segment.number < sender.last_number and sender.was_sent_before(segment):
            sender.note_late(segment)
        elif not findings & _DOUBLED:
            sender.note_packet(segment)
        self.findings |= findings
        self.is_settled = self._settles()
        return findings

    def _settles(self) -> bool:
        """Tell whether the next segments may be such as _expects looks for."""
        if self.syn_time >= 0 and self.handshake_time < 0:
            return False
        return _is_settled(self.first) and _is_settled(self.second)

    def _expects(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> bool:
        """Tell whether a segment is the next in order and says nothing but data or an acknowledgment of some.

        For these, most of all segments, the state machine and the judge have nothing to decide, as in BSD's header
        prediction. With its like for Wireshark's labels it saves 390 instructions a frame of 3,070 (callgrind).
        """
        if (
            segment.flags & ~_PSH != _ACK
            or segment.form
            or segment.sack_count
            or segment.shift != _NO_SHIFT
            or segment.ecn == _CONGESTION
            or segment.seq_raw != sender.snd_nxt & _MASK
            or receiver.rcv_nxt != sender.snd_nxt
            or not segment.window
            or not receiver.window
            or receiver.recovery is not None
            or receiver.last_flags & _SYN
        ):
            return False
        advance = segment.ack_raw - receiver.snd_una & _MASK
        segment.ack = receiver.snd_una + advance
        if segment.ack > receiver.snd_nxt or segment.ack > sender.rcv_nxt:
            return False
        if not segment.length:
            return advance > 0
        return receiver.shift == _UNKNOWN or sender.snd_nxt + segment.length < receiver.last_ack + receiver.room()

    def _pass_on(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> None:
        """Take in what was expected: what `observe` would do, without the questions whose answers are known."""
        segment.seq = sender.snd_nxt
        segment.end = segment.seq + segment.length
        self._count(segment, sender)
        sender.bytes += segment.length
        sender.last_ack = segment.ack
        sender.snd_nxt = receiver.rcv_nxt = segment.end
        receiver.proof = segment.end if segment.length else segment.end + 1
        receiver.last_heard = segment.time
        receiver.heard_new = segment.ack > receiver.snd_una
        if receiver.heard_new:
            receiver.snd_una = segment.ack
            receiver.duplicate_acks = receiver.unanswered = 0
        sender.window = segment.window
        sender.last_findings = 0
        sender.note_packet(segment)

    def _widen(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> None:
        """Give the segment's numbers their place in the 64-bit spaces of its two ends."""
        near = sender.snd_nxt if sender.has_sent else sender.snd_una
        segment.seq = widen(segment.seq_raw, near if near else segment.seq_raw + _ORIGIN)
        near = receiver.snd_nxt if receiver.has_sent else receiver.snd_una
        segment.ack = widen(segment.ack_raw, near if near else segment.ack_raw + _ORIGIN)
        if segment.flags & _ACK and not receiver.has_sent:
            receiver.snd_una = segment.ack
        segment.set_end()

    def _note_base(self, segment: Segment, direction: int, sender: Endpoint, receiver: Endpoint) -> None:
        """Keep what relative numbers count from, by Wireshark 4.0's rules: the ISN, or one before the first seen."""
        if not sender.has_base:
            sender.base = segment.seq_raw if segment.flags & _SYN else segment.seq_raw - 1 & 0xFFFFFFFF
            sender.has_base = True
        elif segment.flags & _SYN and segment.flags & _ACK and sender.base != segment.seq_raw:
            if len(self.rebased) < MAX_REBASED:
                self.rebased = (*self.rebased, (segment.row, direction, sender.base))
                sender.base = segment.seq_raw
        if not receiver.has_base and segment.flags & _ACK:
            receiver.base = segment.ack_raw - 1 & 0xFFFFFFFF
            receiver.has_base = True

    def _count(self, segment: Segment, sender: Endpoint) -> None:
        sender.packets += 1
        if segment.length:
            sender.data_segments += 1
        if self.first_row < 0:
            self.first_row = segment.row
            self.first_time = self.earliest_time = self.latest_time = segment.time
        elif segment.time < self.earliest_time:
            self.earliest_time = segment.time
        elif segment.time > self.latest_time:
            self.latest_time = segment.time
        self.last_row = segment.row
        self.last_time = segment.time

    def _note_opening(self, segment: Segment, direction: int, sender: Endpoint) -> None:
        """Settle who is the client by the first SYN, else by who was sent a SYN-ACK; time the handshake."""
        if segment.flags & _SYN:
            self._note_syn(segment, direction, sender)
        elif (
            segment.flags & _ACK
            and self.handshake_time < 0
            and self.syn_time >= 0
            and self.first_reset_row < 0
            and sender.heard_syn
            and not segment.flags & _RST
            and direction == self.client_direction
            and segment.ack > sender.irs
        ):
            self.handshake_time = segment.time

    def _note_syn(self, segment: Segment, direction: int, sender: Endpoint) -> None:
        if not segment.flags & _ACK:
            if self.opener_direction < 0:
                self.opener_direction = direction
                self.client_direction = direction
                self.client_guessed = False
            if direction == self.opener_direction and self.handshake_time < 0:
                if self.syn_time < 0 or segment.time - self.syn_time >= _SHORTEST_TIMER:  # sooner it is a doubled frame
                    self.syn_time = segment.time
                self.first_reset_row = self.first_reset_direction = -1  # it ended something older, or one attempt
        elif self.opener_direction < 0:
            self.client_direction = 1 - direction
            self.client_guessed = False
        if segment.mss:
            sender.mss = segment.mss
        sender.sack_permitted = segment.sack_permitted != 0
        if not segment.form & _CUT:
            self._note_sack(segment, self.first if direction else self.second)
        sender.timestamps = segment.has_timestamps != 0

    def _note_sack(self, segment: Segment, receiver: Endpoint) -> None:
        """Settle whether SACK was agreed: a SYN,ACK permits it only if the SYN did (RFC 2018 section 2)."""
        if not segment.sack_permitted or (receiver.has_syn and not receiver.sack_permitted):
            self.first.sack = self.second.sack = _SACK_REFUSED
        elif segment.flags & _ACK:
            self.first.sack = self.second.sack = _SACK_AGREED

    def note_narrow(self, segment: Segment) -> None:
        """Take in that an ICMP error, which quotes a segment, calls it too large for the way (RFC 1191, RFC 8201)."""
        sender = self.second if (segment.pair ^ self.pair) & 1 else self.first
        if sender.has_sent and sender.snd_una < sender.snd_nxt:
            sender.recover().narrow(segment, sender.snd_nxt)

    def _note_window(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> None:
        """Settle the window scale, which counts only if both SYNs offer it (RFC 7323 section 2.2)."""
        if segment.shift != _NO_SHIFT:
            sender.shift = segment.shift
        if segment.flags & _SYN and not segment.form & (_PARTIAL | _CUT):
            if sender.shift == _UNKNOWN:
                sender.shift = receiver.shift = _UNUSED
            elif segment.flags & _ACK and receiver.shift == _UNUSED:
                sender.shift = _UNUSED
        if segment.ack >= receiver.snd_una or not segment.flags & _ACK:  # else an older one, overtaken: 3.10.7.4 fifth
            sender.window = segment.window

    def _note_closing(
        self, segment: Segment, direction: int, sender: Endpoint, receiver: Endpoint, accepted: bool
    ) -> None:
        """Remember the first FIN and the first reset that counted, and whether the FINs crossed."""
        if segment.flags & _FIN:
            if self.first_fin_row < 0:
                self.first_fin_row = segment.row
                self.first_fin_direction = direction
            elif sender.fin < 0 and sender.peer_fin >= 0:
                self.fins_crossed = not segment.flags & _ACK or segment.ack < sender.peer_fin
        if segment.flags & _RST and accepted and self.first_reset_row < 0:
            self.first_reset_row = segment.row
            self.first_reset_direction = direction
            self.reset_state = receiver.state
            self.was_closed = _is_closed(sender) and _is_closed(receiver)


def _is_settled(end: Endpoint) -> bool:
    return (
        end.state == _ESTABLISHED
        and end.confidence == _CERTAIN
        and end.has_sent
        and end.has_heard
        and end.has_base
        and end.fin < 0
        and end.peer_fin < 0
        and end.last_ack >= 0
        and (end.queued is None or not end.queued.count)
    )


def _is_closed(end: Endpoint) -> bool:
    return end.fin >= 0 and end.snd_una >= end.fin
