"""The time since the segment before of the same connection: a column more, worked out when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from tui_tcp.model.columns import CHUNK_ROWS

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session


class Previous:
    """Nanoseconds since the segment before, for the rows seen so far: one array a chunk."""

    def __init__(self) -> None:
        self.chunks: list[Vector] = []
        self.count = 0
        self._last = np.empty(0, np.int64)  # time of each connection's newest segment

    def update(self, session: Session, count: int) -> None:
        """Take in the rows below `count`."""
        while self.count < count:
            chunk, place = divmod(self.count, CHUNK_ROWS)
            stop = min(count - chunk * CHUNK_ROWS, CHUNK_ROWS)
            if chunk == len(self.chunks):
                self.chunks.append(np.zeros(CHUNK_ROWS, np.int64))
            columns = session.columns.chunks[chunk]
            numbers = columns.vector("connection", stop)[place:]
            self._take_in(self.chunks[chunk][place:stop], numbers, columns.vector("time", stop)[place:])
            self.count += stop - place

    def _take_in(self, since: Vector, numbers: Vector, times: Vector) -> None:
        rows = np.flatnonzero(numbers >= 0)
        if not len(rows):
            return
        # By connection, then by row; one sort of one number each.
        keys = np.sort(numbers[rows].astype(np.int64) * CHUNK_ROWS + rows)
        numbers, rows = keys // CHUNK_ROWS, keys % CHUNK_ROWS
        sorted_times = times[rows]
        begins = np.r_[True, numbers[1:] != numbers[:-1]]
        earlier = np.r_[0, sorted_times[:-1]]
        firsts = numbers[begins]
        earlier[begins] = self._before(firsts, sorted_times[begins])
        since[rows] = sorted_times - earlier
        ends = np.r_[begins[1:], True]
        self._last[numbers[ends]] = sorted_times[ends]

    def _before(self, numbers: Vector, times: Vector) -> Vector:
        """The time of the newest segment of each connection; its own for one that begins here."""
        size = int(numbers.max()) + 1
        if size > len(self._last):
            self._last = np.concatenate([self._last, np.full(max(size, 2 * len(self._last)) - len(self._last), -1)])
        last = self._last[numbers]
        return np.where(last < 0, times, last)


_PREVIOUS: WeakKeyDictionary[Session, Previous] = WeakKeyDictionary()


def since_previous(slab: Slab) -> Vector:
    """Return nanoseconds since the connection's segment before; 0 for its first."""
    previous = _PREVIOUS.setdefault(slab.session, Previous())
    previous.update(slab.session, int(slab.numbers.max()) + 1 if len(slab) else 0)
    chunk, place = divmod(int(slab.numbers[0]) if len(slab) else 0, CHUNK_ROWS)
    if slab.is_run and place + len(slab) <= CHUNK_ROWS:
        return previous.chunks[chunk][place : place + len(slab)]
    chunks = slab.numbers // CHUNK_ROWS
    result = np.zeros(len(slab), np.int64)
    for chunk in np.flatnonzero(np.bincount(chunks)).tolist():
        here = chunks == chunk
        result[here] = previous.chunks[chunk][slab.numbers[here] % CHUNK_ROWS]
    return result
