"""One frame in detail: its layers as an outline, and its bytes below, the chosen field's bytes lit."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tui_tcp.app.messages import ByteChosen, FieldChosen
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.model.session import Session
from tui_tcp.views.detail import Detail
from tui_tcp.views.hexdump import byte_at, bytes_per_line, hex_line
from tui_tcp.views.pieces import Line


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

    HEADER_LINES = 0

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._folded: set[str] = set()

    def show_frame(self, session: Session, row: int) -> bytes:
        """Show another frame with the cursor on the same field, if it has it; return the frame's bytes."""
        path = self.path
        detail = Detail(session, row, self._folded)
        self.show(OutlineRows(detail), detail.index_of(path))
        return detail.data

    @property
    def path(self) -> str:
        """The name of the field under the cursor."""
        return self.rows.detail.outline[self.cursor].path if self.rows and self.row_count else ""

    def tell(self, key: int) -> None:
        """Post which bytes the field under the cursor has."""
        if self.rows:
            field = self.rows.detail.outline[key]
            self.post_message(FieldChosen(field.start, field.size))

    def toggle(self) -> bool:
        """Open or close the layer under the cursor; False where it has nothing inside."""
        if not self.rows or not self.row_count or not self.rows.detail.outline[self.cursor].has_children:
            return False
        self.rows.detail.toggle(self.cursor)
        self.rows.generation += 1
        self.rearrange(self.cursor)
        return True

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

    HEADER_LINES = 0
    HAS_CURSOR = False

    def show_bytes(self, data: bytes) -> None:
        """Show another frame's bytes."""
        self.show(HexRows(data, bytes_per_line(self.size.width)))

    def light(self, start: int, size: int) -> None:
        """Light some bytes and bring the first of them into sight."""
        if not self.rows or self.rows.lit == (start, size):
            return
        self.rows.lit = (start, size)
        self.rows.generation += 1
        self.refresh()
        line = start // self.rows.per_line
        if size and not self.top <= line < self.top + self.page:
            self.scroll_to(y=max(line - 1, 0), animate=False)

    def row_clicked(self, row: int, x: int) -> None:
        """Post which byte was clicked."""
        if self.rows and (at := byte_at(x, row, self.rows.per_line)) is not None and at < len(self.rows.data):
            self.post_message(ByteChosen(at))

    def on_resize(self) -> None:
        """Put as many bytes on a line as the width allows."""
        per_line = bytes_per_line(self.size.width)
        if self.rows and per_line != self.rows.per_line:
            lit = self.rows.lit
            self.show(HexRows(self.rows.data, per_line))
            self.light(*lit)


class DetailPane(Vertical):
    """The outline and the bytes of one frame."""

    def __init__(self, session: Session, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self.outline = OutlinePane(id="outline")
        self.hex = HexPane(id="hex")

    def compose(self) -> ComposeResult:
        """Put the outline above the bytes."""
        yield self.outline
        yield self.hex

    def show_frame(self, row: int) -> None:
        """Show a frame."""
        self.hex.show_bytes(self.outline.show_frame(self._session, row))

    def show_none(self) -> None:
        """Show no frame."""
        self.outline.show(None)
        self.hex.show(None)
