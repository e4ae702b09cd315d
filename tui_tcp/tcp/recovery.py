"""What a sender could know of its losses: the SACK scoreboard (RFC 6675), recovery points, the copies it sent.

Made for an end only when there is something to keep, since most connections lose nothing.
"""

from __future__ import annotations

from tui_tcp.segment import Segment
from tui_tcp.tcp.ranges import Ranges
from tui_tcp.tcp.sequence import widen

MAX_BLOCKS = 128  # of the scoreboard; when there are more, the lowest are forgotten
MAX_COPIES = 64  # whose fate may still be learnt, from a D-SACK or an echoed timestamp
MAX_UNSEEN = 64  # ranges that were acknowledged before they were captured
_LATE_NS = 10_000_000  # a tap that turns data and its acknowledgment round does so within this time
_LEAST_HEADERS = 40  # bytes of an IPv4 packet that are no payload
_HALF = 0x80000000
_MASK = 0xFFFFFFFF


class Copy:
    """A segment that was sent again: numbers from `start` to `end`, as captured in `row`, with its TSval (0: none)."""

    def __init__(self, start: int, end: int, row: int, time: int, tsval: int) -> None:
        self.start = start
        self.end = end
        self.row = row
        self.time = time
        self.tsval = tsval


class Recovery:
    """A sender's view of what arrived out of order. Numbers are widened; -1 in a recovery point means none is open."""

    def __init__(self, copies: list[Copy]) -> None:
        """Begin with what was sent again before, of which nothing but a D-SACK will tell more."""
        self.sacked = Ranges(MAX_BLOCKS)
        self.timeout_point = -1  # SND.NXT when the timer last ran out: copies of what is below it are the timer's doing
        self.fast_point = -1
        self.has_probed = False
        self.copies = copies
        self.judged = len(copies)  # so many of them, the first ones, were acknowledged
        self.delivered = -1  # when the latest of the copies that arrived was sent
        self.narrow_point = -1  # SND.NXT when a router called a segment too large
        self.narrow_time = self.narrow_room = 0  # when that was, and the payload that passes; 0 if it was not told
        self.unseen: Ranges | None = None  # acknowledged and not captured, a moment ago
        self.unseen_time = self.unseen_row = 0  # of the latest acknowledgment of such

    def acknowledge(self, ack: int, time: int, min_rtt: int = 0) -> None:
        """Take in that SND.UNA moved to `ack`. Much sooner than a round trip it answers no copy (RFC 8985 6.2)."""
        for index in range(self.judged, len(self.copies)):
            copy = self.copies[index]
            if copy.end <= ack and 8 * (time - copy.time) >= 7 * min_rtt:
                self.delivered = max(self.delivered, copy.time)
        self.has_probed = False
        self.sacked.forget_below(ack)
        if self.timeout_point <= ack:
            self.timeout_point = -1
        if self.fast_point <= ack:
            self.fast_point = -1
        if self.narrow_point <= ack:
            self.narrow_point = -1
        if time - self.unseen_time > _LATE_NS:
            self.unseen = None

    def is_over(self) -> bool:
        """Tell whether nothing is kept any more."""
        is_awaited = self.judged < len(self.copies)
        is_kept = self.sacked.count or is_awaited or self.has_probed or self.unseen is not None
        return not is_kept and self.timeout_point == self.fast_point == self.narrow_point == -1

    def narrow(self, segment: Segment, highest: int) -> None:
        """Take in an ICMP error that calls packets too large; its `mss` is the MTU that it names."""
        self.narrow_point = highest
        self.narrow_time = segment.time
        self.narrow_room = segment.mss - _LEAST_HEADERS if segment.mss > _LEAST_HEADERS else 0

    def miss(self, segment: Segment, expected: int, queued: Ranges | None) -> None:
        """Take in an acknowledgment of more than was captured: from `expected` on, but for what `queued` has."""
        if self.unseen is None or segment.time - self.unseen_time > _LATE_NS:
            self.unseen = Ranges(MAX_UNSEEN)
        self.unseen_time = segment.time
        self.unseen_row = segment.row
        if queued is not None:
            for at in range(queued.count):
                if expected < queued.low[at] < segment.ack:
                    self.unseen.add(expected, queued.low[at])
                expected = max(expected, queued.high[at])
        if expected < segment.ack:
            self.unseen.add(expected, segment.ack)

    def find(self, segment: Segment) -> int:
        """Return how many of a segment's numbers had been missed a moment ago, and miss them no longer."""
        if self.unseen is None or segment.time - self.unseen_time > _LATE_NS:
            return 0
        return self.unseen.remove(segment.seq, segment.end)

    def take_sack(self, segment: Segment, near: int) -> Copy | None:
        """Put the segment's SACK blocks on the scoreboard; return the copy that a D-SACK shows to be needless.

        `near` is the data sender's SND.NXT. RFC 2018 section 3; RFC 2883 section 4 for the duplicate block.
        """
        needless = None
        first = 0
        if self._begins_with_duplicate(segment, near):
            needless = self._copy_of(self._edge(segment, 0, near), self._edge(segment, 1, near))
            first = 1
        for block in range(first, segment.sack_count):
            start, end = self._edge(segment, 2 * block, near), self._edge(segment, 2 * block + 1, near)
            if segment.ack <= start < end:
                self.sacked.add(start, end)
        return needless

    def _edge(self, segment: Segment, index: int, near: int) -> int:
        return widen(segment.sack[index], near)

    def _begins_with_duplicate(self, segment: Segment, near: int) -> bool:
        """Tell whether the first block lies below the acknowledgment or within the second (RFC 2883 section 4)."""
        start, end = self._edge(segment, 0, near), self._edge(segment, 1, near)
        if end <= segment.ack:
            return True
        if segment.sack_count < 2:
            return False
        return self._edge(segment, 2, near) <= start and end <= self._edge(segment, 3, near)

    def _copy_of(self, start: int, end: int) -> Copy | None:
        """Return the latest copy that overlaps a range and forget it: each is explained once.

        A single number that came twice was a keep-alive or a probe, but for a copy of just that.
        """
        for index in range(len(self.copies) - 1, -1, -1):
            copy = self.copies[index]
            if copy.start < end and start < copy.end and (end - start > 1 or copy.end - copy.start == 1):
                self.judged -= index < self.judged
                return self.copies.pop(index)
        return None

    def last_copy(self, start: int, end: int) -> Copy | None:
        """Return the latest copy of exactly this range."""
        for index in range(len(self.copies) - 1, self.judged - 1, -1):
            copy = self.copies[index]
            if copy.start == start and copy.end == end:
                return copy
        return None

    def remember(self, copy: Copy) -> None:
        """Keep a copy, the oldest ones only as long as there is room."""
        self.copies.append(copy)
        if len(self.copies) > MAX_COPIES:
            del self.copies[0]
            self.judged -= self.judged > 0

    def answered_by_original(self, segment: Segment) -> Copy | None:
        """Return the newest copy if the ACK that covers it echoes a timestamp older than the copy's (RFC 3522)."""
        if self.judged == len(self.copies) or not segment.has_timestamps or not segment.tsecr:
            return None
        copy = self.copies[len(self.copies) - 1]  # compiled, there are no negative indices
        if segment.ack < copy.end:
            return None
        self.judged = len(self.copies)
        is_older = copy.tsval != 0 and 0 < (copy.tsval - segment.tsecr & _MASK) < _HALF
        return copy if is_older else None
