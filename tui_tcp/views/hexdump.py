"""Bytes as hex lines, with one range lit, and the way back from a place on the line to its byte.

0010  45 00 00 3c 70 b4 40 00  40 06 b5 f3 0a 09 00 01  E..<p.@. @.......
"""

from __future__ import annotations

from tui_tcp.views.pieces import Line, Piece, cut

_OFFSET = 6  # '0010  '
_LIT = "selected.bytes"


def bytes_per_line(width: int) -> int:
    """Return how many bytes a line of that width holds."""
    return 16 if width >= _OFFSET + _hex_width(16) + 18 else 8


def hex_line(data: bytes, offset: int, width: int, lit_start: int, lit_size: int) -> Line:
    """Return the line that begins at `offset`; bytes of the lit range stand out on both sides."""
    per_line = bytes_per_line(width)
    chunk = data[offset : offset + per_line]
    lit = range(lit_start, lit_start + lit_size)
    pieces: list[Piece] = [(f"{offset:04x}  ", "dim")]
    for index, byte in enumerate(chunk):
        is_lit, goes_on = offset + index in lit, offset + index + 1 in lit
        gap = "" if index == len(chunk) - 1 else "  " if index == 7 else " "
        style = _LIT if is_lit else ""
        pieces += [(f"{byte:02x}", style), (gap, style if goes_on else "")]
    used = sum(len(text) for text, _ in pieces)
    pieces.append((" " * (_OFFSET + _hex_width(per_line) + 1 - used), ""))
    for index, byte in enumerate(chunk):
        style = _LIT if offset + index in lit else "" if _is_printable(byte) else "dim"
        pieces.append((" " if index == 8 else "", ""))
        pieces.append((chr(byte) if _is_printable(byte) else ".", style))
    return cut(tuple(pieces), width)


def byte_at(x: int, line: int, per_line: int) -> int | None:
    """Return the index of the byte that stands at column `x` of a line, on either side."""
    hex_at = x - _OFFSET
    text_at = hex_at - _hex_width(per_line) - 1
    if 0 <= hex_at < _hex_width(per_line):
        index = (hex_at - (hex_at > 23)) // 3
    elif 0 <= text_at <= per_line:
        index = text_at - (text_at > 8)
    else:
        return None
    return line * per_line + index if index < per_line else None


def _hex_width(per_line: int) -> int:
    """Return the cells of a full line's hex digits and the blank behind them."""
    return 3 * per_line + (1 if per_line > 8 else 0)


def _is_printable(byte: int) -> bool:
    return 0x20 <= byte < 0x7F
