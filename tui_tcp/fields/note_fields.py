"""The fields of a frame that a pcapng capture says beside the packet: its interface and its comments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tcp.fields.field import Find, FrameField, Type, Value
from tui_tcp.fields.found import NOTHING, Found, of_list

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.rows import Rows
    from tui_tcp.wire.interfaces import Interface

NUMBER, TEXT = Type.NUMBER, Type.TEXT


def _of_interface(read: Callable[[Interface], Value]) -> Find:
    """What is said of the interface at which each row was captured, once an interface; records have none."""

    def read_rows(rows: Rows) -> Sequence[Value]:
        if not rows.session.names_interfaces:
            return [None] * len(rows)
        known = dict(enumerate(map(read, rows.session.interfaces)))
        return [known.get(number) for number in rows.column("interface").tolist()]

    return lambda slab: of_list(read_rows(slab))


def _comments(slab: Slab) -> Found:
    comments = slab.session.notes.comments
    if not comments:
        return NOTHING
    return of_list([tuple(comments[row]) if row in comments else None for row in slab.numbers.tolist()])


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
