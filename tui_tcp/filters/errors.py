"""What is wrong with a filter, and where."""

from __future__ import annotations

from tui_tcp.errors import UsageError

_LONGEST = 300  # characters: what was written may be longer than any line
_CUT = (180, 100)  # of its beginning and its end stay


class FilterError(UsageError):
    """A filter that cannot be: one line, with the column (from 0 in `column`, from 1 as printed)."""

    def __init__(self, message: str, column: int) -> None:
        if len(message) > _LONGEST:
            message = f"{message[: _CUT[0]]} ... {message[-_CUT[1] :]}"
        super().__init__(f"{message} (column {column + 1})", "-Y")
        self.message = message
        self.column = column
