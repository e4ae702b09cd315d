"""What is searched for: a text, a regular expression, or bytes; in payloads, in names and in findings.

Frames are searched by filters, as these know how to read payloads fast; one frame by a pattern, to tell which bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_tcp.app.language import Fault, compiled

if TYPE_CHECKING:
    from tui_tcp.filters import Filter

KINDS = ("text", "regex", "hex")
_HEX = re.compile(r"(?:0x)?((?:[0-9a-fA-F]{2}[\s:.-]?)+)")


@dataclass(frozen=True)
class Sought:
    """Something to search for: as a filter of frames, a filter of connections (None: bytes have no name), a pattern."""

    text: str
    of_frames: Filter
    of_connections: Filter | None
    pattern: re.Pattern[bytes]


def sought(kind: str, text: str) -> Sought | Fault:
    """Return what a text asks for; a text without capital letters is found in capitals, too."""
    try:
        return _SOUGHT[kind](text) if text else Fault("nothing to search for", 0)
    except re.error as error:
        return Fault(f"no regular expression: {error.msg}", error.pos or 0)


def _by_text(text: str) -> Sought | Fault:
    if text != text.lower():
        return _sought(
            text, f"contains {_bytes(text.encode())}", f"contains {_quoted(text)}", re.escape(text.encode()), 0
        )
    return _by_pattern(text, re.escape(text))


def _by_regex(text: str) -> Sought | Fault:
    return _by_pattern(text, text)


def _by_pattern(text: str, pattern: str) -> Sought | Fault:
    asked = f"matches {_quoted(pattern)}"
    return _sought(text, asked, asked, pattern.encode(), re.IGNORECASE)


def _by_hex(text: str) -> Sought | Fault:
    found = _HEX.fullmatch(text.strip())
    if not found:
        return Fault("bytes are written as 47 45 54, two digits each", 0)
    data = bytes.fromhex(re.sub(r"[\s:.-]", "", found[1]))
    return _sought(text, f"contains {_bytes(data)}", "", re.escape(data), 0)


_SOUGHT: dict[str, Callable[[str], Sought | Fault]] = {"text": _by_text, "regex": _by_regex, "hex": _by_hex}


def _sought(text: str, in_bytes: str, in_words: str, pattern: bytes, flags: int) -> Sought | Fault:
    where = [f"{field} {in_bytes}" for field in ("tcp.payload", "udp.payload")]
    where += [f"segment.finding {in_words}"] if in_words else []
    of_frames = compiled(" or ".join(where))
    of_connections = compiled(f"flow.name {in_words}") if in_words else None
    for found in (of_frames, of_connections):
        if isinstance(found, Fault):
            return Fault(found.message, 0)
    assert not isinstance(of_frames, Fault) and not isinstance(of_connections, Fault)
    return Sought(text, of_frames, of_connections, re.compile(pattern, flags))


def _bytes(data: bytes) -> str:
    return data.hex(":")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
