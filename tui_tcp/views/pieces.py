"""Lines as pieces of text with style names. Whoever draws gives each style its colours; whoever prints drops them.

Every text in a piece is printable: what comes out of a capture went through `tui_tcp.escape` before it got here. Widths
are counted in terminal cells, as wide characters take two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tui_tcp.escape import ELLIPSIS

Piece = tuple[str, str]  # text, style name
Line = tuple[Piece, ...]

# Latin letters, dashes, arrows, circled digits, box drawing: a tenth of the time of looking at each character
_NARROW = re.compile("[\x00-\u02ff\u2010-\u2027\u2190-\u21ff\u2460-\u25bf]*").fullmatch

# style name -> what it says; a theme has a look for each of them
STYLES = {
    "": "plain",
    "dim": "what may be overlooked",
    "bold": "what must not be overlooked",
    "title": "the name of what is shown",
    "header": "the titles of columns",
    "client": "what the client is or sends",
    "server": "what the server is or sends",
    "problem": "a finding that hurts",
    "note": "a finding worth knowing",
    "good": "as it should be",
    "error": "our own trouble with the input",
    "certain": "a state that the end proved by what it sent",
    "implied": "a state that follows from what the peer sent",
    "assumed": "a state of which nothing was captured",
    "marker": "signs of ours: sort arrow, fold, step of a handshake",
    "key": "a key to press",
    "mark": "how the screen differs from what one would expect: held still, following",
    "selected.bytes": "the bytes of the chosen field",
}


def text_of(line: Line) -> str:
    """Return a line without its styles."""
    return "".join(text for text, _ in line)


def cells(text: str) -> int:
    """Return how many terminal cells a text takes."""
    if text.isascii() or _NARROW(text):
        return len(text)
    return sum(map(_char_cells, text))


@lru_cache(maxsize=4096)
def _char_cells(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me") else 1


def width_of(line: Line) -> int:
    """Return how many terminal cells a line takes."""
    return sum(cells(text) for text, _ in line)


def crop(text: str, width: int) -> str:
    """Return as much of a text's beginning as fits."""
    if text.isascii():
        return text[: max(width, 0)]
    used = 0
    for at, char in enumerate(text):
        used += _char_cells(char)
        if used > width:
            return text[:at]
    return text


def clip(text: str, width: int) -> str:
    """Return a text that fits, with an ellipsis where it had to be cut."""
    if cells(text) <= width:
        return text
    return crop(text, width - 1) + ELLIPSIS if width > 0 else ""


def squeeze(text: str, width: int, tail: int) -> str:
    """Return a text that fits, cut in its middle so that at least its last `tail` characters stay whole."""
    if len(text) <= width:
        return text
    tail = max(min(tail, width - 1), (width - 1) // 2)
    return clip(text, width - tail) + text[len(text) - tail :] if width > 1 else clip(text, width)


def left(text: str, width: int) -> str:
    """Return a text of exactly `width` cells, flush left."""
    text = clip(text, width)
    return text + " " * (width - cells(text))


def right(text: str, width: int) -> str:
    """Return a text of exactly `width` cells, flush right."""
    text = clip(text, width)
    return " " * (width - cells(text)) + text


def center(text: str, width: int) -> str:
    """Return a text of exactly `width` cells, in the middle."""
    text = clip(text, width)
    room = width - cells(text)
    return " " * (room // 2) + text + " " * (room - room // 2)


def cut(line: Line, width: int) -> Line:
    """Return a line of exactly `width` cells: cropped, or padded with blanks; pieces of one style run together."""
    pieces: list[Piece] = []
    run, run_style = "", ""
    room = max(width, 0)
    for text, style in (*line, (" " * room, "")):
        size = len(text) if text.isascii() else cells(text)
        if size > room:
            text, size = left(crop(text, room), room), room  # half of a wide character becomes a blank
        room -= size
        if style == run_style:
            run += text
        elif text:
            pieces.append((run, run_style))
            run, run_style = text, style
    pieces.append((run, run_style))
    return tuple(piece for piece in pieces if piece[0])
