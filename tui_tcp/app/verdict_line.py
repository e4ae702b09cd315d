"""The verdict on the chosen connection: one sentence or two; a click tells all."""

from __future__ import annotations

from tui_tcp.app.line_bar import WrappedBar
from tui_tcp.app.messages import ActionClicked


class VerdictLine(WrappedBar):
    """Shows a verdict as far as there is room."""

    def on_click(self) -> None:
        """Tell what has no room here."""
        self.post_message(ActionClicked("go_why"))
