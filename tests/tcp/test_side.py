"""What Wireshark keeps of one direction."""

import pytest

from tui_tcp.segment import Segment
from tui_tcp.tcp.side import Side, first_sacked


def test_a_direction_begins_with_nothing_known() -> None:
    side = Side()
    assert (side.next, side.contiguous, side.head, side.window) == (0, 0, -1, 0xFFFFFFFF)


@pytest.mark.parametrize(
    ("edges", "total"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([10, 30], 20, id="one"),
        pytest.param([10, 30, 50, 51, 60, 65, 100, 900], 26, id="the fourth does not count"),
        pytest.param([0xFFFFFFF0, 16], 32, id="across 2^32"),
        pytest.param([30, 10], 0xFFFFFFEC, id="backwards, as unsigned numbers"),
    ],
)
def test_the_first_three_blocks_count(edges: list[int], total: int) -> None:
    segment = Segment()
    segment.sack_count = len(edges) // 2
    for at, edge in enumerate(edges):
        segment.sack[at] = edge
    assert first_sacked(segment) == total
