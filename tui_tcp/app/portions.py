"""Which frames can be exported together: those that a filter leaves, those of some connections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_tcp.app.narrowing import Narrowing
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


@dataclass(frozen=True)
class Portion:
    """Some frames: what they are, for people and within a file's name, and how many and which there are by now."""

    words: str
    name: str
    count: Callable[[], int]
    rows: Callable[[], Vector]


def whole(session: Session) -> Portion:
    """Return all frames."""
    import numpy as np

    columns = session.columns
    return Portion("all", "all", lambda: columns.count - columns.first, lambda: np.arange(columns.first, columns.count))


def filtered(narrowing: Narrowing) -> Portion:
    """Return what the filter leaves, as far as that is known."""
    import numpy as np

    def count() -> int:
        return narrowing.matches.frame_count if narrowing.matches else 0

    def rows() -> Vector:
        return np.flatnonzero(narrowing.matches.frames) if narrowing.matches else np.empty(0, np.int64)

    return Portion("filtered", "filtered", count, rows)


def of_connections(session: Session, numbers: frozenset[int], words: str, name: str) -> Portion:
    """Return all frames of some connections."""
    import numpy as np

    def count() -> int:
        chosen = [session.connections[number] for number in numbers]
        return sum(connection.first.packets + connection.second.packets for connection in chosen)

    def rows() -> Vector:
        return np.flatnonzero(np.isin(session.columns.vector("connection", session.frame_count), list(numbers)))

    return Portion(words, name, count, rows)
