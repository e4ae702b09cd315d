"""What stands in brackets: slices of bytes, and the layers of a field."""

from __future__ import annotations

import re

from tui_tcp.filters.errors import FilterError
from tui_tcp.filters.tokens import Token

Slice = tuple[int, int | None]  # where it begins (from the end if negative), how long it is (None: to the end)
Range = tuple[int, int | None]

_NUMBER = r"-?\d{1,9}"
_LENGTH = re.compile(rf"({_NUMBER})?:(\d{{1,9}})?")
_UP_TO = re.compile(rf"({_NUMBER})-(-?\d{{1,9}})")
_ONE = re.compile(_NUMBER)
_LAYERS = re.compile(r"(\d{1,9})(?:(-)(\d{1,9})?)?")


def slices_of(token: Token) -> tuple[Slice, ...]:
    """Return the slices in brackets: [start:length], [start-end], [start], [:length], [start:], with commas."""
    slices = []
    at = token.column + 1
    for part in token.text[1:-1].split(","):
        slices.append(_slice(part.strip(), at))
        at += len(part) + 1
    return tuple(slices)


def _slice(text: str, column: int) -> Slice:
    if match := _LENGTH.fullmatch(text):
        length = None if match[2] is None else int(match[2])
        if length == 0:
            raise FilterError("a slice of no bytes", column)
        return int(match[1] or 0), length
    if match := _UP_TO.fullmatch(text):
        first, last = int(match[1]), int(match[2])
        if first >= last:
            raise FilterError(f"the slice {text} ends before it has begun", column)
        return first, last - first + 1
    if _ONE.fullmatch(text):
        return int(text), 1
    raise FilterError("a slice is written [start:length], [first-last], [place], [:length] or [start:]", column)


def layers_of(token: Token) -> tuple[Range, ...]:
    """Return the layers behind a #, counted from 1: #2, #[1-2], #[1,3], #[2-]."""
    ranges = []
    for part in token.text[1:].strip().strip("[]").split(","):
        match = _LAYERS.fullmatch(part.strip())
        if not match or int(match[1]) == 0:
            raise FilterError("layers are written #1, #[1-2] or #[1,3], counted from 1", token.column)
        first = int(match[1])
        ranges.append((first, (int(match[3]) if match[3] else 1 << 30) if match[2] else first))
    return tuple(ranges)
