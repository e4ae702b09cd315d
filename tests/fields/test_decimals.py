"""Nanoseconds as seconds."""

import pytest

from tui_tcp.fields.decimals import seconds, times

PAIRS = [
    (0, "0.000000000"),
    (999_999_999, "0.999999999"),
    (1_500_000_000, "1.500000000"),
    (-1, "-0.000000001"),
    (-1_500_000_000, "-1.500000000"),
    ((1 << 63) - 1, "9223372036.854775807"),
    (1 << 64, "18446744073.709551616"),
    (-(1 << 64), "-18446744073.709551616"),
]


@pytest.mark.parametrize(("nanoseconds", "text"), PAIRS)
def test_seconds_have_nine_decimals_and_their_sign(nanoseconds: int, text: str) -> None:
    assert seconds(nanoseconds) == text


def test_a_column_has_nothing_where_there_is_no_time() -> None:
    assert times([None, *(nanoseconds for nanoseconds, _ in PAIRS)]) == ["", *(text for _, text in PAIRS)]
