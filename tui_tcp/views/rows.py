"""What the lists and the ladder have in common: rows that are counted, made one by one, and found again by their key.

Rows are numbered as they stand on the screen; a key (a connection's or a frame's number) stays the same when rows come,
are sorted, or vanish. `generation` rises whenever what a row shows may have changed other than by rows added behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.views.naming import ADDRESSES, Naming
from tui_tcp.views.pace import Pace
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


class Rows:
    """Rows to look at, with the two settings that change what they say."""

    title = ""

    def __init__(self) -> None:
        self.row_count = 0
        self.generation = 0
        self._times = "relative"
        self._numbers = "relative"
        self.naming = ADDRESSES

    @property
    def times(self) -> str:
        """How times are told: 'delta', 'relative' or 'absolute'."""
        return self._times

    @times.setter
    def times(self, value: str) -> None:
        self._times = value
        self.generation += 1

    @property
    def numbers(self) -> str:
        """How sequence numbers are told: 'relative' or 'raw'."""
        return self._numbers

    @numbers.setter
    def numbers(self, value: str) -> None:
        self._numbers = value
        self.generation += 1

    def call_ends(self, naming: Naming) -> None:
        """Call ends by address, or by name."""
        self.naming = naming
        self.generation += 1

    def refresh(self) -> bool:
        """Take in what was published meanwhile; tell whether anything is new."""
        raise NotImplementedError

    def header(self, width: int) -> Line:
        """Return the line above the rows."""
        raise NotImplementedError

    def line(self, row: int, width: int) -> Line:
        """Return one row, exactly `width` cells wide."""
        raise NotImplementedError

    def key_at(self, row: int) -> int:
        """Return what the row stands for."""
        raise NotImplementedError

    def row_of(self, key: int) -> int | None:
        """Return where that stands, None where it does not."""
        raise NotImplementedError

    def next_problem(self, row: int, backwards: bool = False) -> int | None:
        """Return the nearest row behind (or before) `row` that has a problem."""
        raise NotImplementedError


class SortedRows(Rows):
    """Rows numbered 0 to n in the order of their keys, or in the order of one of their columns; all, or some of them.

    The order is a permutation of the keys that were there when it was made; rows that came later stand behind it in
    their own order until it is made again: at most for a tenth of the time, and once at the end. Where only some rows
    are shown, those that came later stay out until it is told which of them belong.
    """

    natural = "#"  # the column whose order is that of the keys
    sortable: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.sort_column = self.natural
        self.sort_reversed = False
        self.total = 0  # keys that there are, shown or not
        self.first = 0  # keys below it are gone
        self._chosen: Vector | None = None  # which of them are shown
        self._order: Vector | None = None
        self._inverse: Vector | None = None
        self._ordered = 0  # keys that the order was made of
        self._pace = Pace()

    def sort_by(self, title: str | None, reverse: bool = False) -> None:
        """Order the rows by a column; by their keys for None. A column without an order changes nothing."""
        title = self.natural if title is None else title
        if title in self.sortable:
            self.sort_column, self.sort_reversed = title, reverse
            self._sort()

    def next_sort(self) -> None:
        """Order the rows by the next column."""
        at = self.sortable.index(self.sort_column)
        self.sort_by(self.sortable[(at + 1) % len(self.sortable)])

    def show_only(self, chosen: Vector | None) -> None:
        """Show the rows whose keys are chosen in a vector of booleans; all for None."""
        self._choose(chosen)

    def _choose(self, *vectors: Vector | None) -> None:
        """Show what is chosen in each of some vectors; the shortest tells which keys it could be said of."""
        chosen = None
        for vector in vectors:
            if chosen is None or vector is None:
                chosen = vector if chosen is None else chosen
            else:
                count = min(len(chosen), len(vector))
                chosen = chosen[:count] & vector[:count]
        self._chosen = chosen
        self._sort()

    def key_at(self, row: int) -> int:
        """Return the key of a row."""
        if self._order is None:
            return self.first + row
        if row >= len(self._order):
            return self._ordered + row - len(self._order)
        return int(self._order[row])

    def row_of(self, key: int) -> int | None:
        """Return the row of a key, None where it is not shown."""
        if not self.first <= key < self.total:
            return None
        if self._order is None:
            return key - self.first
        if self._inverse is None:
            self._inverse = _inverse(self._order, self._ordered)
        if key >= self._ordered:
            return len(self._order) + key - self._ordered if self._chosen is None else None
        row = int(self._inverse[key])
        return row if row >= 0 else None

    def grow(self, total: int, is_final: bool, first: int = 0) -> None:
        """Add the rows that came, leave out those below `first`; order all again when that is due."""
        self.total = total
        is_shorter, self.first = first != self.first, first
        if self._order is not None and is_shorter:
            self._sort()
        self._count()
        is_sorted = self.sort_column != self.natural or self.sort_reversed
        if is_sorted and (is_final or self._pace.is_due):
            self._sort()

    def keys_of(self, title: str) -> list[Vector]:
        """Return a column's sort keys as integers, the most significant first; -1 stands for none and goes last."""
        raise NotImplementedError

    def _sort(self) -> None:
        self.generation += 1
        self._order = self._inverse = None
        if self._chosen is not None or (self.sort_column, self.sort_reversed) != (self.natural, False):
            self._pace.run(self._make_order)
        self._count()

    def _count(self) -> None:
        if self._order is None:
            self.row_count = self.total - self.first
        else:
            self.row_count = len(self._order) + (self.total - self._ordered if self._chosen is None else 0)

    def _make_order(self) -> None:
        """Order the keys that there are now, `_ordered` of them, as far as they are chosen."""
        import numpy as np

        chosen = np.arange(self.first, self.total) if self.first and self._chosen is None else None
        if self._chosen is not None:
            chosen = np.flatnonzero(self._chosen[self.first : self.total]) + self.first
        self._ordered = self.total if self._chosen is None else min(len(self._chosen), self.total)
        if chosen is not None and (self.sort_column, self.sort_reversed) == (self.natural, False):
            self._order = chosen.astype(np.uint32)
            return
        keys = [_directed(key, self.sort_reversed) for key in self.keys_of(self.sort_column)]
        keys = keys if chosen is None else [key[chosen] for key in keys]
        order = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
        self._order = (order if chosen is None else chosen[order]).astype(np.uint32)


def _directed(key: Vector, is_reversed: bool) -> Vector:
    """Turn a key round, but leave what is missing behind all others."""
    import numpy as np

    directed = ~key if is_reversed else key
    if key.dtype.kind == "u":
        return directed
    return np.where(key == -1, np.iinfo(key.dtype).max, directed)


def _inverse(order: Vector, count: int) -> Vector:
    """Return the row of each of `count` keys, -1 where it has none."""
    import numpy as np

    inverse = np.full(count, -1, np.int32)
    inverse[order] = np.arange(len(order), dtype=np.int32)
    return inverse
