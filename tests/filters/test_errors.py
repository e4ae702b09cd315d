"""What is wrong with a filter is told in one line, with the column."""

from tui_tcp.errors import UsageError
from tui_tcp.filters import FilterError


def test_the_column_counts_from_0_in_code_and_from_1_for_people() -> None:
    error = FilterError("no field 'x'", 4)
    assert isinstance(error, UsageError)
    assert (error.column, error.message, str(error)) == (4, "no field 'x'", "no field 'x' (column 5)")


def test_a_line_is_no_longer_for_what_was_written() -> None:
    error = FilterError(f"no field {'x' * 100_000!r}; did you mean tcp?", 0)
    assert len(str(error)) < 400 and error.message.endswith("did you mean tcp?")
