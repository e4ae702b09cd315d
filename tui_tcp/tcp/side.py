"""What Wireshark keeps of one direction of a stream, for its rules in wireshark.py."""

from __future__ import annotations

from tui_tcp.segment import Segment

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


def first_sacked(segment: Segment) -> int:
    """Bytes in the first three SACK blocks, modulo 2^32."""
    total = 0
    for block in range(min(segment.sack_count, 3)):
        total += segment.sack[2 * block + 1] - segment.sack[2 * block] & _MASK
    return total & _MASK
