"""Lines of pieces broken between words, where one line is not wide enough."""

from __future__ import annotations

from functools import lru_cache

from tui_tcp.views.pieces import Line, Piece, cells


@lru_cache(maxsize=4)
def wrap_all(lines: tuple[Line, ...], width: int) -> tuple[Line, ...]:
    """Break lines between words."""
    return tuple(part for line in lines for part in wrap(line, width))


def wrap(line: Line, width: int) -> list[Line]:
    """Break a line between words; a word that is longer than the width is left to be cut."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for word, style in _words(line):
        if used and used + cells(word.rstrip()) > width:
            lines.append([(" ", "")])
            used = 1
        lines[-1].append((word, style))
        used += cells(word)
    return [tuple(pieces) for pieces in lines]


def _words(line: Line) -> list[Piece]:
    """Return the words with the blanks that follow them."""
    return [
        (word + " " * (number < last), style)
        for text, style in line
        for last in [text.count(" ")]
        for number, word in enumerate(text.split(" "))
        if word or number < last
    ]
