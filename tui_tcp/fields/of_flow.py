"""A connection's field on each of its frames: read once a connection, then handed out by the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FlowField, FrameField, Value
from tui_tcp.fields.found import Found, of_list, rows_of, taken
from tui_tcp.fields.slab import Slab

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

LISTS = {"flow.findings"}  # texts that name several things, with commas between


def of_connections(field: FlowField, session: Session, connections: list[Connection]) -> Found:
    """Return a field of connections, whose places in the list are the rows."""
    values = field.read(session, connections)
    if field.name in LISTS:
        return of_list([tuple(value.split(",")) if value else None for value in values])
    if values and type(values[0]) is int and None not in values:
        return Found(None, np.array(values, np.int64))
    return of_list(values)


def of_frames(field: FlowField) -> FrameField:
    """Return a connection's field as one of frames."""

    def find(slab: Slab) -> Found:
        key = ("flow", field.name)
        if key not in slab.shared:
            connections = list(slab.session.connections)
            slab.shared[key] = _by_number(of_connections(field, slab.session, connections), len(connections))
        begins, counts, values = slab.shared[key]
        rows = np.flatnonzero(slab.is_segment)
        numbers = slab.column("connection")[rows]
        known = numbers < len(counts)  # connections that came since are for the next time
        rows, numbers = rows[known], numbers[known]
        several = counts[numbers]
        first = np.repeat(begins[numbers] - (np.cumsum(several) - several), several)
        return Found(np.repeat(rows, several), taken(values, first + np.arange(len(first))))

    return FrameField(field.name, field.type, field.meaning, find, field.bits)


def _by_number(found: Found, count: int) -> tuple[Value, Value, Value]:
    """Return for each connection where its values begin and how many it has, and all values."""
    rows = rows_of(found)
    counts = np.bincount(rows, minlength=count)
    return np.cumsum(counts) - counts, counts, found.values


class Connections(Slab):
    """All connections as if each were one frame of its own: what filters on `flow.*` alone are asked of."""

    def __init__(self, session: Session, count: int) -> None:
        super().__init__(session, np.arange(count))

    def _gather(self, name: str) -> Vector:
        if name == "connection":
            return self.numbers
        return np.zeros(len(self), np.int64)

    def narrow(self, places: Vector) -> Slab:
        """Return some of the connections."""
        other = Connections(self.session, 0)
        other.numbers, other.shared = self.numbers[places], self.shared
        return other
