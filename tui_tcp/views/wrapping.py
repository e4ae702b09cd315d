"""Lines of pieces broken between words, where one line is not wide enough."""

from __future__ import annotations

import re
from functools import lru_cache

from tui_tcp.views.pieces import Line, Piece, cells, crop

_PART = re.compile(r"[^ ]+ *| +")


@lru_cache(maxsize=4)
def wrap_all(lines: tuple[Line, ...], width: int) -> tuple[Line, ...]:
    """Break lines between words."""
    return tuple(part for line in lines for part in wrap(line, width))


def wrap(line: Line, width: int) -> list[Line]:
    """Break a line between words, and within one that no line has room for, such as a path."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for word in [part for whole in _words(line) for part in _broken(whole, width - 1)]:
        size = sum(cells(text) for text, _ in word)
        blank = len(word[-1][0]) - len(word[-1][0].rstrip())
        if used and used + size - blank > width:
            lines.append([(" ", "")])
            used = 1
        lines[-1] += word
        used += size
    return [tuple(pieces) for pieces in lines]


def _broken(word: list[Piece], width: int) -> list[list[Piece]]:
    """Return a word in parts that fit, if it is of one piece."""
    (text, style), parts = word[0], []
    while len(word) == 1 and cells(text.rstrip()) > width > 1:
        head = crop(text, width)
        parts.append([(head, style)])
        text = text[len(head) :]
    return [*parts, [(text, style)]] if parts else [word]


def _words(line: Line) -> list[list[Piece]]:
    """Return the words, of one piece or more, with the blanks that follow them."""
    words: list[list[Piece]] = []
    is_open = False  # the last word goes on in the next piece
    for text, style in line:
        for part in _PART.findall(text):
            if is_open:
                words[-1].append((part, style))
            else:
                words.append([(part, style)])
            is_open = not part.endswith(" ")
    return words
