"""Looking at lines as text, and at the expected ones on disk (TCPTUI_UPDATE_SNAPSHOTS=1 writes them anew)."""

import os
from pathlib import Path

from tui_tcp.views.pieces import STYLES, Line, text_of, width_of
from tui_tcp.views.rows import Rows

SNAPSHOTS = Path(__file__).parent / "snapshots"
WIDTHS = (40, 59, 79, 80, 99, 100, 120, 160, 220)


def texts(rows: Rows, width: int) -> list[str]:
    """Return the header and all rows as text."""
    return [text_of(rows.header(width)), *(text_of(rows.line(row, width)) for row in range(rows.row_count))]


def check(line: Line, width: int) -> None:
    """Assert that a line fits exactly, holds nothing that a terminal acts on, and has known styles."""
    assert width_of(line) == width, text_of(line)
    assert text_of(line).isprintable()
    assert {style for _, style in line} <= STYLES.keys()


def check_rows(rows: Rows, width: int) -> None:
    check(rows.header(width), width)
    for row in range(rows.row_count):
        check(rows.line(row, width), width)


def compare(name: str, lines: list[str]) -> None:
    """Assert that lines are those on disk."""
    path = SNAPSHOTS / f"{name}.txt"
    text = "".join(line.rstrip() + "\n" for line in lines)
    if os.environ.get("TCPTUI_UPDATE_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
