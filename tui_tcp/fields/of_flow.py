"""A connection's field on each of its frames: read once a connection, then handed out by the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from tui_tcp.fields.field import FlowField, FrameField, Value
from tui_tcp.fields.found import Found, Words, of_list, rows_of, taken
from tui_tcp.fields.memory import as_it_stands
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.sources import Told
from tui_tcp.names.network import permitted

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

LISTS = {"flow.findings", "flow.verdict"}  # texts that name several things, with commas between
NAME = "flow.name"
GO_ON = "go on"  # in what slabs share: is told the share of the connections that was read, and says whether to go on
_FIRST = 256  # connections
_PATIENCE_S = 0.4

GoOn = Callable[[float], bool]


class Stopped(Exception):
    """Nobody wants the values any more."""


def of_connections(
    field: FlowField, session: Session, connections: Sequence[Connection], go_on: GoOn | None = None
) -> Found:
    """Return a field of connections, whose places in the list are the rows. Raises Stopped if `go_on` says no."""
    values = _values(field, session, connections, go_on) if go_on else field.read(session, connections)
    if field.name in LISTS:
        parts = {value: tuple(value.split(",")) if value else None for value in set(values)}
        return of_list([parts[value] for value in values])
    if values and type(values[0]) is int and None not in values:
        return Found(None, np.array(values, np.int64))
    return of_list(values)


def _values(field: FlowField, session: Session, connections: Sequence[Connection], go_on: GoOn) -> list[Value]:
    """Read some connections at a time, more and more as long as that is quick: verdicts on 20,000 take 20 s."""
    values: list[Value] = []
    size = _FIRST
    while len(values) < len(connections):
        if not go_on(len(values) / len(connections)):
            raise Stopped
        began = monotonic()
        values += field.read(session, connections[len(values) : len(values) + size])
        if monotonic() - began < _PATIENCE_S:
            size *= 2
    return values


def of_frames(field: FlowField) -> FrameField:
    """Return a connection's field as one of frames."""
    find = _all_of(field) if field.name in LISTS else Told(partial(_read, field), partial(_present, field))
    return FrameField(field.name, field.type, field.meaning, find, field.bits)


def _connections_of(slab: Slab, count: int) -> Vector:
    """Return the connection of each row, -1 for none; those that came since are for the next time."""
    key = ("connections", count)
    if key not in slab.known:
        numbers = slab.column("connection")
        slab.known[key] = np.where(numbers < count, numbers, -1)
    known: Vector = slab.known[key]
    return known


def _one_each(slab: Slab, field: FlowField) -> tuple[Vector, Vector | Words]:
    """Return which connections have a value, and the values of all; behind the last, one that has none."""
    known, key = _standing(slab, field), f"{field.name} of one each"
    if key not in known:
        connections = list(slab.session.connections)
        found = of_connections(field, slab.session, connections, slab.shared.get(GO_ON))
        rows = rows_of(found)
        present, places = np.zeros(len(connections) + 1, bool), np.zeros(len(connections) + 1, np.int64)
        present[rows], places[rows] = True, np.arange(len(rows))
        known[key] = present, taken(found.values, places) if len(rows) else found.values
    answer: tuple[Vector, Vector | Words] = known[key]
    return answer


def _standing(slab: Slab, field: FlowField) -> dict[Any, Any]:
    """Return where values are kept: names may come from the network while no frame comes."""
    return slab.shared if field.name == NAME and permitted() else as_it_stands(slab.session)


def _present(field: FlowField, slab: Slab) -> Vector:
    present, _ = _one_each(slab, field)
    here: Vector = present[_connections_of(slab, len(present) - 1)]
    return here


def _read(field: FlowField, slab: Slab) -> Vector | Words:
    present, values = _one_each(slab, field)
    return taken(values, _connections_of(slab, len(present) - 1))


def _all_of(field: FlowField) -> Find:
    """Find several values a connection."""

    def find(slab: Slab) -> Found:
        known, key = _standing(slab, field), f"{field.name} of several each"
        if key not in known:
            connections = list(slab.session.connections)
            found = of_connections(field, slab.session, connections, slab.shared.get(GO_ON))
            known[key] = _by_number(found, len(connections))
        begins, counts, values = known[key]
        numbers = _connections_of(slab, len(counts))
        rows = np.flatnonzero(numbers >= 0)
        several = counts[numbers[rows]]
        first = np.repeat(begins[numbers[rows]] - (np.cumsum(several) - several), several)
        return Found(np.repeat(rows, several), taken(values, first + np.arange(len(first))))

    return find


def _by_number(found: Found, count: int) -> tuple[Value, Value, Value]:
    """Return for each connection where its values begin and how many it has, and all values."""
    rows = rows_of(found)
    counts = np.bincount(rows, minlength=count)
    return np.cumsum(counts) - counts, counts, found.values


class Connections(Slab):
    """All connections as if each were one frame of its own: what filters on `flow.*` alone are asked of."""

    def __init__(self, session: Session, count: int, shared: dict[Any, Any] | None = None) -> None:
        super().__init__(session, np.arange(count), shared)

    def _gather(self, name: str) -> Vector:
        if name == "connection":
            return self.numbers
        return np.zeros(len(self), np.int64)

    def narrow(self, places: Vector) -> Slab:
        """Return some of the connections."""
        other = Connections(self.session, 0)
        other.numbers, other.shared = self.numbers[places], self.shared
        return other
