"""Why a segment was sent again, as the sending kernel would tell: what it had heard decides, time comes last.

The evidence is that of RFC 8985 (SACK and RACK), RFC 5681 (duplicate ACKs), RFC 6582 (partial ones) and RFC 1191 (what
routers say); then there are the timers of RFC 6298 and RFC 8985.
"""

from __future__ import annotations

from tui_tcp.segment import Segment
from tui_tcp.tcp.endpoint import SACK_AGREED, SACK_REFUSED, Endpoint
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import SYN
from tui_tcp.tcp.outstanding import Outstanding
from tui_tcp.tcp.recovery import Copy, Recovery
from tui_tcp.tcp.sequence import widen
from tui_tcp.tcp.side import Side

_SYN = SYN
_MASK, _HALF = 0xFFFFFFFF, 0x80000000
_SACK_AGREED, _SACK_REFUSED = SACK_AGREED, SACK_REFUSED
_FAST, _PATH_MTU = BITS["fast_retransmission"], BITS["path_mtu_retransmission"]
_TIMEOUT, _TAIL_PROBE = BITS["timeout_retransmission"], BITS["tail_loss_probe"]
_TIMER = BITS["timer_retransmission"]

SHORTEST_TIMER_NS = 20_000_000  # no retransmission timer is shorter, unless somebody made it so
_SHORTEST_TIMER_NS = SHORTEST_TIMER_NS
_SHORTEST_PROBE_NS = 2_000_000  # two round trips and two ticks of the clock, on the shortest way
_LONGEST_PROBE_NS = 1_000_000_000  # as a sender waits that knows no round trip yet (RFC 8985 section 7.2)
_PROBE_ALLOWANCE_NS = 500_000_000  # on top of two round trips, for what varies
_ONLY_ALLOWANCE_NS = 250_000_000  # with a single segment outstanding: for its delayed acknowledgment, 200 ms
_LEAST_ONLY_NS = 180_000_000  # that probe comes no sooner, but for what clocks differ by
_LOOKED_AT = 256  # outstanding segments, the newest, among which the last copy of a range is looked for
_EVIDENCE_NS = 10_000_000  # evidence is acted on at once; a later copy is the timer's, unless the round trip is longer


class Causes:
    """Tells causes; `amendments` collects what later copies teach about earlier rows."""

    def __init__(self, amendments: list[tuple[int, int, int]]) -> None:
        self.amendments = amendments
        self.highest = 0  # the sender's SND.NXT before the segment

    def cause(
        self, segment: Segment, sender: Endpoint, receiver: Endpoint, highest: int, side: Side, pool: Outstanding
    ) -> int:
        """Why a segment was sent again. A timeout lasts until all that was sent before it is acknowledged.

        0 where nothing tells: no timer is so short, and nothing that was heard called for it.
        """
        self.highest = highest
        recovery = sender.recover()
        previous = recovery.last_copy(segment.seq, segment.end)
        recovery.remember(Copy(segment.seq, segment.end, segment.row, segment.time, segment.tsval))
        if previous is None and self._is_narrowed(segment, sender, receiver, recovery):
            return _PATH_MTU
        trip, head = self._trip(sender, receiver), side.head
        last_sent = self.last_sent(segment, trip, head, pool)
        if last_sent < 0 and previous is not None and segment.time - previous.time < max(_SHORTEST_TIMER_NS, trip):
            last_sent = previous.time  # of a segment that Wireshark's list, the pool, leaves out
        if last_sent <= sender.last_heard <= segment.time <= sender.last_heard + self._patience(sender, receiver):
            heard = self._heard(segment, sender, recovery, previous, head, pool)
            if heard:
                return heard
        if self._was_refused(segment, sender, receiver) or self._is_no_timers(segment, sender, receiver):
            return 0
        if last_sent >= 0:
            return self._unasked(segment, sender, recovery, last_sent, trip)
        return self._timer(segment, sender, receiver, recovery, previous, side, pool)

    def _patience(self, sender: Endpoint, receiver: Endpoint) -> int:
        """Return for how long what was heard may be acted on: RACK waits for up to a round trip (RFC 8985 section 6.2).

        A retransmission timer, which an acknowledgment sets anew, waits longer (RFC 6298 section 2).
        """
        return _EVIDENCE_NS + 1000 * sender.smooth_rtt + max(receiver.min_rtt, 0)

    def _heard(
        self,
        segment: Segment,
        sender: Endpoint,
        recovery: Recovery,
        previous: Copy | None,
        head: int,
        pool: Outstanding,
    ) -> int:
        """What an acknowledgment called for: it lets go on what a timeout began, or shows a loss."""
        if sender.snd_una < recovery.timeout_point:
            return _TIMEOUT
        is_lost = self._is_overtaken(segment, sender, recovery, head, pool)
        if not is_lost and not self._is_counted(segment, sender, recovery, previous):
            return 0
        recovery.fast_point = self.highest
        return _FAST

    def _trip(self, sender: Endpoint, receiver: Endpoint) -> int:
        """Return the shortest round trip from end to end, 0 if the handshake, which nothing delays, was not seen."""
        if not (sender.has_syn and receiver.has_syn) or sender.min_rtt < 0 or receiver.min_rtt < 0:
            return 0
        return sender.min_rtt + receiver.min_rtt

    def last_sent(self, segment: Segment, trip: int, head: int, pool: Outstanding) -> int:
        """Return when any of a segment's numbers was last sent, -1 if a timer could have run out since then.

        That takes a round trip at least (RFC 6298 section 2).
        """
        entry, looked_at, shortest = head, 0, max(_SHORTEST_TIMER_NS, trip)
        while entry >= 0 and looked_at < _LOOKED_AT:
            since = segment.time - pool.time[entry]
            if since >= shortest:
                break
            start, end = widen(pool.start[entry], segment.end), widen(pool.end[entry], segment.end)
            if since >= 0 and start < segment.end and segment.seq < end:
                return pool.time[entry]
            entry = pool.older[entry]
            looked_at += 1
        return -1

    def _unasked(self, segment: Segment, sender: Endpoint, recovery: Recovery, last_sent: int, trip: int) -> int:
        """What comes again too soon for the retransmission timer is a probe at most, which waits two round trips."""
        since = segment.time - last_sent
        if since < _SHORTEST_PROBE_NS or not trip or since < 2 * trip or sender.sack != _SACK_AGREED:
            return 0
        if sender.snd_una >= segment.seq or not self._is_tail(segment, sender, recovery):
            return 0
        recovery.has_probed = True
        return _TAIL_PROBE

    def _is_tail(self, segment: Segment, sender: Endpoint, recovery: Recovery) -> bool:
        """Tell whether a tail-loss probe would be this segment: the last one, once (RFC 8985 section 7.3)."""
        is_last = segment.end == self.highest and not recovery.sacked.count
        return is_last and not recovery.has_probed and sender.sack != _SACK_REFUSED

    def _was_refused(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> bool:
        """Tell whether the SYN carried it and the SYN,ACK, which has just come, did not take it (RFC 7413 4.2.1)."""
        is_next = receiver.last_flags & _SYN != 0 and sender.snd_una == segment.seq
        return is_next and segment.time - sender.last_heard <= max(sender.min_rtt, _EVIDENCE_NS)

    def _is_no_timers(self, segment: Segment, sender: Endpoint, receiver: Endpoint) -> bool:
        """Tell whether a copy was made before what stands before it in the capture, or just after its timer was set.

        The first shows by its time or its timestamp; the other, when an acknowledgment of something new had come.
        """
        since = segment.time - sender.last_heard
        if since < 0 or (sender.heard_new and max(receiver.min_rtt, 0) <= since < _SHORTEST_PROBE_NS):
            return True
        is_old = (sender.last_tsval - segment.tsval & _MASK) < _HALF
        return segment.has_timestamps != 0 and is_old and segment.end <= sender.snd_una

    def _is_narrowed(self, segment: Segment, sender: Endpoint, receiver: Endpoint, recovery: Recovery) -> bool:
        """Tell whether a copy follows a router's word that packets are too large: at once, or cut to what passes."""
        if sender.snd_una >= recovery.narrow_point or segment.seq >= recovery.narrow_point:
            return False
        if segment.length <= recovery.narrow_room:
            return True
        if segment.time - recovery.narrow_time <= _EVIDENCE_NS + max(receiver.min_rtt, 0):
            return True
        recovery.narrow_point = -1  # as large as before: its sender has not heard of it
        return False

    def _timer(
        self,
        segment: Segment,
        sender: Endpoint,
        receiver: Endpoint,
        recovery: Recovery,
        previous: Copy | None,
        side: Side,
        pool: Outstanding,
    ) -> int:
        """Which timer rang: the retransmission timer, but for the last segment, which may be a tail-loss probe."""
        if self._is_tail(segment, sender, recovery):
            told = self._tail(segment, sender, receiver, segment.time - self._last_event(segment, sender, side, pool))
            if told != _TIMEOUT:
                recovery.has_probed = True
                return told
        if previous is not None and recovery.has_probed and recovery.timeout_point < 0:
            self._reconsider(segment, sender, previous, side.head, pool)
        recovery.timeout_point = self.highest
        return _TIMEOUT

    def last_sent_time(self, side: Side, pool: Outstanding) -> int:
        """Return when the sender last sent anything that takes numbers."""
        return max(side.next_time, pool.time[side.head]) if side.head >= 0 else side.next_time

    def _last_event(self, segment: Segment, sender: Endpoint, side: Side, pool: Outstanding) -> int:
        """Return when the timers were last set: an acknowledgment of the segment itself had not arrived by then."""
        sent = self.last_sent_time(side, pool)
        return sent if segment.end <= sender.snd_una else max(sent, sender.last_heard)

    def _tail(self, segment: Segment, sender: Endpoint, receiver: Endpoint, since: int) -> int:
        """Tell what sent the last segment again after `since`.

        The retransmission timer begins with the first of what is outstanding (RFC 6298 section 5.4), the probe with the
        last (RFC 8985 section 7.3). Where these are one, the time must tell; Linux then sends the probe as late as the
        retransmission, so that the shortest timer is a probe's. Between the two nothing tells.
        """
        twice = 2 * (1000 * sender.smooth_rtt + max(receiver.min_rtt, 0))
        is_only = sender.snd_una >= segment.seq
        longest = twice + twice // 4 + (_ONLY_ALLOWANCE_NS if is_only else _PROBE_ALLOWANCE_NS)
        if not is_only:
            longest = max(longest, _LONGEST_PROBE_NS)
        if is_only and since > 2 * longest:
            return _TIMEOUT
        is_probe = since <= longest and (not is_only or since >= _LEAST_ONLY_NS)
        return _TAIL_PROBE if is_probe and sender.sack == _SACK_AGREED else _TIMER

    def _reconsider(self, segment: Segment, sender: Endpoint, previous: Copy, head: int, pool: Outstanding) -> None:
        """With one segment outstanding, probe and timer wait alike; the timer then doubles (RFC 6298 section 5.5)."""
        first = pool.oldest(head)
        if first < 0 or pool.end[first] != segment.end & 0xFFFFFFFF:
            return
        waited = previous.time - pool.time[first]
        if 2 * (segment.time - previous.time) > 3 * waited > 0:
            self.amendments.append((previous.row, _TAIL_PROBE | _TIMER, _TIMEOUT))
        elif sender.sack == _SACK_AGREED and 2 * waited > _LEAST_ONLY_NS:
            self.amendments.append((previous.row, _TIMER, _TAIL_PROBE))

    def _is_counted(self, segment: Segment, sender: Endpoint, recovery: Recovery, previous: Copy | None) -> bool:
        """Tell whether duplicate acknowledgments (RFC 5681), or partial ones in recovery (RFC 6582), ask for it."""
        if sender.snd_una != segment.seq:
            return False
        # Without SACK a copy that is lost, too, is the timer's; the next one may have to wait for its turn.
        by_count = sender.sack != _SACK_AGREED and previous is None
        if sender.duplicate_acks >= 3 and by_count:
            return True
        return segment.seq < recovery.fast_point and (sender.duplicate_acks == 0 or by_count)

    def _is_overtaken(
        self, segment: Segment, sender: Endpoint, recovery: Recovery, head: int, pool: Outstanding
    ) -> bool:
        """Tell whether something arrived that was sent later than the segment's last copy, or with it and above it."""
        newest = recovery.delivered if sender.sack == _SACK_AGREED else -1
        if (newest < 0 and not recovery.sacked.count) or not self._waits(segment, sender, head, pool):
            return False
        own, entry = -1, head
        while entry >= 0 and pool.time[entry] >= own:  # the newest first
            start, end = widen(pool.start[entry], segment.end), widen(pool.end[entry], segment.end)
            if start < segment.end and segment.seq < end:
                own = pool.time[entry]
            elif recovery.sacked.has(start, end):
                if start >= segment.end:
                    return True
                newest = max(newest, pool.time[entry])
            entry = pool.older[entry]
        return 0 <= own < newest

    def _waits(self, segment: Segment, sender: Endpoint, head: int, pool: Outstanding) -> bool:
        """Tell whether a segment that is not sent again at once may still wait for what is only late.

        RACK gives it the latest round trip, which may be a longer one, and one more (RFC 8985 section 6.2).
        """
        if segment.time - sender.last_heard <= _EVIDENCE_NS:
            return True
        longest = _EVIDENCE_NS + 3000 * sender.smooth_rtt
        return self.last_sent(segment, longest, head, pool) >= 0
