"""The ladder of the chosen connection: client left, server right, time downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.app.rows import FoldedRows
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.model.session import Session
from tui_tcp.views.naming import ADDRESSES, Naming
from tui_tcp.views.times import next_times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


class LadderPane(VirtualTable[FoldedRows]):
    """Shows segments; a row's key is the frame's row in the columns."""

    EDGE = "Ladder"

    def __init__(self, session: Session, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self._times = "delta"
        self._numbers = "relative"
        self._passing: Vector | None = None  # the frames that pass the filter
        self._hides = False
        self._naming = ADDRESSES
        self._foreseen: tuple[int, FoldedRows] | None = None  # what is likely to be shown next
        self.connection = -1

    def show_filtered(self, passing: Vector | None, hides: bool) -> None:
        """Dim the segments that do not pass a filter, or hide them; None for no filter."""
        self._passing, self._hides = passing, hides
        self._foreseen = None
        if self.rows:
            key = self.key
            self.rows.show_filtered(passing, hides)
            self.rearrange(key)

    def call_ends(self, naming: Naming) -> None:
        """Call ends by address, or by name."""
        self._naming = naming
        self._foreseen = None
        if self.rows:
            self.rows.call_ends(naming)
            self.rearrange(self.key)

    def show_connection(self, number: int, frame: int | None = None) -> None:
        """Show a connection from its beginning, or with the cursor on one of its frames (or the fold around it)."""
        if number == self.connection:
            if frame is not None:
                self.move_to_key(frame)
            return
        self.connection = number
        foreseen, self._foreseen = self._foreseen, None
        self.show(foreseen[1] if foreseen and foreseen[0] == number else self.rows_of(number), frame)

    def foresee(self, number: int) -> None:
        """Prepare to show a connection."""
        if number != self.connection and not (self._foreseen and self._foreseen[0] == number):
            self._foreseen = number, self.rows_of(number)
            self.prepare(self._foreseen[1])

    def rows_of(self, number: int) -> FoldedRows:
        """Work out the rows of a connection, told as all are told here."""
        from tui_tcp.views.ladder import LadderRows  # after the first paint, like all that needs a connection

        rows = LadderRows(self._session, number)
        rows.times, rows.numbers, rows.naming = self._times, self._numbers, self._naming
        if self._passing is not None:
            rows.show_filtered(self._passing, self._hides)
        return rows

    def show_none(self) -> None:
        """Show no connection."""
        self.connection = -1
        self.show(None)

    def toggle_fold(self) -> bool:
        """Open or close the fold under the cursor; False where there is none."""
        if self.rows is None or not self.row_count:
            return False
        key = self.key
        is_fold = self.rows.toggle(self.cursor)
        if is_fold:
            self.rearrange(key)
        return is_fold

    def unfold(self, frame: int) -> None:
        """Put the cursor on a frame; open the fold around it."""
        if self.move_to_key(frame) and self.key != frame and self.toggle_fold():
            self.move_to_key(frame)

    def mark(self) -> None:
        """Mark the frame under the cursor, to compare others with it; where it is marked already, do not any more."""
        if self.rows and self.key is not None:
            self._mark(self.key if self.rows.marked != self.key else None)

    def unmark(self) -> bool:
        """Let no frame be marked; False where none is."""
        if self.rows is None or self.rows.marked is None:
            return False
        self._mark(None)
        return True

    def _mark(self, frame: int | None) -> None:
        assert self.rows
        key = self.key
        self.rows.mark(frame)
        self.rearrange(key)

    def edge_title(self, title: str) -> str:
        """Add to the title how the frame under the cursor differs from the marked one."""
        found = self.rows.difference(self.key) if self.rows and self.key is not None else ""
        return f"{title} · {found}" if found else title

    def show_numbers(self, numbers: str) -> None:
        """Tell sequence numbers relative to the first, or raw."""
        self._numbers = numbers
        self._foreseen = None
        if self.rows:
            self.rows.numbers = numbers
            self.rearrange(self.key)

    def next_times(self) -> None:
        """Tell times in the next way."""
        self._times = next_times(self._times)
        self._foreseen = None
        if self.rows:
            self.rows.times = self._times
            self.rearrange(self.key)
