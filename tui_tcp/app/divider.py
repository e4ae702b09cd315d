"""The line between two panes that stand side by side; it can be dragged."""

from __future__ import annotations

from textual import events

from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.messages import EdgeDragged
from tui_tcp.views.pieces import Line

_LINE: Line = (("│", "edge"),)
_CORNER: Line = (("┬", "edge"),)


class Divider(LineBar):
    """A column of its own, one cell wide."""

    def visible_lines(self) -> tuple[Line, ...]:
        """Return the line, cell by cell."""
        return (_CORNER, *[_LINE] * (self.size.height - 1))

    def on_mouse_down(self) -> None:
        """Take hold of it."""
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag it."""
        if self.app.mouse_captured is self:
            self.post_message(EdgeDragged(self.id or "", event.screen_x, event.screen_y))

    def on_mouse_up(self) -> None:
        """Let go of it."""
        self.release_mouse()
