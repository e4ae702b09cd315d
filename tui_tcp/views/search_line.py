"""What is said about a search: how far it is, what it found."""

from __future__ import annotations

from tui_tcp.escape import escape_text
from tui_tcp.views.pieces import Line

_TEXT = 60


def searching_line(text: str, share: float) -> Line:
    """Return how far the search is."""
    return ((f" Searching “{escape_text(text, _TEXT)}”: {int(100 * share)} %  ", ""), ("Esc", "key"), (" stops", "dim"))


def found_line(text: str, row: int, came_from: int, backwards: bool) -> Line:
    """Return where it was found, and whether that is on the other side of the end."""
    is_round = row >= came_from if backwards else row <= came_from
    round_words = (", from the end on" if backwards else ", from the beginning on") if is_round else ""
    where = f"“{escape_text(text, _TEXT)}” in frame {row + 1}{round_words}  "
    return ((" Found ", "good"), (where, ""), (">", "key"), (" next  ", "dim"), ("<", "key"), (" previous", "dim"))


def nothing_line(text: str, place: str, error: str) -> Line:
    """Return that it was not found, or why the search failed."""
    if error:
        return ((f" The search failed: {escape_text(error, 200)}", "error"),)
    return ((f" “{escape_text(text, _TEXT)}” is not in {place}.", "note"),)
