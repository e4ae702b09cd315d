"""What is wrong with a filter, and where."""

from __future__ import annotations

from tui_tcp.errors import UsageError


class FilterError(UsageError):
    """A filter that cannot be: one line, with the column (from 0 in `column`, from 1 as printed)."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"{message} (column {column + 1})", "-Y")
        self.message = message
        self.column = column
