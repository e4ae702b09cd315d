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
        self._stored: dict[str, Vector] = {}
        self._gathered: dict[str, Vector] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def column(self, name: str) -> Vector:
        """Return a column's values at these rows."""
        if name not in self._gathered:
            self._gathered[name] = self.stored(name).astype(np.int64)
        return self._gathered[name]

    def stored(self, name: str) -> Vector:
        """Return a column's values at these rows in the type in which they are kept: what overflows, wraps."""
        if name not in self._stored:
            self._stored[name] = self._gather(name)
        return self._stored[name]

    def _gather(self, name: str) -> Vector:
        return self.session.columns.take(name, self.numbers)

    @cached_property
    def is_segment(self) -> Vector:
        """Which rows are segments of a connection."""
        here: Vector = self.stored("connection") >= 0
        return here

    @cached_property
    def is_partial(self) -> Vector:
        """Which rows are segments whose length cannot be told: their numbers are shown as sent."""
        partial: Vector = self.stored("kind") == PARTIAL
        return partial

    @cached_property
    def client_is_first(self) -> Vector:
        """In which rows the client is the end that sent the connection's first frame; else meaningless."""
        first: Vector = (self._client_directions() == 0)[self.column("connection")]
        return first

    @cached_property
    def flags(self) -> Vector:
        """The twelve flag bits."""
        return self.column("header_word") & 0x0FFF

    @cached_property
    def relative_seq(self) -> Vector:
        """Relative sequence numbers, as numbers.relative has them."""
        # Both are of 32 bits and without a sign: differences wrap as sequence numbers do.
        numbers: Vector = (self.stored("seq_raw") - self._base(0)).astype(np.int64)
        return numbers

    @cached_property
    def relative_ack(self) -> Vector:
        """Relative acknowledgment numbers; without ACK they stay raw."""
        has_ack = (self.stored("header_word") & ACK) != 0
        numbers: Vector = (self.stored("ack_raw") - self._base(1) * has_ack).astype(np.int64)
        return numbers

    @property
    def peer_base(self) -> Vector:
        """What the numbers of each segment's peer count from."""
        base: Vector = self._base(1).astype(np.int64)
        return base

    def _base(self, other: int) -> Vector:
        """Return what the numbers of each row's sender (0) or of its peer (1) count from."""
        table = self._bases()
        if not len(table):
            return np.zeros(len(self), np.uint32)
        number, end = self.column("connection"), self.stored("direction") ^ other
        base: Vector = table.ravel()[number + number + end]
        self._put_older(base, end)
        if self.is_partial.any():
            base[self.is_partial] = 0
        return base

    def _client_directions(self) -> Vector:
        return np.array([c.client_direction for c in self.session.connections] or [0], np.int64)

    def _bases(self) -> Vector:
        return bases(self.session.connections)

    def _rebased(self) -> list[Connection]:
        return [connection for connection in self.session.connections if connection.rebased]

    def _put_older(self, base: Vector, end: Vector) -> None:
        """Put the older base back for rows before a SYN,ACK moved it: rare, so one connection at a time."""
        number = self.column("connection")
        for connection in self._rebased():
            for until, moved, old in reversed(connection.rebased):
                base[(number == connection.number) & (self.numbers < until) & (end == moved)] = old
