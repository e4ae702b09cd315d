"""What stands between quotes, as bytes."""

from __future__ import annotations

import re

from tui_tcp.filters.errors import FilterError

_SIMPLE = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92, "'": 39, '"': 34}
_ESCAPE = re.compile(
    r"\\(?:x(?P<hex>[0-9A-Fa-f]{1,2})|(?P<octal>[0-7]{1,3})"
    r"|u(?P<short>[0-9A-Fa-f]{4})|U(?P<long>[0-9A-Fa-f]{8})|(?P<other>.))",
    re.DOTALL,
)
_LARGEST_CHARACTER = 0x10FFFF


def unescaped(text: str, column: int) -> bytes:
    """Return a quoted text's bytes; `column` is where it begins. Raises FilterError for an escape that is none."""
    whole, at = bytearray(), 0
    for match in _ESCAPE.finditer(text):
        whole += text[at : match.start()].encode("utf-8", "surrogateescape")
        whole += _value(match, column + match.start() + 1)
        at = match.end()
    return bytes(whole + text[at:].encode("utf-8", "surrogateescape"))


def _value(match: re.Match[str], column: int) -> bytes:
    if match["hex"]:
        return bytes([int(match["hex"], 16)])
    if match["octal"]:
        return bytes([int(match["octal"], 8) & 0xFF])
    code = match["short"] or match["long"]
    if code and int(code, 16) <= _LARGEST_CHARACTER and not 0xD800 <= int(code, 16) <= 0xDFFF:
        return chr(int(code, 16)).encode()
    if match["other"] in _SIMPLE:
        return bytes([_SIMPLE[match["other"]]])
    hint = '; a backslash itself is \\\\, or write r"..."' if match["other"] else ""
    raise FilterError(f"{match[0]} is no escape{hint}", column)


def character(text: str, column: int) -> int:
    """Return the byte that a character constant stands for. Raises FilterError if it is not one."""
    raw = unescaped(text, column)
    if len(raw) != 1:
        raise FilterError(f"'{text}' is not one character", column)
    return raw[0]
