import pytest

from tests.views.builders import closed_by_server, read, session_of
from tests.views.looking import WIDTHS, check
from tui_tcp.model.session import Session
from tui_tcp.views.pieces import text_of
from tui_tcp.views.status import empty_lines, notice_line, title_line


def test_title() -> None:
    assert text_of(title_line(session_of(closed_by_server()), 100)).rstrip() == (
        " built.pcap  28 frames · 1 connection · 3.02 kB · 5.2 s"
    )


def test_a_title_that_has_no_room_for_a_fact_leaves_it_out() -> None:
    session = session_of(closed_by_server())
    titles = {text_of(title_line(session, width)).strip() for width in range(20, 60)}
    assert titles == {
        "built.pcap",
        "built.pcap  28 frames",
        "built.pcap  28 frames · 1 connection",
        "built.pcap  28 frames · 1 connection · 3.02 kB",
        "built.pcap  28 frames · 1 connection · 3.02 kB · 5.2 s",
    }


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "name", ["fixtures/http_ipv4.client.pcap", "fixtures/bad/empty.pcap", "fixtures/bad/cut_in_record.pcap"]
)
def test_a_title_fits(name: str, width: int) -> None:
    check(title_line(read(name), width), width)


def test_while_loading() -> None:
    session = Session(session_of(closed_by_server()).source)
    assert text_of(title_line(session, 80)).rstrip().endswith("Loading 0 %")
    assert "Reading" in text_of(empty_lines(session)[0])
    assert notice_line(session) == ()


@pytest.mark.parametrize(
    ("name", "notice"),
    [
        ("fixtures/bad/empty.pcap", "empty.pcap: the file is empty"),
        ("fixtures/bad/text.pcap", "text.pcap: text, not a capture"),
        ("fixtures/bad/no_tcp.pcap", "No TCP connection in 3 frames: 2 UDP, 1 ARP."),
        ("fixtures/bad/no_frames.pcap", "This capture holds no frames."),
        ("fixtures/http_ipv4.client.pcap", ""),
    ],
)
def test_notices(name: str, notice: str) -> None:
    assert text_of(notice_line(read(name))) == notice


def test_damage_is_told() -> None:
    session = read("fixtures/bad/cut_in_record.pcap")
    assert "cut short" in text_of(notice_line(session))
    assert text_of(title_line(session, 80)).rstrip().endswith("1 warning")


def test_an_empty_list_says_why() -> None:
    assert [text_of(line) for line in empty_lines(read("fixtures/bad/no_tcp.pcap"))] == [
        "No TCP connection in 3 frames: 2 UDP, 1 ARP.",
        " v lists all frames.",
    ]
    assert text_of(empty_lines(read("fixtures/bad/text.pcap"))[0]).startswith("text.pcap: ")
