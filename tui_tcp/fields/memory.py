"""What was read from few frames among many is remembered: a filter that is asked again reads no frame again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tui_tcp.fields.found import Found, moved

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

FEW = 8192  # rows of a slab
MOST = 2048  # findings a session

Key = tuple[int, int, int, int]

_FOUND: WeakKeyDictionary[Session, dict[Key, tuple[Find, Found]]] = WeakKeyDictionary()


def remembered(slab: Slab, rows: Vector, find: Find) -> Found:
    """Return what `find` finds at some rows of a slab, whose places are the slab's."""
    numbers = slab.numbers
    if len(rows) > FEW or int(numbers[-1] - numbers[0]) != len(numbers) - 1:
        return moved(find(slab.part(rows)), rows)
    known = _FOUND.setdefault(slab.session, {})
    key = (id(find), int(numbers[0]), len(numbers), len(rows))
    kept = known.get(key)
    if kept is None:
        kept = (find, moved(find(slab.part(rows)), rows))
        if len(known) >= MOST:
            known.clear()  # of this session, for whatever other thread, too
        known[key] = kept
    return kept[1]
