"""A scrolling list of any number of rows, of which only the visible ones are ever made.

Rows come from the views. A strip is kept under all that it depends on (rows, generation, row, width, ground), so moving
the cursor makes two lines anew. Growing never lays the screen out: ten times a second that would cost three times the
work. The cursor belongs to a key, not to a line: it stays with its connection while rows come, go or change places.
"""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol, TypeVar

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui_tcp.app.bindings import movements, picked
from tui_tcp.app.messages import WentIn
from tui_tcp.app.styles import Ground, Painter
from tui_tcp.views.pieces import Line

_STRIPS = 2048  # some pages of the largest screens


class Rows(Protocol):
    """What a table shows; the views have several."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""

    @property
    def generation(self) -> int:
        """Raised whenever rows that were there may look different."""

    def refresh(self) -> bool:
        """Take in what came meanwhile; tell whether anything did."""

    def header(self, width: int) -> Line:
        """Return the line above the rows."""

    def line(self, row: int, width: int) -> Line:
        """Return one row."""

    def key_at(self, row: int) -> int:
        """Return what the row stands for, whatever the order."""

    def row_of(self, key: int) -> int | None:
        """Return where that stands now."""


R = TypeVar("R", bound=Rows)


class VirtualTable(ScrollView, Generic[R], can_focus=True, inherit_bindings=False):
    """Shows rows with a cursor. Subclasses say what it means that the cursor stands on a row (`tell`)."""

    BINDINGS = [*movements(), *picked("go.in")]
    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    HEADER_LINES: ClassVar[int] = 1
    HAS_CURSOR: ClassVar[bool] = True

    def __init__(self, rows: R | None = None, *, id: str) -> None:
        super().__init__(id=id)
        self.rows = rows
        self.cursor = 0
        self.empty: tuple[Line, ...] = ()
        self._serial = 0  # raised when `rows` is another object
        self._told: int | None = None
        self._painter: Painter | None = None
        self._strips: LRUCache[tuple[int, int, int, int, Ground], Strip] = LRUCache(_STRIPS)

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.rows.row_count if self.rows else 0

    @property
    def page(self) -> int:
        """How many rows fit."""
        return max(self.size.height - self.HEADER_LINES, 1)

    @property
    def top(self) -> int:
        """The first visible row."""
        return self.scroll_offset.y

    @property
    def key(self) -> int | None:
        """What the cursor stands on, None in an empty table."""
        if self.rows is None or not 0 <= self.cursor < self.rows.row_count:
            return None
        return self.rows.key_at(self.cursor)

    def tell(self, key: int) -> None:
        """Post what it means that the cursor stands on this key."""

    def header_clicked(self, x: int) -> None:
        """React to a click on the line above the rows."""

    def show(self, rows: R | None, key: int | None = None) -> None:
        """Show other rows, from their beginning or with the cursor on a key."""
        self.rows = rows
        self._serial += 1
        self._told = None
        self.cursor = (rows.row_of(key) or 0) if rows and key is not None else 0
        self.scroll_to(y=0, animate=False)
        self._fit()
        self._show_cursor()
        self.refresh()
        self._tell()

    def say(self, *lines: Line) -> None:
        """Say what would fill this pane, where it has no rows."""
        if lines != self.empty:
            self.empty = lines
            self.refresh()

    def take_changes(self) -> None:
        """Let the rows take in what came meanwhile, and show it."""
        if self.rows is None:
            return
        key, count, generation = self.key, self.rows.row_count, self.rows.generation
        if self.rows.refresh():
            self._settle(key, count, generation)

    def rearrange(self, key: int | None) -> None:
        """Show rows whose order or look was changed; the cursor stays on `key`."""
        self._settle(key, 0, -1)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest that there is."""
        row = max(0, min(row, self.row_count - 1))
        if row == self.cursor:
            self._tell()
            return
        self._refresh_row(self.cursor)
        self.cursor = row
        self._refresh_row(row)
        self._show_cursor()
        self._tell()

    def move_to_key(self, key: int) -> bool:
        """Put the cursor on a key; False where the rows have none such."""
        row = self.rows.row_of(key) if self.rows else None
        if row is None:
            return False
        self.move_to(row)
        return True

    def on_mount(self) -> None:
        """Take the size of the rows, which may be there already."""
        super().on_mount()
        self._fit()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Forget all that was drawn in the colours of the theme before."""
        self._painter = None
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Return a visible line."""
        width = self.size.width
        if y < self.HEADER_LINES:
            return self.paint(self.rows.header(width) if self.rows else (), Ground.PANE)
        row = self.top + y - self.HEADER_LINES
        if self.rows is not None and row < self.rows.row_count:
            return self._row_strip(self.rows, row, width)
        line = ((" ", ""), *self.empty[row]) if not self.row_count and row < len(self.empty) else ()
        return self.paint(line, Ground.PANE)

    def paint(self, line: Line, ground: Ground) -> Strip:
        """Draw a line across the pane."""
        if self._painter is None:
            self._painter = Painter.of(self.app)
        return self._painter.strip(line, self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row; a double click goes in."""
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y < self.HEADER_LINES:
            self.header_clicked(at.x)
            return
        row = self.top + at.y - self.HEADER_LINES
        if row < self.row_count:
            self.row_clicked(row, at.x)
            if event.chain == 2:
                self.action_go_in()

    def row_clicked(self, row: int, x: int) -> None:
        """React to a click on a row, `x` cells from its start."""
        self.move_to(row)

    def action_go_in(self) -> None:
        """Go into what the cursor stands on."""
        self.post_message(WentIn(self.id or ""))

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
        self.scroll_to(y=self.top + rows, animate=False)
        self.move_to(self.cursor + rows)

    def _tell(self) -> None:
        key = self.key
        if key is not None and key != self._told:
            self._told = key
            self.tell(key)

    def _settle(self, key: int | None, count: int, generation: int) -> None:
        """Bring the screen up to rows that changed; before there were `count`, of this generation."""
        assert self.rows
        is_seen = self.top <= self.cursor < self.top + self.page
        self._fit()
        if self.rows.generation != generation:
            self._follow(key, is_seen)
            self.refresh()
        elif count < self.top + self.page:
            self.refresh()
        self._tell()

    def _follow(self, key: int | None, is_seen: bool) -> None:
        """Keep the cursor on its key and, if it was in sight, on its line of the screen."""
        assert self.rows
        row = self.rows.row_of(key) if key is not None else None
        if row is None:
            row = max(0, min(self.cursor, self.rows.row_count - 1))
        line = self.cursor - self.top
        self.cursor = row
        if is_seen:
            self.scroll_to(y=row - line, animate=False)
            self._show_cursor()

    def _fit(self) -> None:
        """Tell the scrollbar how many rows there are, without a layout."""
        height = self.row_count + self.HEADER_LINES
        self.set_reactive(Widget.virtual_size, Size(self.size.width, height))
        self.vertical_scrollbar.window_virtual_size = height
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    def _show_cursor(self) -> None:
        if not self.HAS_CURSOR or not self.size.height:
            return
        top = min(self.top, self.cursor)
        top = max(top, self.cursor - self.page + 1)
        if top != self.top:
            self.scroll_to(y=top, animate=False)

    def _refresh_row(self, row: int) -> None:
        self.refresh(Region(0, row - self.top + self.HEADER_LINES, self.size.width, 1))

    def _row_strip(self, rows: R, row: int, width: int) -> Strip:
        ground = self._ground(row)
        key = (self._serial, rows.generation, row, width, ground)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self.paint(rows.line(row, width), ground)
        return strip

    def _ground(self, row: int) -> Ground:
        if row != self.cursor or not self.HAS_CURSOR:
            return Ground.PANE
        return Ground.CURSOR if self.has_focus else Ground.CURSOR_AWAY
