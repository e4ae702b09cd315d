"""What is said about an export: what can be written, how far it is, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tcp.escape import escape_text
from tui_tcp.views.format import count
from tui_tcp.views.pieces import Line, Piece

_LONGEST = 400


def asking(portions: Sequence[tuple[str, int]], chosen: int) -> Line:
    """Return what can be written, each with its number of frames, and which of it is chosen."""
    pieces: list[Piece] = [(" Export", "bold")]
    pieces += [("  Tab", "key"), (" changes:", "dim")] if len(portions) > 1 else []
    for at, (words, frames) in enumerate(portions):
        pieces += [("  ", ""), (f"{words}: {count(frames, 'frame')}", "title" if at == chosen else "dim")]
    return tuple(pieces)


def writing(share: float) -> Line:
    """Return how far it is."""
    return ((f" Writing: {int(100 * share)} %  ", ""), ("Esc", "key"), (" stops", "dim"))


def complaint(why: str) -> Line:
    """Return why nothing was written."""
    return ((" Not written: ", "error"), (escape_text(why, _LONGEST), ""))


def written(frames: int, path: str, left_out: Sequence[str]) -> Line:
    """Return how many frames are in which file, and what is not."""
    more = "".join(f"; {escape_text(line, _LONGEST)}" for line in left_out)
    return ((f" Wrote {count(frames, 'frame')} to ", "good"), (escape_text(path, _LONGEST), "bold"), (more, "note"))
