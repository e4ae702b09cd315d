"""A scrolling list of any number of rows, of which only the visible ones are ever made.

Rows come from the views. A strip is kept under all that it depends on (rows, generation, row, width, ground, thumb),
and what stands on the screen is kept by line: only lines that look different are painted again. Neither growing nor
scrolling lays the screen out. The cursor belongs to a key, not to a line: it stays with its connection while rows
come, go or change places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, Generic, TypeVar

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui_tcp.app.edges import edge, thumb
from tui_tcp.app.rows import Rows
from tui_tcp.app.styles import Ground, Painter
from tui_tcp.views.pieces import Line
from tui_tcp.views.wrapping import wrap_all

_STRIPS = 2048  # some pages of the largest screens
_THUMB, _NO_THUMB = ("▐", "thumb"), (" ", "")

R = TypeVar("R", bound=Rows)


class PaintedTable(Widget, Generic[R]):
    """Shows rows with a cursor. Whoever follows the cursor is called, in `heard_by`, with the key it stands on.

    That is a call and no message, because a message leaves time for a repaint on its way: the ladder and the detail
    would follow the cursor in three repaints, 17 ms apart, instead of in one.
    """

    ALLOW_SELECT = False
    ALLOW_MAXIMIZE = False
    EDGE: ClassVar[str | None] = None  # the title of the line above all, which is bright where the keys are
    HAS_HEADER: ClassVar[bool] = True
    HAS_CURSOR: ClassVar[bool] = True

    def __init__(self, rows: R | None = None, *, id: str) -> None:
        super().__init__(id=id)
        self.rows = rows
        self.cursor = 0
        self.top = 0  # the first visible row
        self.area = Size(0, 0)  # as it was painted last: Textual works its own out anew at every question
        self.empty: tuple[Line, ...] = ()
        self.heard_by: Callable[[int], None] | None = None
        self._prepared: R | None = None
        self._serial = 0  # of `rows`: each object that is shown or prepared has another one
        self._last_serial = 0  # that was given; the one of the prepared rows, if there are any
        self._told: int | None = None
        self._painter: Painter | None = None
        self._strips: LRUCache[tuple[int, int, int, int, Ground, bool], Strip] = LRUCache(_STRIPS)
        self._shown: dict[int, Strip] = {}  # what stands on the screen, by line

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.rows.row_count if self.rows else 0

    @property
    def head(self) -> int:
        """How many lines stand above the rows."""
        return (self.EDGE is not None) + self.HAS_HEADER

    @property
    def page(self) -> int:
        """How many rows fit."""
        return max(self.area.height - self.head, 1)

    @property
    def key(self) -> int | None:
        """What the cursor stands on, None in an empty table."""
        if self.rows is None or not 0 <= self.cursor < self.rows.row_count:
            return None
        return self.rows.key_at(self.cursor)

    def show(self, rows: R | None, key: int | None = None) -> None:
        """Show other rows, from their beginning or with the cursor on a key."""
        self._last_serial += rows is not self._prepared
        self._serial = self._last_serial
        self.rows, self._prepared = rows, None
        self._told = None
        self.cursor = (rows.row_of(key) or 0) if rows and key is not None else 0
        self.top = 0
        self._show_cursor()
        self.refresh_changed()
        self._tell()

    def prepare(self, rows: R) -> None:
        """Draw the beginning of rows that are likely to be shown next."""
        self._last_serial += 1
        self._prepared = rows
        width, height = self.area
        on_thumb = thumb(0, rows.row_count, self.head, height)
        for row in range(min(self.page, rows.row_count)):
            ground = Ground.CURSOR_AWAY if self.HAS_CURSOR and row == 0 else Ground.PANE
            self._row_strip(rows, row, width, ground, row + self.head in on_thumb)

    def say(self, *lines: Line) -> None:
        """Say what would fill this pane, where it has no rows."""
        if lines != self.empty:
            self.empty = lines
            self.refresh_changed()

    def take_changes(self) -> None:
        """Let the rows take in what came meanwhile, and show it."""
        if self.rows is None:
            return
        key, generation = self.key, self.rows.generation
        if self.rows.refresh():
            self._settle(key, generation)

    def rearrange(self, key: int | None) -> None:
        """Show rows whose order or look was changed; the cursor stays on `key`."""
        self._settle(key, -1)

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest that there is."""
        self.cursor = max(0, min(row, self.row_count - 1))
        self._show_cursor()
        self.refresh_changed()
        self._tell()

    def move_to_key(self, key: int) -> bool:
        """Put the cursor on a key; False where the rows have none such."""
        row = self.rows.row_of(key) if self.rows else None
        if row is None:
            return False
        self.move_to(row)
        return True

    def tell_again(self) -> None:
        """Tell what the cursor stands on, although it did not move."""
        self._told = None
        self._tell()

    def scroll_to_row(self, row: int) -> None:
        """Let a row be the first visible one, or the nearest that leaves no blank line; the cursor stays."""
        self.top = max(0, min(row, self.row_count - self.page))
        self.refresh_changed()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.area = self.size
        self._show_cursor()
        self.refresh_changed()

    def notify_style_update(self) -> None:
        """Forget all that was drawn in the colours of the theme before."""
        self._painter = None
        self._strips.clear()
        self._shown.clear()
        super().notify_style_update()

    def refresh_changed(self) -> None:
        """Have the lines painted that look different from what stands on the screen."""
        width, height = self.area
        thumb = self._thumb(height)
        changed = [y for y in range(height) if self._shown.get(y) is not self._strip(y, width, y in thumb)]
        if changed:
            self.refresh(*_regions(changed, width))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the visible lines. There is no border and no padding, so they need no more than the filters."""
        strips = []
        width, height = self.area = self.size
        thumb = self._thumb(height)
        for y in crop.line_range:
            strip = self._shown[y] = self._strip(y, width, y in thumb)
            strips.append(strip if crop.column_span == (0, width) else strip.crop(crop.x, crop.right))
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, self.background_colors[1]) for strip in strips]
        return strips

    def edge_title(self, title: str) -> str:
        """Return what stands on the edge: its title, and what is to be known besides."""
        return title

    def _tell(self) -> None:
        key = self.key
        if self.heard_by and key is not None and key != self._told:
            self._told = key
            self.heard_by(key)

    def _settle(self, key: int | None, generation: int) -> None:
        """Bring the screen up to rows that changed; before they were of this generation."""
        assert self.rows
        is_seen = self.top <= self.cursor < self.top + self.page
        if self.rows.generation != generation:
            self._follow(key, is_seen)
        self.refresh_changed()
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
            self.top = row - line
            self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll as little as is needed to see the cursor, and leave no blank line that a row could fill."""
        if self.HAS_CURSOR and self.area.height:
            self.top = max(min(self.top, self.cursor), self.cursor - self.page + 1)
        self.top = max(0, min(self.top, self.row_count - self.page))

    def _thumb(self, height: int) -> range:
        return thumb(self.top, self.row_count, self.head, height)

    def _strip(self, y: int, width: int, is_thumb: bool) -> Strip:
        """Return a line: the very strip on the screen if it looks the same, as that knows its terminal codes."""
        strip = self._new_strip(y, width, is_thumb)
        shown = self._shown.get(y)
        return shown if shown is not None and (strip is shown or strip == shown) else strip

    def _new_strip(self, y: int, width: int, is_thumb: bool) -> Strip:
        row = self.top + y - self.head
        if y < self.head:
            return self._paint(self._head_line(y, width), width, Ground.PANE)
        if self.rows is not None and row < self.rows.row_count:
            return self._row_strip(self.rows, row, width, self._ground(row), is_thumb)
        said = () if self.row_count else wrap_all(self.empty, width - 2)
        return self._paint(((" ", ""), *said[row]) if row < len(said) else (), width, Ground.PANE)

    def _head_line(self, y: int, width: int) -> Line:
        if y == 0 and self.EDGE is not None:
            return edge(self.edge_title(self.EDGE), width, self.has_focus)
        return self.rows.header(width - 1) if self.rows else ()

    def _row_strip(self, rows: R, row: int, width: int, ground: Ground, is_thumb: bool) -> Strip:
        """Return a row, and in the last cell the scrollbar."""
        serial = self._serial if rows is self.rows else self._last_serial
        key = (serial, rows.generation, row, width, ground, is_thumb)
        strip = self._strips.get(key)
        if strip is None:
            line = (*rows.line(row, width - 1), _THUMB if is_thumb else _NO_THUMB)
            strip = self._strips[key] = self._paint(line, width, ground)
        return strip

    def _paint(self, line: Line, width: int, ground: Ground) -> Strip:
        if self._painter is None:
            self._painter = Painter.of(self.app)
        return self._painter.strip(line, width, ground)

    def _ground(self, row: int) -> Ground:
        if row != self.cursor or not self.HAS_CURSOR:
            return Ground.PANE
        return Ground.CURSOR if self.has_focus else Ground.CURSOR_AWAY


def _regions(lines: list[int], width: int) -> Iterator[Region]:
    """Return where some lines of a table are, neighbours joined: Textual's work grows with the number of regions."""
    first = 0
    for at, y in enumerate(lines, 1):
        if at == len(lines) or lines[at] != y + 1:
            yield Region(0, lines[first], width, at - first)
            first = at
