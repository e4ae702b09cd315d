"""Text that scrolls: the help screen, and lists of things to choose where some lines are mere headings."""

from __future__ import annotations

from collections.abc import Sequence

from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.views.pieces import Line, cut


class TextRows:
    """Lines that are all there, as rows."""

    generation = 0

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def refresh(self) -> bool:
        """Nothing ever changes."""
        return False

    def header(self, width: int) -> Line:
        """There is none."""
        return ()

    def line(self, row: int, width: int) -> Line:
        """Return one line, away from the screen's edge."""
        return cut(((" ", ""), *self.lines[row]), width)

    def key_at(self, row: int) -> int:
        """Lines stand for themselves."""
        return row

    def row_of(self, key: int) -> int | None:
        """Lines stand for themselves."""
        return key if 0 <= key < len(self.lines) else None


class TextPane(VirtualTable[TextRows]):
    """Shows lines without a cursor; the keys that move a cursor scroll."""

    HAS_HEADER = False
    HAS_CURSOR = False

    def move_to(self, row: int) -> None:
        """Let a row be the first that is seen."""
        self.scroll_to_row(row)
        self.cursor = self.top
