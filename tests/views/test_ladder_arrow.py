import pytest

from tui_tcp.tcp.findings import BITS
from tui_tcp.views.ladder_arrow import ASCII, DRAWN, arrow, room_for_text, segment_text, silence
from tui_tcp.views.pieces import text_of, width_of
from tui_tcp.views.segment_words import Words

SYN = Words(0, True, "SYN", 0, None, 64240, 0, "mss 1460 sack ts ws 7", "TCP", "", 0)
DATA = Words(3, True, "PSH,ACK", 1, 1, 64240, 412, "", "HTTP", "GET /index.html HTTP/1.1", 0)


def test_arrows_both_ways() -> None:
    assert text_of(arrow((("ACK", ""),), 20, True, DRAWN)) == "├── ACK ──────────►│"
    assert text_of(arrow((("ACK", ""),), 20, False, DRAWN)) == "│◄── ACK ──────────┤"
    assert text_of(arrow((("ACK", ""),), 20, False, ASCII)) == "|<-- ACK ----------|"


@pytest.mark.parametrize("width", range(20, 120))
@pytest.mark.parametrize("words", [SYN, DATA])
def test_an_arrow_is_as_wide_as_it_should_be(words: Words, width: int) -> None:
    text = segment_text(words, "①", room_for_text(width))
    assert width_of(arrow(text, width, True, DRAWN)) == max(width, width_of(text) + room_for_text(0) * -1)


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (60, "① SYN  seq 0  win 64240  mss 1460 sack ts ws 7"),
        (40, "① SYN  seq 0  mss 1460 sack ts ws 7"),
        (30, "① SYN  seq 0  mss 1460 sack ts"),
        (12, "① SYN  seq 0"),
        (8, "① SYN"),
    ],
)
def test_the_less_telling_goes_first(room: int, text: str) -> None:
    assert text_of(segment_text(SYN, "①", room)) == text


@pytest.mark.parametrize(
    ("room", "text"),
    [
        (60, "PSH,ACK  seq 1  len 412  ack 1  GET /index.html HTTP/1.1"),
        (45, "PSH,ACK  seq 1  len 412  GET /index.html HTT…"),
        (34, "PSH,ACK  len 412  GET /index.html…"),
        (20, "PSH,ACK  GET /index…"),
        (12, "PSH,ACK"),
    ],
)
def test_what_is_said_comes_before_numbers(room: int, text: str) -> None:
    assert text_of(segment_text(DATA, "", room)) == text


def test_findings_stand_first() -> None:
    words = DATA._replace(findings=BITS["retransmission"])
    assert segment_text(words, "", 60)[0] == ("R", "problem")


def test_silence() -> None:
    assert text_of(silence("5.0 s silence", 21, DRAWN)) == "┊   5.0 s silence   ┊"
