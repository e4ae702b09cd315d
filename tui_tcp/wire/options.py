"""TCP options (RFC 9293 section 3.2) into the scratch columns: what the connection engine wants to know of them."""

from __future__ import annotations

from tui_tcp.wire.frames import MAX_SACK_BLOCKS, NO_SHIFT, Scratch

_NO_SHIFT = NO_SHIFT
_MAX_SACK = MAX_SACK_BLOCKS


class Options:
    """Reads options from `data` into slots of `scratch`."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.data = memoryview(b"")

    def clear(self, slot: int) -> None:
        """Say that a segment has no options."""
        scratch = self.scratch
        scratch.mss[slot] = 0
        scratch.shift[slot] = _NO_SHIFT
        scratch.sack_permitted[slot] = 0
        scratch.has_timestamps[slot] = 0
        scratch.sack_count[slot] = 0

    def read(self, slot: int, at: int, end: int) -> None:
        """Read options as kind, length, value; 0 ends, 1 pads. A length that cannot be right ends them, too."""
        while at < end:
            kind = self.data[at]
            if kind == 1:
                at += 1
                continue
            if kind == 0 or at + 1 >= end:
                return
            size = self.data[at + 1]
            if size < 2 or at + size > end:
                return
            self._read_one(slot, kind, at + 2, size - 2)
            at += size

    def _read_one(self, slot: int, kind: int, at: int, size: int) -> None:
        scratch = self.scratch
        if kind == 8 and size == 8:  # RFC 7323 section 3.2
            scratch.has_timestamps[slot] = 1
            scratch.tsval[slot] = self._b32(at)
            scratch.tsecr[slot] = self._b32(at + 4)
        elif kind == 5:  # RFC 2018 section 3
            self._read_sack(slot, at, min(size // 8, _MAX_SACK))
        elif kind == 2 and size == 2:  # RFC 9293 section 3.7.1
            scratch.mss[slot] = self.data[at] << 8 | self.data[at + 1]
        elif kind == 3 and size == 1:  # RFC 7323 section 2.2
            scratch.shift[slot] = min(self.data[at], 14)
        elif kind == 4:  # RFC 2018 section 2
            scratch.sack_permitted[slot] = 1

    def _read_sack(self, slot: int, at: int, count: int) -> None:
        self.scratch.sack_count[slot] = count
        first = slot * 2 * _MAX_SACK
        for edge in range(2 * count):
            self.scratch.sack[first + edge] = self._b32(at + 4 * edge)

    def _b32(self, at: int) -> int:
        return self.data[at] << 24 | self.data[at + 1] << 16 | self.data[at + 2] << 8 | self.data[at + 3]
