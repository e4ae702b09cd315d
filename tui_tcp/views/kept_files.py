"""What is said of a capture that was left: the files it is in, as a shell takes them."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from tui_tcp.capture.remains import Remains
from tui_tcp.escape import escape, escape_bytes
from tui_tcp.views.format import count, size

_FEW = 3
_LONGEST = 4096  # as a path may be
_NUMBERED = re.compile(r"(.*_)(\d+)([^/]*)", re.DOTALL)


def kept_line(remains: Remains, lost: int | None) -> str:
    """Return in one line what was kept, what was lost on the way, and where it is."""
    newest = "" if remains.is_whole else "the newest "
    told = size(remains.size)
    if remains.packets is not None:
        told = f"{count(remains.packets, 'packet')}, {told}"
    short = f"; {lost:,} more {'was' if lost == 1 else 'were'} lost, for want of room" if lost else ""
    return f"kept {newest}{told}{short}: {pasted(remains.paths)}"


def pasted(paths: Sequence[Path]) -> str:
    """Return paths as the words of a command; many that are numbered as one word, which a shell writes out."""
    if len(paths) > _FEW:
        first, last = (_NUMBERED.fullmatch(str(path)) for path in (paths[0], paths[-1]))
        if first and last and (first[1], first[3]) == (last[1], last[3]):
            return f"{_word(first[1])}{{{first[2]}..{last[2]}}}{_word(first[3]) if first[3] else ''}"
    return " ".join(_word(str(path)) for path in paths)


def _word(text: str) -> str:
    """Return a text as a word of a shell's command, without a character that a terminal could act on."""
    if escape(text) == text:
        return shlex.quote(text)
    plain = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"$'{escape_bytes(os.fsencode(plain), _LONGEST)}'"
