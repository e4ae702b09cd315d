"""Filters to narrow by: some frames, one that tells what it was asked, and one that fails at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_tcp.errors import UsageError
from tui_tcp.filters import Filter, compile_filter
from tui_tcp.filters.grammar import parse
from tui_tcp.filters.resolve import question_of
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

NONE = compile_filter("frame.number == 0")


def of_rows(*rows: int) -> Filter:
    """A filter that leaves these rows."""
    return compile_filter(f"frame.number in {{{', '.join(str(row + 1) for row in rows)}}}")


class Watched(Filter):
    """Leaves every frame, and keeps which it was asked about."""

    def __init__(self) -> None:
        super().__init__("frame", question_of(parse("frame")))
        self.asked: list[tuple[int, int]] = []

    def frames(self, session: Session, start: int, stop: int, *how: Any, **more: Any) -> Vector:
        self.asked.append((start, stop))
        return super().frames(session, start, stop, *how, **more)


class Failing(Watched):
    """Fails at work."""

    def connections(self, session: Session, mask: Vector | None = None) -> Vector:
        raise UsageError("the pattern takes too long")
