"""What the lists of connections and of frames have in common: columns to sort by, with a key or a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui_tcp.app.rows import ListRows
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.views.naming import Naming
from tui_tcp.views.times import next_times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


class ListPane(VirtualTable[ListRows]):
    """Shows rows that can be put in another order; the cursor stays with what it stands on."""

    MARKED: ClassVar[str]  # what the edge says of so many marked connections
    _marked = 0

    def show_only(self, chosen: Vector | None) -> None:
        """Show the rows with the chosen keys, all for None; the cursor stays on its key or goes to what is near."""
        if self.rows:
            key = self.key
            self.rows.show_only(chosen)
            self.rearrange(key)

    def show_marked(self, numbers: frozenset[int]) -> None:
        """Show which connections are marked, or what belongs to these."""
        self._marked = len(numbers)
        if self.rows:
            key = self.key
            self.rows.show_marked(numbers)
            self.rearrange(key)

    def edge_title(self, title: str) -> str:
        """Add to the title how many connections are marked."""
        return f"{title} {self.MARKED.format(self._marked)}" if self._marked else title

    def call_ends(self, naming: Naming) -> None:
        """Call ends by address, or by name."""
        if self.rows:
            self.rows.call_ends(naming)
            self.rearrange(self.key)

    def sort_next(self) -> None:
        """Sort by the next column."""
        if self.rows:
            key = self.key
            self.rows.next_sort()
            self.rearrange(key)

    def sort_reversed(self) -> None:
        """Turn the order round."""
        if self.rows:
            self._sort_by(self.rows.sort_column, not self.rows.sort_reversed)

    def next_times(self) -> None:
        """Tell times in the next way."""
        if self.rows:
            self.rows.times = next_times(self.rows.times)
            self.rearrange(self.key)

    def header_clicked(self, x: int) -> None:
        """Sort by the clicked column; at a second click the other way round."""
        if not self.rows:
            return
        for title, start, width in self.rows.columns(self.size.width - 1):
            if start <= x <= start + width:
                self._sort_by(title, title == self.rows.sort_column and not self.rows.sort_reversed)
                return

    def _sort_by(self, title: str, is_reversed: bool) -> None:
        if self.rows:
            key = self.key
            self.rows.sort_by(title, is_reversed)
            self.rearrange(key)
