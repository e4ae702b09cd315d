"""What a table can show. The views have several kinds of such rows; none of them knows the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from tui_tcp.views.naming import Naming
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


class Rows(Protocol):
    """Numbered rows."""

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


class PacketRows(Rows, Protocol):
    """Rows that tell of packets: of their times, their sequence numbers, their ends, their problems."""

    times: str
    numbers: str

    def call_ends(self, naming: Naming) -> None:
        """Call ends by address, or by name."""

    def next_problem(self, row: int, backwards: bool = False) -> int | None:
        """Return the nearest row behind, or before, that has a problem."""


class ListRows(PacketRows, Protocol):
    """Rows in columns, which can be put in another order."""

    @property
    def sort_column(self) -> str:
        """The column that orders the rows."""

    @property
    def sort_reversed(self) -> bool:
        """Whether the largest comes first."""

    def sort_by(self, title: str | None, reverse: bool = False) -> None:
        """Order the rows by a column."""

    def show_only(self, chosen: Vector | None) -> None:
        """Show the rows whose keys are chosen, all for None."""

    def show_marked(self, numbers: frozenset[int]) -> None:
        """Show which connections are marked, or what belongs to these."""

    def next_sort(self) -> None:
        """Order the rows by the next column."""

    def columns(self, width: int) -> list[tuple[str, int, int]]:
        """Return title, place and width of each column."""


class FoldedRows(PacketRows, Protocol):
    """Rows some of which stand for many."""

    def show_filtered(self, passing: Vector | None, hides: bool) -> None:
        """Dim, or hide, what does not pass a filter."""

    @property
    def marked(self) -> int | None:
        """The frame that others are compared with."""

    def mark(self, key: int | None) -> None:
        """Mark a frame, and no other."""

    def difference(self, key: int) -> str:
        """Tell how a frame differs from the marked one, '' where none is marked."""

    def toggle(self, row: int) -> bool:
        """Open or close the fold in a row; False where there is none."""
