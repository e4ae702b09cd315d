"""Blocks of a source, one after the other, each beginning with what was left of the one before it.

Tried and measured slower: a thread that reads the next block meanwhile (the hand-over costs more than the copy).
"""

from __future__ import annotations

from tui_tcp.capture.source import Source

BLOCK = 1 << 18  # bytes read at a time: it stays in the cache while it is decoded; 1 and 4 MB measured no better
MAX_BLOCK = 1 << 25  # more than the longest block that a framer believes


class Reader:
    """Reads a source from its start to wherever it ends by now. Raises CaptureError where reading fails."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._buffer = memoryview(bytearray(BLOCK))
        self.filled = 0
        self.position = 0  # of the buffer's first byte in the file

    @property
    def view(self) -> memoryview:
        """The buffer; its first `filled` bytes count."""
        return self._buffer

    def advance(self, consumed: int) -> int:
        """Drop `consumed` bytes, which may be more than there are, and fill up; return how many bytes came."""
        if consumed == 0 and self.filled == len(self._buffer) < MAX_BLOCK:
            self._grow()
        left = max(self.filled - consumed, 0)
        self._buffer[:left] = self._buffer[self.filled - left : self.filled]
        self.position += consumed
        came = self._source.read_into(self._buffer[left:], self.position + left)
        self.filled = left + came
        return came

    def _grow(self) -> None:
        larger = memoryview(bytearray(2 * len(self._buffer)))
        larger[: self.filled] = self._buffer[: self.filled]
        self._buffer = larger
