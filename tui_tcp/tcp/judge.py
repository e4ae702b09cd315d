"""What really happened to a segment: findings, judged as the kernels at both ends would count them.

The order of the questions is the rule: was this range seen before? Then what SACK, duplicate ACKs and timestamps prove.
Timing comes last. `sender` is the segment's, `receiver` its peer; for an acknowledgment the receiver is the end whose
data is acknowledged.
"""

from __future__ import annotations

from tui_tcp.segment import CONGESTION, Segment
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.recovery import Copy, Recovery
from tui_tcp.tcp.sequence import widen
from tui_tcp.tcp.states import State

_SYN, _RST, _ACK = SYN, RST, ACK
_SFR = SYN | FIN | RST
_UNKNOWN, _UNUSED = SHIFT_UNKNOWN, SHIFT_UNUSED
_ESTABLISHED = int(State.ESTABLISHED)
_CONGESTION = CONGESTION

_RETRANSMISSION, _FAST = BITS["retransmission"], BITS["fast_retransmission"]
_TIMEOUT, _TAIL_PROBE = BITS["timeout_retransmission"], BITS["tail_loss_probe"]
_SYN_AGAIN, _ANSWER = BITS["syn_retransmission"], BITS["answer_to_repeated_syn"]
_SPURIOUS, _OUT_OF_ORDER = BITS["spurious_retransmission"], BITS["out_of_order"]
_LOST, _ACK_UNSEEN = BITS["lost_segment"], BITS["ack_of_unseen"]
_DUPLICATE_ACK, _WINDOW_FULL = BITS["duplicate_ack"], BITS["window_full"]
_ZERO_WINDOW, _PROBE, _WINDOW_UPDATE = BITS["zero_window"], BITS["zero_window_probe"], BITS["window_update"]
_KEEP_ALIVE, _KEEP_ALIVE_ACK = BITS["keep_alive"], BITS["keep_alive_ack"]
_CHALLENGE, _IGNORED_RESET, _RESET = BITS["challenge_ack"], BITS["ignored_reset"], BITS["reset"]
_DATA_AFTER_FIN, _DOUBLED, _MARKED = BITS["data_after_fin"], BITS["duplicate_frame"], BITS["ecn_ce"]

_ANSWER_NS = 1_500_000  # a SYN,ACK so soon after a repeated SYN answers it: no timer is that short
_DOUBLED_NS = (
    20_000  # without an identification, only what follows so soon is the same packet: no sender repeats so fast
)
_EVIDENCE_NS = 10_000_000  # evidence is acted on at once; a later copy is the timer's, unless the round trip is longer


class Judge:
    """Judges segments of all connections; `amendments` collects what later segments teach about earlier rows."""

    def __init__(self) -> None:
        self.amendments: list[tuple[int, int, int]] = []  # (row, bits to clear, bits to set)
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

    def judge(
        self,
        segment: Segment,
        sender: Endpoint,
        receiver: Endpoint,
        new: int,
        accepted: bool,
        head: int,
        pool: Outstanding,
    ) -> int:
        """Return the findings about a segment, of whose numbers `new` were not captured before.

        `accepted` tells whether a reset counts; `head` is the sender's list of outstanding segments in `pool`.
        """
        if segment.flags & _RST:
            return _RESET if accepted else _IGNORED_RESET
        findings = self._probe(segment, sender, receiver)
        if segment.end > segment.seq and not findings & (_PROBE | _KEEP_ALIVE):
            findings |= self._data(segment, sender, receiver, new, head, pool)
        if segment.flags & _ACK:
            findings |= self._acknowledgment(segment, sender, receiver)
        if not segment.flags & _SFR:
            findings |= self._window(segment, sender, receiver)
        return findings | _MARKED if segment.ecn == _CONGESTION else findings

    def _probe(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """One number back with nothing outstanding: the peer's window tells what is asked (RFC 9293 3.8.4, 3.8.6.1)."""
        if segment.length > 1 or segment.flags & _SFR or not self.has_sent or sender.snd_una != self.highest:
            return 0
        if sender.fin >= 0:
            return 0  # an acknowledgment from before its FIN, that was overtaken
        if segment.seq == self.highest - 1:
            return _KEEP_ALIVE if receiver.window else _PROBE
        return _PROBE if segment.length == 1 and segment.seq == self.highest and self._is_shut(receiver) else 0

    def _is_shut(self, end: Endpoint) -> bool:
        return end.has_sent and end.window == 0 and end.last_flags & _SFR == 0

    def _data(
        self, segment: Segment, sender: Endpoint, receiver: Endpoint, new: int, head: int, pool: Outstanding
    ) -> int:
        """Was this range seen before? That alone tells a copy from an original."""
        if new > 0:
            sender.bytes += new if new < segment.length else segment.length
            return self._original(segment, sender)
        if self._is_doubled(segment, sender, head, pool):
            return _DOUBLED
        if segment.flags & _SYN:
            return self._syn_again(segment, sender, receiver)
        sender.retransmissions += 1
        sender.unanswered += 1
        if segment.end <= sender.snd_una:
            return _RETRANSMISSION | _SPURIOUS | self._cause(segment, sender, head, pool)
        return _RETRANSMISSION | self._cause(segment, sender, head, pool)

    def _is_doubled(self, segment: Segment, sender: Endpoint, head: int, pool: Outstanding) -> bool:
        """Tell whether this is a packet seen before, by its identification.

        IPv6 has none, and zero says nothing: Linux sends it on every SYN,ACK. Then only the time can tell.
        """
        if segment.number > 0:
            return sender.was_sent_before(segment)
        entry, end = head, segment.end & 0xFFFFFFFF
        while entry >= 0:
            if pool.start[entry] == segment.seq_raw and pool.end[entry] == end:
                return 0 <= segment.time - pool.time[entry] < _DOUBLED_NS
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

    def _syn_again(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        if segment.flags & _ACK and not sender.last_flags & _ACK:
            return 0  # a simultaneous open: the SYN,ACK repeats the SYN's number, not the SYN
        sender.retransmissions += 1
        sender.unanswered += 1
        if segment.flags & _ACK and receiver.repeated_syn_time >= 0:
            if 0 <= segment.time - receiver.repeated_syn_time < _ANSWER_NS:
                return _RETRANSMISSION | _ANSWER
        if not segment.flags & _ACK:
            sender.repeated_syn_time = segment.time
        return _RETRANSMISSION | _SYN_AGAIN

    def _cause(self, segment: Segment, sender: Endpoint, head: int, pool: Outstanding) -> int:
        """Why a segment was sent again. A timeout lasts until all that was sent before it is acknowledged."""
        recovery = sender.recover()
        previous = recovery.last_copy(segment.seq, segment.end)
        recovery.remember(Copy(segment.seq, segment.end, segment.row, segment.time, segment.tsval))
        if sender.snd_una < recovery.timeout_point:
            return _TIMEOUT
        if self._is_evident(segment, sender, recovery, head, pool):
            recovery.fast_point = self.highest
            return _FAST
        return self._timer(segment, sender, recovery, previous, head, pool)

    def _timer(
        self,
        segment: Segment,
        sender: Endpoint,
        recovery: Recovery,
        previous: Copy | None,
        head: int,
        pool: Outstanding,
    ) -> int:
        """A tail-loss probe sends the last segment, once; anything else is the retransmission timer's."""
        is_tail = segment.end == self.highest and sender.sack_agreed and not recovery.sacked.count
        if is_tail and not recovery.has_probed:
            recovery.has_probed = True
            return _TAIL_PROBE
        recovery.timeout_point = self.highest
        if previous is not None and recovery.has_probed:
            self._reconsider(segment, previous, head, pool)
        return _TIMEOUT

    def _reconsider(self, segment: Segment, previous: Copy, head: int, pool: Outstanding) -> None:
        """With one segment outstanding, probe and timer wait alike; the timer then doubles (RFC 6298 section 5.5)."""
        first = pool.oldest(head)
        if first < 0 or pool.end[first] != segment.end & 0xFFFFFFFF:
            return
        waited = previous.time - pool.time[first]
        if 2 * (segment.time - previous.time) > 3 * waited > 0:
            self.amendments.append((previous.row, _TAIL_PROBE, _TIMEOUT))

    def _is_evident(self, segment: Segment, sender: Endpoint, recovery: Recovery, head: int, pool: Outstanding) -> bool:
        """Tell whether what the sender had just heard shows the loss: RFC 8985, RFC 5681, RFC 6582, in this order."""
        patience = sender.min_rtt if sender.min_rtt > _EVIDENCE_NS else _EVIDENCE_NS
        if sender.last_heard < 0 or segment.time - sender.last_heard > patience:
            return False
        if recovery.sacked.count and self._overtaken(segment, sender, recovery, head, pool):
            return True
        if sender.snd_una != segment.seq:
            return False
        if sender.duplicate_acks >= 3 and not sender.sack_agreed:
            return True
        return sender.duplicate_acks == 0 and segment.seq < recovery.fast_point

    def _overtaken(self, segment: Segment, sender: Endpoint, recovery: Recovery, head: int, pool: Outstanding) -> bool:
        """Tell whether something above it was SACKed that was not sent earlier than the segment's last copy."""
        own, entry = -1, head
        while entry >= 0 and pool.time[entry] >= own:  # the newest first
            start, end = widen(pool.start[entry], segment.end), widen(pool.end[entry], segment.end)
            if start < segment.end and segment.seq < end:
                own = pool.time[entry]
            elif start >= segment.end and recovery.sacked.has(start, end):
                return True
            entry = pool.older[entry]
        return False

    def _acknowledgment(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """Tell what the acknowledgment means for the receiver, whose data it is about."""
        findings = 0
        if not receiver.is_acceptable(segment):
            return _CHALLENGE
        if segment.sack_count:
            self._learn(receiver.recover().take_sack(segment, receiver.snd_nxt))
        if segment.ack > self.una:
            receiver.duplicate_acks = 0
            receiver.unanswered = 0
            if receiver.has_sent and segment.ack > receiver.snd_nxt:
                findings = _ACK_UNSEEN
            if receiver.recovery is not None:
                self._learn(receiver.recovery.answered_by_original(segment))
                receiver.recovery.acknowledge(segment.ack)
                if receiver.recovery.is_over():
                    receiver.recovery = None
        elif segment.end == segment.seq:
            findings = self._same_again(segment, sender, receiver)
        receiver.last_heard = segment.time
        return findings

    def _same_again(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> int:
        """An empty segment that acknowledges nothing new: what came before it from the other side explains it."""
        if receiver.last_findings & (_KEEP_ALIVE | _PROBE):
            return self._answer(segment, sender, receiver)
        if segment.ack == self.last_ack and segment.number == sender.last_number and sender.was_sent_before(segment):
            return _DOUBLED
        is_synchronized = sender.state >= _ESTABLISHED
        if receiver.last_findings & _IGNORED_RESET or (receiver.last_flags & (_SYN | _ACK) == _SYN and is_synchronized):
            return _CHALLENGE if sender.packets > 1 else 0
        if segment.window != sender.window and not segment.sack_count:
            return _WINDOW_UPDATE if segment.window and segment.seq == self.highest else 0
        if receiver.snd_una < receiver.snd_nxt and segment.ack == receiver.snd_una:
            receiver.duplicate_acks += 1
            return _DUPLICATE_ACK
        return 0

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
