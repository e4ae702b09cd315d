"""What is said about filters: the one that holds, what is wrong with one being typed, what it may go on with."""

from __future__ import annotations

from tui_tcp.escape import escape_text
from tui_tcp.views.format import count
from tui_tcp.views.pieces import Line, cells, clip, cut, left, squeeze

GOOD, BAD, UNSURE = ("✓ ", "good"), ("✗ ", "error"), ("/ ", "key")
_TEXT = 4096  # characters of a filter that are worth showing
_LEAST_TEXT = 16
_WORD_ENDS = " (,{!"


def standing(text: str, frames: int, connections: int, share: float | None, width: int) -> Line:
    """Return the filter that holds and how much matches it; `share` tells how much of the capture was looked at."""
    facts = f"{count(frames, 'frame')} · {count(connections, 'connection')}"
    if share is not None:
        facts = f"filtering {int(100 * share)} %" if not frames else f"{facts} so far"
    shown = squeeze(escape_text(text, _TEXT), max(_LEAST_TEXT, width - len(facts) - 6), 8)
    return cut(
        ((" / ", "key"), (shown, "bold"), ("  ", ""), (facts, "dim" if frames or share is not None else "note")), width
    )


def failed(text: str, error: str, width: int) -> Line:
    """Return a filter that could not be worked out, and why."""
    return cut(
        ((" / ", "key"), (escape_text(text, _TEXT), "bold"), ("  ", ""), (escape_text(error, _TEXT), "error")), width
    )


def complaint(message: str, column: int, left_at: int, width: int) -> Line:
    """Return what is wrong, with a sign below the column where it is: before the words or, far right, behind them.

    The line's text begins at `left_at`. Where words and sign do not fit beside each other, the column is told.
    """
    text = escape_text(message, _TEXT)
    at = max(0, min(left_at + column, width - 1))
    if at + 2 + cells(text) <= width:
        return ((" " * at, ""), ("▲ ", "error"), (text, "error"))
    if cells(text) <= at - 1:
        return ((" " * (at - 1 - cells(text)), ""), (text, "error"), (" ▲", "error"))
    return ((" ", ""), (clip(f"column {column + 1}: {text}", width - 1), "error"))


def addition(text: str, replacement: str) -> str:
    """Return the word of a replacement in which it begins to differ from the text, and what follows."""
    same = next((at for at, (one, other) in enumerate(zip(text, replacement, strict=False)) if one != other), len(text))
    return replacement[max(replacement.rfind(end, 0, same) for end in _WORD_ENDS) + 1 :]


def candidates(offers: list[tuple[str, str]], width: int) -> list[Line]:
    """Return texts with their meanings beside them."""
    texts = [escape_text(text, _TEXT) for text, _ in offers]
    room = min(max(map(cells, texts), default=0), 2 * width // 3)
    return [
        cut(((" ", ""), (left(text, room), "bold"), ("  ", ""), (escape_text(meaning, _TEXT), "dim")), width)
        for text, (_, meaning) in zip(texts, offers, strict=True)
    ]
