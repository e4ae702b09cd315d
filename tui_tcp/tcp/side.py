"""What Wireshark keeps of one direction of a stream, for its rules in wireshark.py."""

from __future__ import annotations

from tui_tcp.segment import Segment
from tui_tcp.tcp.outstanding import Outstanding

_MASK = 0xFFFFFFFF


class Side:
    """What Wireshark keeps of one direction."""

    def __init__(self) -> None:
        self.next = 0  # highest end seen; 0 is unknown
        self.next_time = 0
        self.next_row = 0
        self.contiguous = 0  # "maximum sequence number to be acknowledged"
        self.last_ack = 0
        self.window = _MASK
        self.last_time = 0
        self.duplicates = 0
        self.not_duplicate_row = -1
        self.last_flags = 0
        self.counts_in_flight = True
        self.is_before_first_ack = False
        self.pushed = 0
        self.push_was_last = False
        self.sacked = 0
        self.head = self.tail = -1  # newest and oldest of what is outstanding
        self.unacked = 0
        self.is_ordered = True  # each of them begins where the one before ends
        self.lowest = self.highest = 0  # of the unacknowledged, counted from the direction's base
        self.purged_ack = 0
        self.wants_purge = False
        self.is_stale = False  # lowest and highest must be looked for again

    def forget(self, entry: int, pool: Outstanding) -> None:
        """Take a segment from the list of what is outstanding."""
        if entry == self.tail:
            self.tail = pool.newer[entry]
        if entry == self.head:
            self.head = pool.older[entry]
        pool.drop(entry)
        self.unacked -= 1

    def measure(self, base: int, pool: Outstanding) -> None:
        """Find the lowest start and the highest end of what is unacknowledged, counted from `base`."""
        self.is_stale = False
        self.lowest = pool.start[self.tail] - base & _MASK
        self.highest = pool.end[self.head] - base & _MASK
        if not self.is_ordered or self.lowest > self.highest:
            self._search(base, pool)

    def _search(self, base: int, pool: Outstanding) -> None:
        """Look at each segment, where the oldest and the newest do not tell; they may be in order again."""
        self.is_ordered = True
        entry, after = self.tail, pool.start[self.tail]
        while entry >= 0:
            low, high = pool.start[entry] - base & _MASK, pool.end[entry] - base & _MASK
            self.lowest = low if low < self.lowest else self.lowest
            self.highest = high if high > self.highest else self.highest
            if pool.start[entry] != after:
                self.is_ordered = False
            after = pool.end[entry]
            entry = pool.newer[entry]


def first_sacked(segment: Segment) -> int:
    """Bytes in the first three SACK blocks, modulo 2^32."""
    total = 0
    for block in range(min(segment.sack_count, 3)):
        total += segment.sack[2 * block + 1] - segment.sack[2 * block] & _MASK
    return total & _MASK
