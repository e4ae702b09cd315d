"""Per-frame columns in chunks of fixed size, so that growing never moves what a reader holds.

A chunk is one anonymous memory map, private so that its pages cost nothing until they are written. Numpy sees the same
bytes, so nothing imports numpy that does not ask for a vector.
"""

from __future__ import annotations

import mmap
from array import array
from typing import TYPE_CHECKING, Any

from tui_tcp.tcp.columns import SEGMENT_COLUMNS, Segments
from tui_tcp.wire.frames import FRAME_COLUMNS, NO_HEADER, Frames

if TYPE_CHECKING:
    import numpy as np

    Vector = np.ndarray[Any, np.dtype[Any]]

CHUNK_ROWS = 1 << 16

COLUMNS = {**FRAME_COLUMNS, **SEGMENT_COLUMNS}
SIZES = {"q": 8, "Q": 8, "I": 4, "i": 4, "H": 2, "B": 1}
TYPES = {
    **COLUMNS,
    "length": "I",
}  # what can be asked for; the length on the wire is what was captured and what was cut
ROW_BYTES = sum(SIZES[code] for code in COLUMNS.values())


def typed(memory: memoryview, code: str) -> memoryview:
    """Return memory as values of a type code of COLUMNS."""
    return memory.cast(code)  # type: ignore[call-overload, no-any-return]


class Chunk:
    """CHUNK_ROWS rows of every column, as buffers and as what framing, decoding and the engine take."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, ROW_BYTES * CHUNK_ROWS, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        self.buffers: dict[str, memoryview] = {}
        self.offsets: dict[str, int] = {}
        offset = 0
        whole = memoryview(self.memory)
        for name, code in COLUMNS.items():
            size = SIZES[code] * CHUNK_ROWS
            self.buffers[name] = typed(whole[offset : offset + size], code)
            self.offsets[name] = offset
            offset += size
        self.frames = Frames(self.buffers)
        self.segments = Segments(self.buffers)

    def vector(self, name: str, stop: int) -> Vector:
        """Return a column's first `stop` rows as a numpy view, without a copy."""
        import numpy as np

        if name == "length":
            return self.vector("captured", stop) + self.vector("cut", stop)
        return np.frombuffer(self.memory, dtype=COLUMNS[name], count=stop, offset=self.offsets[name])


def _blank(time: int) -> Chunk:
    """Return a chunk that stands for every one that is gone."""
    chunk = Chunk()
    values = {
        "time": time,
        "connection": -1,
        "ip_at": NO_HEADER,
        "tcp_at": NO_HEADER,
        "acks_row": -1,
        "reference_row": -1,
    }
    for name, value in values.items():
        buffer = chunk.buffers[name]
        buffer[:] = memoryview(array(COLUMNS[name], [value]) * CHUNK_ROWS)
    return chunk


class Columns:
    """All rows of a capture. One thread appends and then raises `count`; anyone may read rows below it.

    Rows below `first` are gone. Numbers stay what they were; where such a row is still asked for, it is of no
    connection and has no bytes, and its time is that of the capture's first frame; the newest of them keeps its own, so
    that the row behind it can tell how much later it came.

    Without `keeps_rows` one chunk of memory serves all, for who wants the connections alone: the largest file takes no
    more of it, and reading is 7 % faster.
    """

    def __init__(self, keeps_rows: bool = True) -> None:
        self._keeps_rows = keeps_rows
        self.chunks: list[Chunk] = []
        self.count = 0
        self.first = 0

    def tail(self) -> tuple[Chunk, int]:
        """Return the chunk that the next row belongs to, a new one if need be, and that row's place in it."""
        row = self.count % CHUNK_ROWS
        if self.count // CHUNK_ROWS == len(self.chunks):
            self._extend()
        return self.chunks[-1], row

    def _extend(self) -> None:
        if self._keeps_rows or not self.chunks:
            self.chunks.append(Chunk())
        else:
            self.chunks.append(self.chunks[-1])
            self.drop(1)

    def drop(self, chunks: int) -> None:
        """Let the oldest chunks go."""
        begin = self.first // CHUNK_ROWS
        blank = self.chunks[begin - 1] if begin else _blank(self.value("time", 0))
        self.first += chunks * CHUNK_ROWS
        blank.buffers["time"][-1] = self.value("time", self.first - 1)
        self.chunks[begin : begin + chunks] = [blank] * chunks

    def value(self, name: str, row: int) -> int:
        """Return one value."""
        if name == "length":
            return self.value("captured", row) + self.value("cut", row) & 0xFFFFFFFF
        return int(self.chunks[row // CHUNK_ROWS].buffers[name][row % CHUNK_ROWS])

    def change(self, name: str, row: int, clear: int, bits: int) -> None:
        """Clear and set bits of one value."""
        buffer = self.chunks[row // CHUNK_ROWS].buffers[name]
        buffer[row % CHUNK_ROWS] = buffer[row % CHUNK_ROWS] & ~clear | bits

    def vector(self, name: str, count: int | None = None) -> Vector:
        """Return a column's first `count` rows (all, by default) as one numpy array: a view if one chunk holds them."""
        import numpy as np

        count = self.count if count is None else count
        parts = [
            chunk.vector(name, min(CHUNK_ROWS, count - number * CHUNK_ROWS))
            for number, chunk in enumerate(self.chunks)
            if number * CHUNK_ROWS < count
        ]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.empty(0, dtype=TYPES[name])

    def take(self, name: str, rows: Vector) -> Vector:
        """Return a column's values at `rows`, an integer array in any order."""
        import numpy as np

        result = np.empty(len(rows), dtype=TYPES[name])
        numbers = rows // CHUNK_ROWS
        for number in np.flatnonzero(np.bincount(numbers)).tolist():  # they are few: sorting takes 20 times as long
            here = numbers == number
            result[here] = self.chunks[number].vector(name, CHUNK_ROWS)[rows[here] % CHUNK_ROWS]
        return result

    def rows_of(self, connection: int, first: int = 0, last: int | None = None) -> Vector:
        """Return the rows of one connection in order, looking from row `first` to row `last` only."""
        import numpy as np

        stop = self.count if last is None else min(self.count, last + 1)
        found = []
        for number in range(max(first, self.first) // CHUNK_ROWS, len(self.chunks)):
            begin = number * CHUNK_ROWS
            if begin >= stop:
                break
            skipped = max(first - begin, 0)
            here = self.chunks[number].vector("connection", min(CHUNK_ROWS, stop - begin))[skipped:]
            found.append(np.flatnonzero(here == connection) + begin + skipped)
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)
