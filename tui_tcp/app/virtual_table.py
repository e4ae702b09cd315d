"""The keys and the mouse of a table: both move its cursor, scroll it, and go into what the cursor stands on."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from tui_tcp.app.bindings import movements, picked
from tui_tcp.app.messages import EdgeDragged
from tui_tcp.app.painted_table import PaintedTable, R

_WHEEL = 3  # rows that one step of the mouse wheel scrolls
_RIGHT = 3  # mouse button


class VirtualTable(PaintedTable[R], can_focus=True, inherit_bindings=False):
    """Shows rows, in which keys and the mouse move about."""

    BINDINGS: ClassVar[list[BindingType]] = [*movements(), *picked("go.in")]

    def __init__(self, rows: R | None = None, *, id: str) -> None:
        super().__init__(rows, id=id)
        self._drags_edge = False  # rather than the thumb

    def header_clicked(self, x: int) -> None:
        """React to a click on the line above the rows."""

    def row_clicked(self, row: int, x: int) -> None:
        """React to a click on a row, `x` cells from its start."""
        self.move_to(row)

    def row_asked(self, row: int) -> None:
        """React to a click with the right button."""
        self.move_to(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self.scroll_to_row(self.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the cursor stays where it is."""
        event.stop()
        self.scroll_to_row(self.top - _WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the thumb, or the edge that parts the pane from what is above."""
        self._drags_edge = self.EDGE is not None and event.y == 0
        if self._drags_edge:
            self.capture_mouse()
        elif event.x == self.area.width - 1 and event.y >= self.head:
            self.capture_mouse()
            self._drag_to(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag what is held."""
        if self.app.mouse_captured is not self:
            return
        if self._drags_edge:
            self.post_message(EdgeDragged(self.id or "", event.screen_x, event.screen_y))
        else:
            self._drag_to(event.y)

    def on_mouse_up(self) -> None:
        """Let go of what is held."""
        self.release_mouse()

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row; a double click goes in."""
        row = self.top + event.y - self.head
        if event.x == self.area.width - 1:
            return
        if self.HAS_HEADER and event.y == self.head - 1:
            self.header_clicked(event.x)
        elif event.y < self.head or row >= self.row_count:
            return
        elif event.button == _RIGHT:
            self.row_asked(row)
        else:
            self.row_clicked(row, event.x)
            if event.chain == 2:
                await self.action_go_in()

    async def action_go_in(self) -> None:
        """Have the screen go into what the cursor stands on, at once: the next key is meant for what is in there."""
        await self.app.run_action("screen.go_in")

    def action_move_down(self) -> None:
        """Go one line down."""
        self.move_to(self.cursor + 1)

    def action_move_up(self) -> None:
        """Go one line up."""
        self.move_to(self.cursor - 1)

    def action_move_page_down(self) -> None:
        """Go one page down; the cursor keeps its place on the screen."""
        self._move_by(self.page)

    def action_move_page_up(self) -> None:
        """Go one page up."""
        self._move_by(-self.page)

    def action_move_half_down(self) -> None:
        """Go half a page down."""
        self._move_by(max(self.page // 2, 1))

    def action_move_half_up(self) -> None:
        """Go half a page up."""
        self._move_by(-max(self.page // 2, 1))

    def action_move_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_move_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.row_count - 1)

    def _move_by(self, rows: int) -> None:
        self.top = max(0, min(self.top + rows, self.row_count - self.page))
        self.move_to(self.cursor + rows)

    def _drag_to(self, y: int) -> None:
        share = (y - self.head) / max(self.page - 1, 1)
        self.scroll_to_row(round(share * (self.row_count - self.page)))
