"""The search for the next frame that holds what is sought, in a thread, window by window."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from tui_tcp.app.sought import Sought
from tui_tcp.errors import TcptuiError
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.tcp.connection import Connection

_WINDOW = 1 << 15  # frames that are looked at before a hit among them is told


@dataclass(frozen=True)
class Range:
    """Where to search: from a row on in one direction, and round to it; in one connection only, if it is not -1."""

    row: int
    backwards: bool
    connection: int = -1
    chosen: Vector | None = None  # the frames that are shown at all; None for all

    def windows(self, count: int) -> list[tuple[int, int]]:
        """Return the first row and the end of each window of `count` frames, in the order of the search."""
        middle = min(self.row if self.backwards else self.row + 1, count)
        before, after = _windows(0, middle), _windows(middle, count)
        return [*reversed(before), *reversed(after)] if self.backwards else [*after, *before]


def _windows(start: int, stop: int) -> list[tuple[int, int]]:
    return [(begin, min(stop, begin + _WINDOW)) for begin in range(start, stop, _WINDOW)]


class Search:
    """One search; `hit` is the row that was found once it `is_finished`, None if there is none."""

    def __init__(self, session: Session, sought: Sought, where: Range) -> None:
        self._session = session
        self.sought = sought
        self.where = where
        self.is_cancelled = Event()
        self.is_finished = False
        self.share = 0.0
        self.hit: int | None = None
        self.error = ""

    def work(self) -> None:
        """Look through one window after the other until there is a hit. This runs in a thread."""
        try:
            self.hit = self._find()
        except TcptuiError as error:
            self.error = str(error)
        finally:
            self.is_finished = True

    def _find(self) -> int | None:
        count = self._session.frame_count
        named = self._named_rows()
        windows = self.where.windows(count)
        for number, (start, stop) in enumerate(windows):
            self.share = number / len(windows)
            found = self._hits(start, stop, named)
            if self.is_cancelled.is_set():
                return None
            if len(found):
                return start + int(found[-1 if self.where.backwards else 0])
        return None

    def _hits(self, start: int, stop: int, named: Vector) -> Vector:
        """Return where in a window the hits are."""
        import numpy as np

        mask = self.sought.of_frames.frames(self._session, start, stop, None, self.is_cancelled.is_set)
        mask[named[(named >= start) & (named < stop)] - start] = True
        if self.where.chosen is not None:
            known = self.where.chosen[start:stop]
            mask[len(known) :] = False
            mask[: len(known)] &= known
        found = np.flatnonzero(mask)
        if self.where.connection >= 0:
            found = found[self._session.columns.take("connection", found + start) == self.where.connection]
        return found

    def _named_rows(self) -> Vector:
        """Return the first frames that are left of the connections whose name it is."""
        import numpy as np

        if self.sought.of_connections is None:
            return np.empty(0, np.int64)
        connections = self._session.connections
        nothing = np.zeros(self._session.frame_count, bool)
        numbers = np.flatnonzero(self.sought.of_connections.connections(self._session, nothing))
        return np.array([self._first_left(connections[number]) for number in numbers], np.int64)

    def _first_left(self, connection: Connection) -> int:
        """Return a connection's first frame that is still in memory, -1 if there is none."""
        columns = self._session.columns
        if connection.first_row >= columns.first:
            return connection.first_row
        left = columns.rows_of(connection.number, columns.first, connection.last_row)
        return int(left[0]) if len(left) else -1


def bytes_of_hit(data: bytes, sought: Sought, after: int = -1, backwards: bool = False) -> tuple[int, int] | None:
    """Return start and size of the next hit in a frame's bytes behind (or before) a place, or round; None for none."""
    hits = [(found.start(), len(found[0])) for found in sought.pattern.finditer(data)]
    if not hits:
        return None
    if backwards:
        return next((hit for hit in reversed(hits) if hit[0] < after), hits[-1])
    return next((hit for hit in hits if hit[0] > after), hits[0])
