"""The list below a prompt: what its text may go on with. The keys stay with the prompt."""

from __future__ import annotations

from tui_tcp.app.painted_table import PaintedTable
from tui_tcp.app.styles import Ground
from tui_tcp.app.text_pane import TextRows
from tui_tcp.views.pieces import Line

NONE = -1


class CandidatesPane(PaintedTable[TextRows]):
    """Shows lines, of which one is chosen, or none."""

    HAS_HEADER = False
    MOST = 8  # lines to be seen at once

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines, none of them chosen."""
        height = min(len(lines), self.MOST)
        if self.size.height != height or self.display != bool(lines):
            self.styles.height = height
            self.display = bool(lines)
        self.show(TextRows(lines))
        self.choose(NONE)

    def choose(self, row: int) -> None:
        """Choose a line; beyond the first there is none chosen."""
        self.cursor = max(NONE, min(row, self.row_count - 1))
        self._show_cursor()
        self.refresh_changed()

    @property
    def is_chosen(self) -> bool:
        """Whether one is."""
        return 0 <= self.cursor < self.row_count

    def _ground(self, row: int) -> Ground:
        return Ground.CURSOR if row == self.cursor else Ground.BAR
