"""The selection of rows that fields are read from: columns as views where they can be, the frames' bytes on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from tui_tcp.fields.memory import as_it_stands
from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.model.frame_bytes import FrameBytes, room
from tui_tcp.model.rows import Rows

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

Answer = TypeVar("Answer")

LIMIT = 1 << 23  # bytes of frames that are held at a time


class TooLarge(Exception):
    """The frames of a slab are too many bytes to be held at once: ask its pieces."""


class Slab(Rows):
    """Rows of a session and what is known of them so far.

    `shared` is for what does not depend on the rows; slabs of one run hand it on.
    """

    def __init__(self, session: Session, numbers: Vector, shared: dict[Any, Any] | None = None) -> None:
        super().__init__(session, numbers)
        self.shared = {} if shared is None else shared
        self.known: dict[Any, Any] = {}  # what fields have worked out for these rows
        self._wider: Slab | None = None
        self._places: Vector = np.empty(0, np.int64)

    def _gather(self, name: str) -> Vector:
        if self._wider is not None:
            return self._wider.stored(name)[self._places]
        numbers = self.numbers
        first, count = int(numbers[0]) if len(numbers) else 0, len(numbers)
        chunk, place = divmod(first, CHUNK_ROWS)
        if self.is_run and place + count <= CHUNK_ROWS:
            return self.session.columns.chunks[chunk].vector(name, CHUNK_ROWS)[place : place + count]
        return super()._gather(name)

    @cached_property
    def is_run(self) -> bool:
        """Whether the rows follow each other without a gap."""
        numbers = self.numbers
        if not len(numbers) or int(numbers[-1]) - int(numbers[0]) != len(numbers) - 1:
            return False
        return bool((numbers[1:] > numbers[:-1]).all())

    @cached_property
    def bytes(self) -> FrameBytes:
        """The captured bytes of every row. Raises CaptureError if they cannot be read again."""
        if self._wider is not None and "bytes" in self._wider.__dict__:
            return self._wider.bytes.narrowed(self._places)
        offset, size = self.column("offset"), self.column("captured")
        if len(self) > 1 and room(offset, size) > LIMIT:
            raise TooLarge
        return FrameBytes(self.session.source, offset, size)

    def _client_directions(self) -> Vector:
        return self.of_connections("client directions", super()._client_directions)

    def _bases(self) -> Vector:
        return self.of_connections("bases", super()._bases)

    def _rebased(self) -> list[Connection]:
        return self.of_connections("rebased", super()._rebased)

    def of_connections(self, name: str, read: Callable[[], Answer]) -> Answer:
        """Return what depends on the connections alone, worked out once as long as nothing new comes."""
        known = as_it_stands(self.session)
        if name not in known:
            known[name] = read()
        answer: Answer = known[name]
        return answer

    def pieces(self) -> list[Slab]:
        """Return the rows in order in several slabs, each of about as many bytes as can be held at once."""
        total = room(self.column("offset"), self.column("captured"))
        count = min(max(2, total // LIMIT + 1), len(self))
        return [self.narrow(places) for places in np.array_split(np.arange(len(self)), count)]

    def part(self, places: Vector) -> Slab:
        """Return the rows at some places, the same slab again for the same rows, also to the term asked next."""
        key = ("part", self.numbers[places].tobytes())
        if key not in self.known:
            last = self.shared.get("part")  # of many rows only a few are read, by each term the same
            part = last[1] if last and last[0] == key else self.narrow(places)
            self.known[key] = part
            self.shared["part"] = key, part
        known: Slab = self.known[key]
        return known

    def narrow(self, places: Vector) -> Slab:
        """Return the rows at some places of this slab."""
        other = Slab(self.session, self.numbers[places], self.shared)
        other._wider, other._places = self, places
        return other


def slab_of(rows: Rows) -> Slab:
    """Return any selection of rows as a slab."""
    return rows if isinstance(rows, Slab) else Slab(rows.session, rows.numbers)


def slabs(session: Session, start: int, stop: int, shared: dict[Any, Any]) -> Iterator[Slab]:
    """Yield rows start..stop in pieces that lie in one chunk of the columns each and share what is given."""
    while start < stop:
        end = min(stop, (start // CHUNK_ROWS + 1) * CHUNK_ROWS)
        yield Slab(session, np.arange(start, end), shared)
        start = end


def in_parts(slab: Slab, ask: Callable[[Slab], Answer]) -> list[Answer]:
    """Ask a slab, or its pieces where it is too large; return the answers in order."""
    try:
        return [ask(slab)]
    except TooLarge:
        return [answer for piece in slab.pieces() for answer in in_parts(piece, ask)]
