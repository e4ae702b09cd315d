"""What the lists and the ladder have in common: rows that are counted, made one by one, and found again by their key.

Rows are numbered as they stand on the screen; a key (a connection's or a frame's number) stays the same when rows come,
are sorted, or vanish. `generation` rises whenever what a row shows may have changed other than by rows added behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Rows numbered 0 to n in the order of their keys, or in the order of one of their columns.

    The order is a permutation of the keys that were there when it was made; rows that came later stand behind it in
    their own order until it is made again: at most for a tenth of the time, and once at the end.
    """

    natural = "#"  # the column whose order is that of the keys
    sortable: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.sort_column = self.natural
        self.sort_reversed = False
        self._order: Vector | None = None
        self._inverse: Vector | None = None
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

    def key_at(self, row: int) -> int:
        """Return the key of a row."""
        if self._order is None or row >= len(self._order):
            return row
        return int(self._order[row])

    def row_of(self, key: int) -> int | None:
        """Return the row of a key."""
        if not 0 <= key < self.row_count:
            return None
        if self._order is None or key >= len(self._order):
            return key
        if self._inverse is None:
            self._inverse = _inverse(self._order)
        return int(self._inverse[key])

    def grow(self, row_count: int, is_final: bool) -> None:
        """Add the rows that came; order all again when that is due."""
        self.row_count = row_count
        if self._order is not None and (is_final or self._pace.is_due):
            self._sort()

    def keys_of(self, title: str) -> list[Vector]:
        """Return a column's sort keys as integers, the most significant first; -1 stands for none and goes last."""
        raise NotImplementedError

    def _sort(self) -> None:
        self.generation += 1
        self._order = self._inverse = None
        if (self.sort_column, self.sort_reversed) != (self.natural, False):
            self._pace.run(self._make_order)

    def _make_order(self) -> None:
        import numpy as np

        keys = [_directed(key, self.sort_reversed) for key in self.keys_of(self.sort_column)]
        order = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(keys[::-1])
        self._order = order.astype(np.uint32)


def _directed(key: Vector, is_reversed: bool) -> Vector:
    """Turn a key round, but leave what is missing behind all others."""
    import numpy as np

    directed = ~key if is_reversed else key
    if key.dtype.kind == "u":
        return directed
    return np.where(key == -1, np.iinfo(key.dtype).max, directed)


def _inverse(order: Vector) -> Vector:
    import numpy as np

    inverse = np.empty_like(order)
    inverse[order] = np.arange(len(order), dtype=order.dtype)
    return inverse
