"""Percentages."""

from pathlib import Path

import pytest

from tests.builders import ack, back, data, established
from tests.filters.asking import capture, matching
from tests.model.captures import frame
from tui_tcp.filters import FilterError, compile_filter

LINES = [*established(), data(1, 10), data(1, 10), data(11, 10), data(21, 10), back(ack(1, 31))]
FRAMES = [frame(line) for line in LINES]
ALL = list(range(1, len(FRAMES) + 1))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("flow.retransmissions > 24.9%", True),
        ("flow.retransmissions == 25%", True),
        ("flow.retransmissions > 25%", False),
        ("flow.retransmissions.client >= 25% and tcp", True),
        ("flow.retransmissions.server >= 0%", False),
        ("flow.retransmissions == 1", True),
    ],
)
def test_retransmissions_as_a_share_of_the_segments_with_data(text: str, matches: bool, tmp_path: Path) -> None:
    session = capture(tmp_path, FRAMES)
    assert matching(session, text) == (ALL if matches else [])


def test_other_fields_have_none() -> None:
    with pytest.raises(FilterError, match="has no percentage"):
        compile_filter("flow.packets > 2%")
