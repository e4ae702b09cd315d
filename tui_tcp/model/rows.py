"""A selection of frames, as vectors: what field readers work on. Each column is gathered once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.model.numbers import bases
from tui_tcp.tcp.flags import ACK
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

PARTIAL = int(Kind.PARTIAL)


class Rows:
    """Rows of a session, by number, and their columns as int64 vectors."""

    def __init__(self, session: Session, numbers: Vector) -> None:
        self.session = session
        self.numbers = numbers
        self._gathered: dict[str, Vector] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Vector:
        """Return a column's values at these rows."""
        if name not in self._gathered:
            self._gathered[name] = self.session.columns.take(name, self.numbers).astype(np.int64)
        return self._gathered[name]

    @cached_property
    def is_segment(self) -> Vector:
        """Which rows are segments of a connection."""
        here: Vector = self.column("connection") >= 0
        return here

    @cached_property
    def is_partial(self) -> Vector:
        """Which rows are segments whose length cannot be told: their numbers are shown as sent."""
        partial: Vector = self.column("kind") == PARTIAL
        return partial

    @cached_property
    def from_client(self) -> Vector:
        """Which rows the client sent; meaningless where there is no segment."""
        sent: Vector = self.column("direction") == self._client_directions()[self.column("connection")]
        return sent

    @cached_property
    def flags(self) -> Vector:
        """The twelve flag bits."""
        return self.column("header_word") & 0x0FFF

    @cached_property
    def relative(self) -> tuple[Vector, Vector]:
        """Relative sequence and acknowledgment numbers, as numbers.relative has them."""
        table = self._bases()
        if not len(table):
            return self.column("seq_raw"), self.column("ack_raw")
        number, direction = self.column("connection"), self.column("direction")
        flat, place = table.ravel(), 2 * number + direction
        own, other = flat[place], flat[place ^ 1]
        self._correct_rebased(own, other)
        own[self.is_partial] = other[self.is_partial] = 0
        seq = self.column("seq_raw") - own & 0xFFFFFFFF
        ack = np.where(self.flags & ACK, self.column("ack_raw") - other & 0xFFFFFFFF, self.column("ack_raw"))
        return seq, ack

    def _client_directions(self) -> Vector:
        return np.array([c.client_direction for c in self.session.connections] or [0], np.int64)

    def _bases(self) -> Vector:
        return bases(self.session.connections).astype(np.int64)

    def _rebased(self) -> list[Connection]:
        return [connection for connection in self.session.connections if connection.rebased]

    def _correct_rebased(self, own: Vector, other: Vector) -> None:
        """Put the older base back for rows before a SYN,ACK moved it: rare, so one connection at a time."""
        number, direction = self.column("connection"), self.column("direction")
        for connection in self._rebased():
            for until, moved, old in reversed(connection.rebased):
                before = (number == connection.number) & (self.numbers < until)
                own[before & (direction == moved)] = old
                other[before & (direction != moved)] = old
