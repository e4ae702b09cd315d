"""One frame in detail: its layers as an outline, and its bytes below, the chosen field's bytes lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from tui_tcp.app.messages import ByteChosen, FieldPicked
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.model.session import Session
from tui_tcp.views.hexdump import byte_at, bytes_per_line, hex_line
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.views.detail import Detail


class OutlineRows:
    """A dissected frame as rows; which nodes are closed is shared by all frames."""

    generation = 0

    def __init__(self, detail: Detail) -> None:
        self.detail = detail

    @property
    def row_count(self) -> int:
        """How many lines are open to see."""
        return len(self.detail.outline)

    def refresh(self) -> bool:
        """A frame never changes."""
        return False

    def header(self, width: int) -> Line:
        """There is none."""
        return ()

    def line(self, row: int, width: int) -> Line:
        """Return one field."""
        return self.detail.line(row, width)

    def key_at(self, row: int) -> int:
        """Fields stand for themselves."""
        return row

    def row_of(self, key: int) -> int | None:
        """Fields stand for themselves."""
        return key if key < self.row_count else None


class OutlinePane(VirtualTable[OutlineRows]):
    """Shows the layers and fields of one frame."""

    EDGE = "Detail"
    HAS_HEADER = False

    def show_frame(self, detail: Detail) -> None:
        """Show another frame with the cursor on the same field, if it has it."""
        self.show(OutlineRows(detail), detail.index_of(self.path))

    @property
    def path(self) -> str:
        """The name of the field under the cursor."""
        return self.rows.detail.outline[self.cursor].path if self.rows and self.row_count else ""

    def toggle(self) -> bool:
        """Open or close the layer under the cursor; False where it has nothing inside."""
        if not self.rows or not self.row_count or not self.rows.detail.outline[self.cursor].has_children:
            return False
        self.rows.detail.toggle(self.cursor)
        self.rows.generation += 1
        self.rearrange(self.cursor)
        return True

    def pick(self) -> None:
        """Post the field under the cursor, to be filtered by."""
        if self.rows and self.row_count:
            line = self.rows.detail.outline[self.cursor]
            self.post_message(FieldPicked(line.field_name, line.value))

    def row_asked(self, row: int) -> None:
        """Pick the field."""
        self.move_to(row)
        self.pick()

    def choose_byte(self, offset: int) -> None:
        """Put the cursor on the smallest field that holds a byte."""
        if self.rows and (index := self.rows.detail.smallest(offset)) is not None:
            self.move_to(index)


class HexRows:
    """A frame's bytes as rows; how many there are depends on the width."""

    def __init__(self, data: bytes, per_line: int) -> None:
        self.data = data
        self.per_line = per_line
        self.lit = (0, 0)
        self.generation = 0

    @property
    def row_count(self) -> int:
        """How many lines the bytes take."""
        return -(-len(self.data) // self.per_line)

    def refresh(self) -> bool:
        """Bytes never change."""
        return False

    def header(self, width: int) -> Line:
        """There is none."""
        return ()

    def line(self, row: int, width: int) -> Line:
        """Return one line of bytes."""
        return hex_line(self.data, row * self.per_line, width, *self.lit)

    def key_at(self, row: int) -> int:
        """Lines stand for themselves."""
        return row

    def row_of(self, key: int) -> int | None:
        """Lines stand for themselves."""
        return key if key < self.row_count else None


class HexPane(VirtualTable[HexRows], can_focus=False):
    """Shows a frame's bytes; a click chooses one."""

    EDGE = "Bytes"
    HAS_HEADER = False
    HAS_CURSOR = False

    def show_bytes(self, data: bytes, start: int, size: int) -> None:
        """Show another frame's bytes, some of them lit."""
        rows = HexRows(data, bytes_per_line(self.size.width - 1))
        rows.lit = _worth_lighting(data, start, size)
        self.show(rows)
        self._scroll_to_lit()

    @property
    def lit(self) -> tuple[int, int]:
        """Where the lit bytes begin, and how many they are."""
        return self.rows.lit if self.rows else (0, 0)

    def light(self, start: int, size: int) -> None:
        """Light other bytes and bring the first of them into sight."""
        if self.rows and self.rows.lit != (lit := _worth_lighting(self.rows.data, start, size)):
            self.rows.lit = lit
            self.rows.generation += 1
            self._scroll_to_lit()
            self.refresh_changed()

    def _scroll_to_lit(self) -> None:
        assert self.rows
        start, size = self.rows.lit
        line = start // self.rows.per_line
        if size and not self.top <= line < self.top + self.page:
            self.scroll_to_row(max(line - 1, 0))

    def row_clicked(self, row: int, x: int) -> None:
        """Post which byte was clicked."""
        if self.rows and (at := byte_at(x, row, self.rows.per_line)) is not None and at < len(self.rows.data):
            self.post_message(ByteChosen(at))

    def on_resize(self) -> None:
        """Put as many bytes on a line as the width allows."""
        super().on_resize()
        if self.rows and bytes_per_line(self.size.width - 1) != self.rows.per_line:
            self.show_bytes(self.rows.data, *self.rows.lit)


def _worth_lighting(data: bytes, start: int, size: int) -> tuple[int, int]:
    """Return the range to light: none if it is all there is, as nothing would stand out."""
    return (start, size) if size < len(data) else (0, 0)


class DetailPane(Vertical):
    """The outline and the bytes of one frame."""

    BLANK = True  # what is inside covers it all: to draw it below that costs a third of a repaint

    def __init__(self, session: Session, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self.outline = OutlinePane(id="outline")
        self.outline.say((("No frame is chosen.", "dim"),))
        self.hex = HexPane(id="hex")
        self.outline.heard_by = self._light
        self.row: int | None = None  # of the frame that is shown
        self._turned: set[str] = set()  # the fields that are open or closed other than they begin

    def compose(self) -> ComposeResult:
        """Put the outline above the bytes."""
        yield self.outline
        yield self.hex

    def share(self, outline_height: int) -> None:
        """Give the outline a percentage of the height, and the bytes the rest."""
        self.outline.styles.height = f"{outline_height}fr"
        self.hex.styles.height = f"{100 - outline_height}fr"

    def light(self, place: tuple[int, int] | None) -> None:
        """Light some bytes, and go to the field that holds the first of them; None leaves all as it is."""
        if place:
            self.outline.choose_byte(place[0])
            self.hex.light(*place)

    def show_frame(self, row: int) -> None:
        """Show a frame."""
        from tui_tcp.views.detail import Detail  # after the first paint

        self.row = row
        detail = Detail(self._session, row, self._turned)
        field = detail.outline[detail.index_of(self.outline.path)]
        self.hex.show_bytes(detail.data, field.start, field.size)
        self.outline.show_frame(detail)

    def show_none(self) -> None:
        """Show no frame."""
        self.row = None
        self.hex.show(None)
        self.outline.show(None)

    def _light(self, key: int) -> None:
        """Light the bytes of the field under the cursor."""
        if self.outline.rows:
            field = self.outline.rows.detail.outline[key]
            self.hex.light(field.start, field.size)
