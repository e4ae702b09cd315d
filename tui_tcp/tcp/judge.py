"""What really happened to a segment: findings, judged as the kernels at both ends would count them.

The order of the questions is the rule: was this range seen before? Then what SACK, duplicate ACKs and timestamps prove.
Timing comes last. `sender` is the segment's, `receiver` its peer; for an acknowledgment the receiver is the end whose
data is acknowledged.
"""

from __future__ import annotations

from tui_tcp.segment import CONGESTION, Segment
from tui_tcp.tcp.causes import SHORTEST_TIMER_NS, Causes
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.endpoint import SACK_AGREED, Endpoint
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.recovery import Copy, Recovery
from tui_tcp.tcp.side import Side
from tui_tcp.tcp.states import State

_SYN, _RST, _ACK = SYN, RST, ACK
_SFR = SYN | FIN | RST
_SACK_AGREED = SACK_AGREED
_UNKNOWN, _UNUSED = SHIFT_UNKNOWN, SHIFT_UNUSED
_ESTABLISHED, _LISTEN, _SYN_SENT = int(State.ESTABLISHED), int(State.LISTEN), int(State.SYN_SENT)
_CONGESTION = CONGESTION

_RETRANSMISSION = BITS["retransmission"]
_SYN_AGAIN, _ANSWER = BITS["syn_retransmission"], BITS["answer_to_repeated_syn"]
_SPURIOUS, _OUT_OF_ORDER = BITS["spurious_retransmission"], BITS["out_of_order"]
_LOST, _ACK_UNSEEN = BITS["lost_segment"], BITS["ack_of_unseen"]
_DUPLICATE_ACK, _WINDOW_FULL = BITS["duplicate_ack"], BITS["window_full"]
_ZERO_WINDOW, _PROBE, _WINDOW_UPDATE = BITS["zero_window"], BITS["zero_window_probe"], BITS["window_update"]
_KEEP_ALIVE, _KEEP_ALIVE_ACK = BITS["keep_alive"], BITS["keep_alive_ack"]
_CHALLENGE, _IGNORED_RESET, _RESET = BITS["challenge_ack"], BITS["ignored_reset"], BITS["reset"]
_DATA_AFTER_FIN, _MARKED = BITS["data_after_fin"], BITS["ecn_ce"]
_DOUBLED, _LATE_ORIGINAL = BITS["duplicate_frame"], BITS["late_original"]

_ANSWER_NS = 1_500_000  # a SYN,ACK so soon after a repeated SYN answers it: no timer is that short
_DOUBLED_NS = (
    20_000  # without an identification, only what follows so soon is the same packet: no sender repeats so fast
)
_SHORTEST_TIMER_NS = SHORTEST_TIMER_NS
_SHORTEST_SYN_TIMER_NS = 200_000_000
_FIRST_TIMER_NS = 900_000_000  # the first is a second, or longer (RFC 6298 section 2.1); clocks differ a little
_JUMP_NS = 10_000_000  # captures of several processors are out of order by less


class Judge:
    """Judges segments of all connections; `amendments` collects what later segments teach about earlier rows."""

    def __init__(self) -> None:
        self.amendments: list[tuple[int, int, int]] = []  # (row, bits to clear, bits to set)
        self._causes = Causes(self.amendments)
        self.highest = 0
        self.una = 0
        self.last_ack = 0
        self.has_sent = False

    def begin(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> None:
        """Keep what the ends' variables were before the segment is told to them."""
        self.highest = sender.snd_nxt
        self.una = receiver.snd_una
        self.last_ack = sender.last_ack
        self.has_sent = sender.has_sent
        if segment.ack > sender.rcv_nxt:
            self._miss(segment, sender, receiver)

    def _miss(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> None:
        """Keep for a moment what is acknowledged before it was captured."""
        if segment.flags & _ACK and sender.has_heard and sender.state != _LISTEN:
            receiver.recover().miss(segment, sender.rcv_nxt, sender.queued)

    def judge(
        self,
        segment: Segment,
        sender: Endpoint,
        receiver: Endpoint,
        new: int,
        accepted: bool,
        side: Side,
        pool: Outstanding,
    ) -> int:
        """Return the findings about a segment, of whose numbers `new` were not captured before.

        `accepted` tells whether a reset counts; `side` has the sender's outstanding segments, in `pool`.
        """
        if segment.flags & _RST:
            if sender.has_sent_number(segment):
                return _DOUBLED
            return _RESET if accepted else _IGNORED_RESET
        findings = self._probe(segment, sender, receiver)
        if segment.end > segment.seq and not findings & (_PROBE | _KEEP_ALIVE):
            findings |= self._data(segment, sender, receiver, new, side, pool)
        if segment.flags & _ACK:
            findings |= self._acknowledgment(segment, sender, receiver)
        if not segment.flags & _SFR:
            findings |= self._window(segment, sender, receiver)
        return findings | _MARKED if segment.ecn == _CONGESTION else findings

    def _probe(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """One number back with nothing outstanding: the peer's window tells what is asked (RFC 9293 3.8.4, 3.8.6.1)."""
        if segment.length > 1 or segment.flags & _SFR or not self.has_sent:
            return 0
        if sender.snd_una != self.highest:
            return _KEEP_ALIVE if self._asks_behind_fin(segment, sender) else 0
        if sender.fin >= 0 or sender.has_sent_number(segment):
            return 0  # an acknowledgment from before its FIN, that was overtaken; or a packet that was seen before
        if segment.seq == self.highest - 1:
            return _KEEP_ALIVE if receiver.window else _PROBE
        return _PROBE if segment.length == 1 and segment.seq == self.highest and self._is_shut(receiver) else 0

    def _asks_behind_fin(self, segment: Segment, sender: Endpoint) -> bool:
        """Tell whether it is the last number before a FIN that is not acknowledged: BSD keeps alive with that."""
        is_last = segment.length == 1 and segment.end == sender.snd_una == sender.fin - 1
        return is_last and segment.time - sender.last_heard > _SHORTEST_TIMER_NS

    def _is_shut(self, end: Endpoint) -> bool:
        return end.has_sent and end.window == 0 and end.last_flags & _SFR == 0

    def _data(
        self, segment: Segment, sender: Endpoint, receiver: Endpoint, new: int, side: Side, pool: Outstanding
    ) -> int:
        """Was this range seen before? That alone tells a copy from an original."""
        if sender.recovery is not None:
            new += self._late(segment, sender.recovery)
        if new > 0:
            sender.bytes += new if new < segment.length else segment.length
            return self._original(segment, sender)
        if segment.flags & _SYN and segment.flags & _ACK and not sender.last_flags & _ACK:
            return 0  # a simultaneous open: the SYN,ACK repeats the SYN's number, not the SYN
        if self._is_doubled(segment, sender, side.head, pool):
            is_late = sender.was_sent_before(segment) and sender.is_first_sight(segment)
            return _LATE_ORIGINAL if is_late else _DOUBLED
        if segment.flags & _SYN:
            return self._syn_again(segment, sender, receiver, side, pool)
        sender.retransmissions += 1
        sender.unanswered += 1
        cause = self._causes.cause(segment, sender, receiver, self.highest, side, pool)
        return _RETRANSMISSION | cause | (_SPURIOUS if segment.end <= sender.snd_una else 0)

    def _late(self, segment: Segment, recovery: Recovery) -> int:
        """Return how many numbers come just after their acknowledgment: the tap turned the two round."""
        found = recovery.find(segment)
        if found and recovery.unseen is not None and not recovery.unseen.count:
            self.amendments.append((recovery.unseen_row, _ACK_UNSEEN, 0))
        return found

    def _is_doubled(self, segment: Segment, sender: Endpoint, head: int, pool: Outstanding) -> bool:
        """Tell whether this is a packet seen before, by its identification.

        IPv6 has none, and zero says nothing: Linux sends it on every SYN,ACK. Then only the time can tell, as with the
        second packet of all, or where the capture went back to a time before the acknowledgment.
        """
        if sender.was_sent_before(segment) or sender.last_heard - segment.time > _JUMP_NS:
            return True
        if segment.number > 0 and (segment.number != sender.last_number or sender.packets > 2):
            return False
        at_most = _SHORTEST_TIMER_NS if segment.number > 0 else _DOUBLED_NS
        entry, end = head, segment.end & 0xFFFFFFFF
        while entry >= 0:
            if pool.start[entry] == segment.seq_raw and pool.end[entry] == end:
                return 0 <= segment.time - pool.time[entry] < at_most
            entry = pool.older[entry]
        return False

    def _original(self, segment: Segment, sender: Endpoint) -> int:
        findings = 0
        if segment.flags & _SYN:
            return 0  # nothing of its connection stands before it
        if self.has_sent and segment.seq > self.highest:
            findings = _LOST
        elif self.has_sent and segment.end < self.highest:
            findings = _OUT_OF_ORDER
        if 0 <= sender.fin < segment.end and segment.length:
            findings |= _DATA_AFTER_FIN
        return findings

    def _syn_again(self, segment: Segment, sender: Endpoint, receiver: Endpoint, side: Side, pool: Outstanding) -> int:
        sender.retransmissions += 1
        sender.unanswered += 1
        findings = _RETRANSMISSION | (_SPURIOUS if segment.end <= sender.snd_una else 0)
        if segment.flags & _ACK:
            return findings | self._syn_ack_again(segment, receiver, side, pool)
        sender.repeated_syn_time = segment.time
        if not receiver.packets and self._causes.last_sent(segment, 0, side.head, pool) >= 0:
            return findings
        return findings | _SYN_AGAIN

    def _syn_ack_again(self, segment: Segment, receiver: Endpoint, side: Side, pool: Outstanding) -> int:
        """Tell an answer to a repeated SYN, a round trip after it, from the timer, which is 200 ms at least.

        Where both could be, nothing is told; so also if no timer rings so soon and no SYN calls for it: then the SYN,
        or its answer, was doubled out of our sight.
        """
        waited = segment.time - self._causes.last_sent_time(side, pool)
        since_syn = segment.time - receiver.repeated_syn_time if receiver.repeated_syn_time >= 0 else -1
        may_answer = since_syn >= 0 and 4 * since_syn >= 3 * receiver.min_rtt and self._is_soon(since_syn, receiver)
        if 0 <= since_syn < _ANSWER_NS or (may_answer and waited < _FIRST_TIMER_NS):
            receiver.repeated_syn_time = -1  # each is answered once
            return _ANSWER
        return 0 if may_answer or waited < _SHORTEST_SYN_TIMER_NS else _SYN_AGAIN

    def _is_soon(self, since: int, end: Endpoint) -> bool:
        """Tell whether an answer took no longer than a round trip from the capture point, or hardly."""
        return end.min_rtt >= 0 and 4 * since <= 5 * end.min_rtt + 4 * _ANSWER_NS

    def _acknowledgment(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """Tell what the acknowledgment means for the receiver, whose data it is about."""
        findings = 0
        if receiver.state == _SYN_SENT and not receiver.is_acceptable(segment):
            return _CHALLENGE
        if segment.sack_count:
            receiver.sack = _SACK_AGREED
            self._learn(receiver.recover().take_sack(segment, receiver.snd_nxt))
        if segment.ack > self.una:
            receiver.duplicate_acks = 0
            receiver.unanswered = 0
            if receiver.has_sent and segment.ack > receiver.snd_nxt:
                findings = _ACK_UNSEEN
            if receiver.recovery is not None:
                receiver.recovery.acknowledge(segment.ack, segment.time, receiver.min_rtt)
                self._learn(receiver.recovery.answered_by_original(segment))
                if receiver.recovery.is_over():
                    receiver.recovery = None
        elif segment.end == segment.seq:
            findings = self._same_again(segment, sender, receiver)
        receiver.last_heard = max(receiver.last_heard, segment.time)
        receiver.heard_new = segment.ack > self.una
        return findings

    def _same_again(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """An empty segment that acknowledges nothing new: what came before it from the other side explains it."""
        if sender.has_sent_number(segment):
            return _DOUBLED
        if receiver.last_findings & (_KEEP_ALIVE | _PROBE):
            return self._answer(segment, sender, receiver)
        is_synchronized = sender.state >= _ESTABLISHED
        if receiver.last_findings & _IGNORED_RESET or (receiver.last_flags & (_SYN | _ACK) == _SYN and is_synchronized):
            return _CHALLENGE if sender.packets > 1 else 0
        asks_again = receiver.snd_una < receiver.snd_nxt and segment.ack == receiver.snd_una
        if segment.window != sender.window and not segment.sack_count:
            # No duplicate by RFC 5681 section 2, yet Linux counts it if what it could not deliver filled its buffer.
            receiver.duplicate_acks += asks_again and segment.window < sender.window
            return _WINDOW_UPDATE if segment.window and segment.seq == self.highest else 0
        receiver.duplicate_acks += asks_again
        return _DUPLICATE_ACK if asks_again else 0

    def _answer(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """What answers a probe is no duplicate acknowledgment."""
        if receiver.last_findings & _KEEP_ALIVE:
            return _KEEP_ALIVE_ACK
        return _WINDOW_UPDATE if segment.window and not sender.window else 0

    def _learn(self, needless: Copy | None) -> None:
        if needless is not None:
            self.amendments.append((needless.row, 0, _SPURIOUS))

    def _window(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        if segment.window == 0:
            return _ZERO_WINDOW
        if segment.length and receiver.shift != _UNKNOWN and receiver.last_ack >= 0 and receiver.window:
            scale = 0 if receiver.shift == _UNUSED or receiver.last_flags & _SYN else receiver.shift
            if segment.end == receiver.last_ack + (receiver.window << scale):
                return _WINDOW_FULL
        return 0
