"""The filter language, imported when it is first spoken: its parser takes a tenth of a second to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.errors import CaptureError

if TYPE_CHECKING:
    from tui_tcp.fields.seen import Seen
    from tui_tcp.filters import Filter
    from tui_tcp.model.session import Session


class Written(NamedTuple):
    """A filter as a person wrote it, and what it asks for; no filter for no text."""

    text: str
    chosen: Filter | None


@dataclass(frozen=True)
class Fault:
    """What is wrong with a filter, and in which column, from 0."""

    message: str
    column: int


def compiled(text: str) -> Filter | Fault:
    """Return what a text asks for, or why it asks for nothing."""
    from tui_tcp.filters import FilterError, compile_filter

    try:
        return compile_filter(text)
    except FilterError as error:
        return Fault(error.message, error.column)


def import_language() -> None:
    """Import and build what speaks it, unless that was done: for a thread."""
    completions("", 0)
    compiled("tcp")


def completions(text: str, cursor: int, seen: Seen | None = None) -> list[tuple[str, str]]:
    """Return texts that the filter may go on as, each with the meaning of what was added; `seen` tells of values."""
    from tui_tcp.filters.complete import complete, unseen

    try:
        return complete(text, cursor, seen or unseen)
    except CaptureError:  # its frames cannot be read again
        return complete(text, cursor)


def seen_in(session: Session, between: Callable[[], object]) -> Seen:
    """Return what tells of the values that a capture holds; it calls `between` often while it looks for them."""
    from tui_tcp.fields.seen import Seen

    return Seen(session, between)
