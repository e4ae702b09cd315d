"""The fields of a frame that a pcapng capture says beside the packet: its interface and its comments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import Find, FrameField, Type, Value
from tui_tcp.fields.found import NOTHING, Found, moved, of_list, rows_of, taken

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.wire.interfaces import Interface

NUMBER, TEXT = Type.NUMBER, Type.TEXT


def _of_interface(read: Callable[[Interface], Value]) -> Find:
    """What is said of the interface at which each row was captured, once an interface; records have none."""

    def find(slab: Slab) -> Found:
        if not slab.session.names_interfaces:
            return NOTHING
        said = of_list([*map(read, slab.session.interfaces), None])
        count = len(slab.session.interfaces)
        places = np.full(count + 1, -1)
        places[rows_of(said)] = np.arange(len(said.values))
        of_rows = places[np.minimum(slab.column("interface"), count)]
        rows = np.flatnonzero(of_rows >= 0)
        return Found(rows, taken(said.values, of_rows[rows]))

    return find


def _comments(slab: Slab) -> Found:
    comments = slab.session.notes.comments
    rows = np.flatnonzero(np.isin(slab.numbers, list(comments)))
    return moved(of_list([tuple(comments[number]) for number in slab.numbers[rows].tolist()]), rows)


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
