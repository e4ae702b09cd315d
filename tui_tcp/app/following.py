"""A table that sticks to its newest row, until whoever looks at it moves away."""

from __future__ import annotations

from typing import Protocol


class Table(Protocol):
    """What of a table matters here."""

    cursor: int
    top: int

    @property
    def row_count(self) -> int:
        """How many rows there are."""

    @property
    def page(self) -> int:
        """How many rows fit."""

    @property
    def key(self) -> int | None:
        """What the cursor stands on."""

    def move_to(self, row: int) -> None:
        """Put the cursor on a row."""


class Following:
    """Keeps a table's cursor on its last row; lets go when the cursor is not where it was put, or out of sight."""

    def __init__(self) -> None:
        self._table: Table | None = None
        self._put: int | None = None  # the key that the cursor was put on

    def follows(self, table: object) -> bool:
        """Tell whether it is this table that sticks to its newest row."""
        return self._table is table

    def begin(self, table: Table) -> None:
        """Stick to a table's newest row."""
        self._table = table
        self._put = None
        self.follow()

    def end(self) -> None:
        """Let go."""
        self._table = None

    def look(self) -> bool:
        """Let go if somebody moved away; to be asked before the table takes in what is new. Tell whether it held."""
        table = self._table
        if table is None or not table.row_count:
            return table is not None
        is_seen = table.top <= table.cursor < table.top + table.page
        if self._put is not None and (table.key != self._put or not is_seen):
            self._table = None
        return self._table is not None

    def follow(self) -> None:
        """Go to the newest row that there is now."""
        if self._table is not None and self._table.row_count:
            if self._table.cursor != self._table.row_count - 1:
                self._table.move_to(self._table.row_count - 1)
            self._put = self._table.key
