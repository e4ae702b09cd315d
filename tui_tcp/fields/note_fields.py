"""The fields of a frame that a pcapng capture says beside the packet: its interface and its comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tcp.fields.field import FrameField, Type, Value

if TYPE_CHECKING:
    from tui_tcp.model.rows import Rows
    from tui_tcp.wire.interfaces import Interface

NUMBER, TEXT = Type.NUMBER, Type.TEXT


def _of_interface(read: Callable[[Interface], Value]) -> Callable[[Rows], Sequence[Value]]:
    """What is said of the interface at which each row was captured, once an interface; records have none."""

    def read_rows(rows: Rows) -> Sequence[Value]:
        if not rows.session.names_interfaces:
            return [None] * len(rows)
        known = dict(enumerate(map(read, rows.session.interfaces)))
        return [known.get(number) for number in rows.column("interface").tolist()]

    return read_rows


def _comments(rows: Rows) -> Sequence[Value]:
    comments = rows.session.notes.comments
    if not comments:
        return [None] * len(rows)
    return [",".join(comments[row]) if row in comments else None for row in rows.numbers.tolist()]


NOTE_FIELDS = [
    FrameField(
        "frame.interface_id",
        NUMBER,
        "number of the capture interface in its section, from 0",
        _of_interface(lambda i: i.number),
    ),
    FrameField(
        "frame.interface_name", TEXT, "name of the capture interface", _of_interface(lambda i: i.name or "unknown")
    ),
    FrameField(
        "frame.interface_description",
        TEXT,
        "what is said of the capture interface",
        _of_interface(lambda i: i.description or None),
    ),
    FrameField("frame.comment", TEXT, "the comments on the packet in the capture", _comments),
]
