"""The list of all frames, across connections."""

from __future__ import annotations

from tui_tcp.app.list_pane import ListPane


class FramePane(ListPane):
    """Shows frames; a row's key is the frame's row in the columns."""

    EDGE = "Frames"
    MARKED = "· of the marked connections alone ({})"

    def show_numbers(self, numbers: str) -> None:
        """Tell sequence numbers relative to the first, or raw."""
        if self.rows:
            self.rows.numbers = numbers
            self.rearrange(self.key)
