import pytest

from tests.views.builders import ethernet, ip, session_of, up, with_a_copy
from tui_tcp.views.pieces import text_of, width_of
from tui_tcp.views.why import why_lines


@pytest.mark.parametrize("width", [40, 80, 200])
def test_all_that_is_said_is_told_with_its_proof(width: int) -> None:
    lines = why_lines(session_of(with_a_copy()), 0, 4, width)
    text = " ".join(" ".join(text_of(line.line) for line in lines).split())
    assert "Opened in" in text and "Segment #5" in text and "timeout retransmission: " in text and "Figures" in text
    assert all(width_of(line.line) <= width + 1 for line in lines)
    opened = next(line for line in lines if "Opened in" in text_of(line.line))
    assert opened.row == 0
    reason = next(line for line in lines if text_of(line.line).startswith("  T "))
    assert reason.row not in (-1, 4)


def test_a_segment_without_findings_says_so() -> None:
    lines = why_lines(session_of(with_a_copy()), 0, 0, 80)
    assert [text_of(line.line) for line in lines[:2]] == ["Segment #1", "  nothing was found about it"]
    assert text_of(why_lines(session_of(with_a_copy()), 0, None, 80)[0].line) == "Connection 0"


def test_of_what_was_not_captured_it_says_so() -> None:
    quote = ethernet(ip("10.0.0.2", "10.0.0.1", 1, b"\3\1\0\0\0\0\0\0" + up(0, "PA", 9, 9)[1][14:]))
    text = " ".join(text_of(line.line) for line in why_lines(session_of([(0, quote)]), 0, None, 80))
    assert "Nothing of it was captured but an ICMP error that quotes it." in text
