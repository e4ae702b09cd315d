"""Counts that a filter may also ask for as a percentage: retransmissions, of the segments with data."""

from __future__ import annotations

from operator import add, attrgetter
from typing import TYPE_CHECKING

from tui_tcp.fields.field import FlowField, Type
from tui_tcp.fields.of_flow import of_frames
from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.literals import Constant, share
from tui_tcp.filters.syntax import Expression, Word
from tui_tcp.filters.values import FieldValue, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

_HUNDRED = 100_000_000  # in millionths of a percent

_ENDS: dict[str, tuple[str, ...]] = {
    "flow.retransmissions": ("first", "second"),
    "flow.retransmissions.client": ("client",),
    "flow.retransmissions.server": ("server",),
}


def as_share(value: Value, other: Expression) -> tuple[Value, Constant] | None:
    """Return a field's share and the percentage it is compared with, if that is one. Raises FilterError."""
    percent = share(other.token) if isinstance(other, Word) else None
    if percent is None:
        return None
    name = value.wanted.label
    if not isinstance(value, FieldValue) or name not in _ENDS:
        raise FilterError(f"{name} has no percentage; {', '.join(_ENDS)} have", other.column)
    field = FlowField(f"{name} in percent", Type.NUMBER, "share of the segments with data", _reader(_ENDS[name]))
    return FieldValue(of_frames(field)), Constant(percent)


def _reader(ends: Sequence[str]) -> Callable[..., list[int | None]]:
    def read(_: Session, connections: Sequence[Connection]) -> list[int | None]:
        again = _summed(connections, ends, "retransmissions")
        return [
            part * _HUNDRED // whole if whole else None
            for part, whole in zip(again, _summed(connections, ends, "data_segments"), strict=True)
        ]

    return read


def _summed(connections: Sequence[Connection], ends: Sequence[str], count: str) -> list[int]:
    """Return a count of some ends together, for each connection."""
    counts = [map(attrgetter(f"{end}.{count}"), connections) for end in ends]
    return list(map(add, *counts)) if len(counts) > 1 else list(*counts)
