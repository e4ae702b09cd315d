import re
from pathlib import Path

import numpy as np
import pytest

from tests.model.captures import bounded_session
from tests.views.builders import closed_by_server, read, session_of, udp_frame, with_a_copy
from tests.views.looking import WIDTHS, check_rows, compare, texts
from tui_tcp.views.frame_rows import FrameRows
from tui_tcp.views.pieces import text_of

HOSTILE = "fixtures/bad/hostile_payload.pcap"


@pytest.mark.parametrize("width", [80, 120])
def test_an_http_exchange_looks_like_this(width: int) -> None:
    compare(f"frames_{width}", texts(FrameRows(read("fixtures/http_ipv6.client.pcap")), width))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["fixtures/http_ipv4.client.pcap", "fixtures/bad/no_tcp.pcap", HOSTILE])
def test_every_width_is_filled(name: str, width: int) -> None:
    check_rows(FrameRows(read(name)), width)


def test_what_is_no_segment_is_dimmed() -> None:
    frames = [*closed_by_server(), (6000, udp_frame(("10.0.0.1", 1), ("10.0.0.2", 2), b"x"))]
    line = FrameRows(session_of(frames)).line(28, 120)
    assert {style for text, style in line if text.strip()} == {"dim"}


def test_ends_have_their_colours() -> None:
    line = FrameRows(session_of(closed_by_server())).line(1, 120)
    assert ("10.0.0.2", "server") in line
    assert ("10.0.0.1", "client") in line


def test_numbers_as_on_the_wire() -> None:
    rows = FrameRows(session_of(closed_by_server()))
    assert "seq 1 ack 1" in text_of(rows.line(2, 160))
    rows.numbers = "raw"
    assert "seq 1001 ack 5001" in text_of(rows.line(2, 160))


@pytest.mark.parametrize(
    ("times", "text"), [("relative", " 0.021000 "), ("delta", " +0.001000 "), ("absolute", ":20.021000 ")]
)
def test_times(times: str, text: str) -> None:
    rows = FrameRows(session_of(closed_by_server()))
    rows.times = times
    assert text in text_of(rows.line(2, 120))


def test_problems_are_marked_and_found() -> None:
    rows = FrameRows(session_of(with_a_copy()))
    line = text_of(rows.line(4, 120))
    assert line.startswith("!")
    assert re.search(" [TF] GET / HTTP/1.1", line)
    assert (rows.next_problem(0), rows.next_problem(4), rows.next_problem(5, True)) == (4, None, 4)
    rows.sort_by("Time", True)
    assert rows.next_problem(0) == 1


@pytest.mark.parametrize("title", FrameRows.sortable)
def test_sorting_keeps_every_frame(title: str) -> None:
    rows = FrameRows(session_of(closed_by_server()))
    rows.sort_by(title, True)
    assert sorted(map(rows.key_at, range(28))) == list(range(28))
    assert all(rows.row_of(rows.key_at(row)) == row for row in range(28))


def test_nothing_to_show() -> None:
    rows = FrameRows(read("fixtures/bad/no_frames.pcap"))
    assert (rows.row_count, rows.next_problem(0), rows.row_of(0)) == (0, None, None)
    assert len(text_of(rows.header(80))) == 80


def test_problems_are_found_among_the_frames_that_are_shown() -> None:
    session = session_of(with_a_copy())
    rows = FrameRows(session)
    rows.show_only(np.arange(session.frame_count) >= 3)
    assert [rows.key_at(row) for row in range(rows.row_count)] == list(range(3, session.frame_count))
    assert (rows.next_problem(0), rows.next_problem(2, True), rows.next_problem(1)) == (1, 1, None)
    rows.show_only(np.zeros(session.frame_count, bool))
    assert (rows.row_count, rows.next_problem(0)) == (0, None)


def test_marked_connections_are_shown_alone_and_obey_the_filter() -> None:
    rows = FrameRows(read("tui_tcp/sample/classic_lesson.pcap"))
    session = read("tui_tcp/sample/classic_lesson.pcap")
    connection = session.columns.vector("connection")
    rows.show_marked(frozenset({1, 4}))
    assert [rows.key_at(row) for row in range(rows.row_count)] == np.flatnonzero(np.isin(connection, (1, 4))).tolist()
    rows.show_only(connection != 1)
    assert [rows.key_at(row) for row in range(rows.row_count)] == np.flatnonzero(connection == 4).tolist()
    rows.show_marked(frozenset())
    assert rows.row_count == int((connection != 1).sum())


def test_frames_that_were_let_go_stand_no_more(tmp_path: Path) -> None:
    frame = udp_frame(("10.0.0.1", 1), ("10.0.0.2", 2), b"x")
    session = bounded_session(tmp_path, [frame], [frame])
    rows = FrameRows(session)
    assert session.columns.first > 0
    assert rows.row_count == session.frame_count - session.columns.first
    assert text_of(rows.line(0, 120)).split()[0] == str(session.columns.first + 1)
    assert rows.next_problem(0) is None
