"""Blocks of a source, one after the other, each beginning with what was left of the one before it.

While a block is taken in, a thread of its own reads the next, outside the interpreter's lock: a seventh of the time
that the benchmark's capture takes to load (`python -m bench peers`).
"""

from __future__ import annotations

import threading
from queue import SimpleQueue

from tui_tcp.capture.source import Source
from tui_tcp.errors import CaptureError

BLOCK = 1 << 20  # bytes read at a time: 1 to 4 MB measure alike, and one is decoded in about a millisecond


class Reader:
    """Reads a source from its start to wherever it ends by now. Raises CaptureError where reading fails."""

    def __init__(self, source: Source) -> None:
        self._ahead = _Ahead(source)
        self._room = BLOCK  # a buffer has as much before the block, for what was left
        self._buffer = self._spare = memoryview(b"")
        self._begin = 0  # of the view in the buffer
        self.filled = 0
        self.position = 0  # of the view's first byte in the file

    @property
    def view(self) -> memoryview:
        """The bytes from `position` on; the first `filled` of them count."""
        return self._buffer[self._begin :]

    def advance(self, consumed: int) -> int:
        """Drop `consumed` bytes, which may be more than there are, and fill up; return how many bytes came."""
        left = max(self.filled - consumed, 0)
        rest = self._buffer[self._begin + self.filled - left : self._begin + self.filled]
        while left > self._room:  # a record that does not fit; no framer believes one of more than 16 MB
            self._room *= 2
        self.position += consumed
        buffer, came = self._next(self.position + left)
        buffer[self._room - left : self._room] = rest
        self._buffer, self._spare = buffer, self._buffer
        self._begin = self._room - left
        self.filled = left + came
        if came == self._room:
            self._ahead.ask(self._fitting(self._spare), self._room, self.position + self.filled)
        return came

    def _next(self, position: int) -> tuple[memoryview, int]:
        """Return a buffer with the block at `position`, if it was asked for ahead without any delay."""
        if not self._ahead.is_asked(position, self._room):
            self._ahead.ask(self._fitting(self._spare), self._room, position)
        return self._ahead.answer()

    def _fitting(self, buffer: memoryview) -> memoryview:
        return buffer if len(buffer) == 2 * self._room else memoryview(bytearray(2 * self._room))

    def close(self) -> None:
        """End the thread."""
        self._ahead.stop()


class _Ahead:
    """One read at a time, by a thread that ends with `stop` or with the process."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._asked: SimpleQueue[tuple[memoryview, int] | None] = SimpleQueue()
        self._answers: SimpleQueue[int | CaptureError] = SimpleQueue()
        self._pending: tuple[memoryview, int, int] | None = None
        threading.Thread(target=self._serve, name="read-ahead", daemon=True).start()

    def is_asked(self, position: int, room: int) -> bool:
        """Tell whether a block of this size at this position is on its way; wait for any other and drop it."""
        if self._pending and self._pending[1:] != (room, position):
            self._pending = None
            self._answers.get()
        return self._pending is not None

    def ask(self, buffer: memoryview, room: int, position: int) -> None:
        """Begin to read `room` bytes from `position` on into the second half of `buffer`."""
        self._pending = (buffer, room, position)
        self._asked.put((buffer[room:], position))

    def answer(self) -> tuple[memoryview, int]:
        """Wait for what was asked; return its buffer and the number of bytes read. Raises CaptureError."""
        assert self._pending
        buffer, self._pending = self._pending[0], None
        came = self._answers.get()
        if isinstance(came, CaptureError):
            raise came
        return buffer, came

    def stop(self) -> None:
        """Let the thread end."""
        self._asked.put(None)

    def _serve(self) -> None:
        while (asked := self._asked.get()) is not None:
            try:
                self._answers.put(self._source.read_into(*asked))
            except CaptureError as error:
                self._answers.put(error)
