"""Sequence numbers, widened from 32 bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tcp.tcp.sequence import widen

WHOLE = 1 << 32


@pytest.mark.parametrize(
    ("raw", "near", "wide"),
    [
        pytest.param(5, WHOLE + 3, WHOLE + 5, id="just ahead"),
        pytest.param(3, WHOLE + 5, WHOLE + 3, id="just behind"),
        pytest.param(2, 2 * WHOLE - 1, 2 * WHOLE + 2, id="ahead, past the wrap"),
        pytest.param(WHOLE - 1, 2 * WHOLE, 2 * WHOLE - 1, id="behind, before the wrap"),
        pytest.param(0, 0, 0, id="the same"),
        pytest.param(1 << 31, WHOLE, WHOLE - (1 << 31), id="half way round counts as behind"),
    ],
)
def test_the_nearest_number_with_the_same_low_bits_is_meant(raw: int, near: int, wide: int) -> None:
    assert widen(raw, near) == wide


@given(raw=st.integers(0, WHOLE - 1), near=st.integers(WHOLE, 1 << 60))
def test_the_low_bits_stay_and_the_distance_is_at_most_half(raw: int, near: int) -> None:
    wide = widen(raw, near)
    assert wide % WHOLE == raw
    assert abs(wide - near) <= WHOLE // 2
