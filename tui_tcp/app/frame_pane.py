"""The list of all frames, across connections."""

from __future__ import annotations

from tui_tcp.app.list_pane import ListPane
from tui_tcp.app.messages import FrameChosen
from tui_tcp.views.frame_rows import FrameRows


class FramePane(ListPane[FrameRows]):
    """Shows frames; a row's key is the frame's row in the columns."""

    def tell(self, key: int) -> None:
        """Post which frame the cursor stands on."""
        self.post_message(FrameChosen(key))

    def show_numbers(self, numbers: str) -> None:
        """Tell sequence numbers relative to the first, or raw."""
        if self.rows:
            self.rows.numbers = numbers
            self.rearrange(self.key)
