import pytest

from tests.views.builders import session_of, with_a_copy
from tui_tcp.views.pieces import text_of, width_of
from tui_tcp.views.why import why_lines


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_whole_verdict_and_what_was_found_are_told(width: int) -> None:
    lines = why_lines(session_of(with_a_copy()), 0, 4, width)
    text = " ".join(" ".join(map(text_of, lines)).split())
    assert "Opened in" in text and "Segment #5" in text and "timeout retransmission: sent again because" in text
    assert all(width_of(line) <= width + 1 for line in lines)


def test_a_segment_without_findings_says_so() -> None:
    lines = why_lines(session_of(with_a_copy()), 0, 0, 80)
    assert text_of(lines[-1]) == "Segment #1: nothing found"
