"""The verdict on the chosen connection: one sentence or two, wrapped where the screen is narrow; a click tells all."""

from __future__ import annotations

from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.messages import ActionClicked
from tui_tcp.views.pieces import Line, cut
from tui_tcp.views.wrapping import wrap_all


class VerdictLine(LineBar):
    """Shows one line of pieces, continued on the next where it is longer than the screen is wide."""

    def on_click(self) -> None:
        """Tell what has no room here."""
        self.post_message(ActionClicked("go_why"))

    def visible_lines(self) -> tuple[Line, ...]:
        """Return the verdict in lines of at most the width; the last ends in an ellipsis where there are more."""
        lines = wrap_all(self.lines, self.size.width - 1)
        room = self.size.height
        return (
            lines
            if len(lines) <= room
            else (*lines[: room - 1], (*cut(lines[room - 1], self.size.width - 2), ("…", "dim")))
        )
