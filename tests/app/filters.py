"""A filter that is no language: a set of frames."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tui_tcp.errors import UsageError
from tui_tcp.model.session import Session

Vector = np.ndarray[Any, np.dtype[Any]]


class SomeFrames:
    """Matches frames by their row."""

    def __init__(self, matches: Callable[[Vector], Vector]) -> None:
        self.matches = matches
        self.asked: list[tuple[int, int]] = []

    def frames(
        self,
        session: Session,
        start: int,
        stop: int,
        progress: Callable[[int], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Vector:
        self.asked.append((start, stop))
        if progress:
            progress((stop - start) // 2)
        return self.matches(np.arange(start, stop))

    def connections(self, session: Session, mask: Vector) -> Vector:
        own = session.columns.vector("connection", len(mask))[mask]
        return np.isin(np.arange(len(session.connections)), own)


class Failing(SomeFrames):
    """Fails at work."""

    def __init__(self) -> None:
        super().__init__(lambda rows: rows > 0)

    def connections(self, session: Session, mask: Vector) -> Vector:
        raise UsageError("the pattern takes too long")
