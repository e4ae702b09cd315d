"""What was worked out is remembered: a filter that is asked again reads no frame again, and counts nothing anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from tui_tcp.fields.found import Found, moved

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

FEW = 8192  # rows
MOST = 2048  # findings a session

Key = tuple[int, int, int]
State = tuple[int, int]  # frames and connections

_STANDING: WeakKeyDictionary[Session, tuple[State, dict[str, Any]]] = WeakKeyDictionary()
_FOUND: WeakKeyDictionary[Session, dict[Key, tuple[Find, Found]]] = WeakKeyDictionary()


def as_it_stands(session: Session) -> dict[str, Any]:
    """Return what is known of a session's connections, by name; empty again as soon as anything new came."""
    state = session.frame_count, len(session.connections)
    standing = _STANDING.get(session)
    if standing is None or standing[0] != state:
        standing = _STANDING[session] = (state, {})
    return standing[1]


def remembered(slab: Slab, rows: Vector, find: Find) -> Found:
    """Return what `find` finds at some rows of a slab, whose places are the slab's."""
    if len(rows) > FEW:
        return moved(find(slab.part(rows)), rows)
    known = _FOUND.setdefault(slab.session, {})
    key = (id(find), len(rows), hash(slab.numbers[rows].tobytes()))  # 64 bits that nobody outside can foresee
    kept = known.get(key)
    if kept is None:
        kept = (find, find(slab.part(rows)))
        if len(known) >= MOST:
            known.clear()  # of this session, for whatever other thread, too
        known[key] = kept
    return moved(kept[1], rows)
