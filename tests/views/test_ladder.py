from typing import Any

import numpy as np
import pytest

from tests.views.builders import closed_by_server, down, read, session_of, up
from tests.views.looking import WIDTHS, check_rows, compare, texts
from tui_tcp.model.session import Session
from tui_tcp.views.ladder import LadderRows
from tui_tcp.views.pieces import text_of

HOSTILE = "fixtures/bad/hostile_payload.pcap"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", ["http_ipv4", "three_losses", "keepalive", "simultaneous_close", "refused"])
def test_fixtures_look_like_this(name: str, width: int) -> None:
    compare(f"ladder_{name}_{width}", texts(LadderRows(read(f"fixtures/{name}.client.pcap"), 0), width))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["fixtures/http_ipv6.client.pcap", "fixtures/zero_window.client.pcap", HOSTILE])
def test_every_width_is_filled(name: str, width: int) -> None:
    check_rows(LadderRows(read(name), 0), width)


def test_ascii_stays_ascii() -> None:
    rows = LadderRows(read("fixtures/http_ipv4.client.pcap"), 0, ascii_only=True)
    assert "(1) SYN" in text_of(rows.line(0, 100))
    drawn = [line for line in texts(rows, 100) if " · " not in line and "–" not in line]
    assert all(line.isascii() for line in drawn)


def test_keys_are_frames() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    keys = [rows.key_at(row) for row in range(rows.row_count)]
    assert keys == [0, 1, 2, 3, 4, 5, 24, 24, 25, 26, 27]
    assert [rows.row_of(key) for key in keys] == [0, 1, 2, 3, 4, 5, 7, 7, 8, 9, 10]
    assert rows.row_of(23) == 5
    assert rows.row_of(28) is None


def test_a_fold_opens_and_closes() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    closed = rows.row_count
    assert rows.toggle(5)
    assert rows.row_count == closed + 18
    assert text_of(rows.line(5, 100)).rstrip().endswith("▾")
    assert rows.row_of(23) == 23
    assert rows.toggle(5)
    assert rows.row_count == closed
    assert text_of(rows.line(5, 100)).rstrip().endswith("#6–24  ▸")


def test_what_is_no_fold_does_not_toggle() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    assert not rows.toggle(0)
    assert not rows.toggle(6)


def test_states_stand_where_they_change() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    line = rows.line(0, 120)
    assert ("SYN-SENT    ", "certain") in line
    assert any(text.strip() == "LISTEN" and style == "assumed" for text, style in line)
    assert "ESTAB" not in text_of(rows.line(3, 120))


def test_a_fold_tells_what_it_holds() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    assert "│◄╌╌ 9 segments · 900 B · 9.00 ms ╌" in text_of(rows.line(5, 120))
    acks = [*closed_by_server()[:3], *(up(30 + n, "A", 1, 1, window=900 + n) for n in range(5))]
    assert "├╌╌ 5 ACKs · 4.00 ms ╌" in text_of(LadderRows(session_of(acks), 0).line(3, 120))


@pytest.mark.parametrize(
    ("times", "text"), [("delta", " +0.001000 "), ("relative", " 0.021000 "), ("absolute", ":20.021000 ")]
)
def test_times(times: str, text: str) -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    rows.times = times
    assert text in text_of(rows.line(2, 120))


def test_raw_numbers() -> None:
    rows = LadderRows(session_of(closed_by_server()), 0)
    rows.numbers = "raw"
    assert "seq 1000 " in text_of(rows.line(0, 120))


def test_problems_are_found() -> None:
    rows = LadderRows(read("fixtures/three_losses.client.pcap"), 0)
    found, row = [], rows.next_problem(0)
    while row is not None:
        found.append(row)
        row = rows.next_problem(row)
    assert len(found) == 3
    assert all(text_of(rows.line(row, 80)).startswith("!") for row in found)
    assert rows.next_problem(0, True) is None


def test_a_guess_is_marked() -> None:
    rows = LadderRows(session_of([down(0, "A", 1, 1, b"x")]), 0)
    assert "client? 10.0.0.1:50000" in text_of(rows.header(100))


def test_a_connection_that_grows() -> None:
    frames = closed_by_server()
    session = session_of(frames)
    connection = session.connections[0]
    rows = LadderRows(session, 0)
    whole = texts(rows, 100)
    assert not rows.refresh()
    rows._whole = type(rows._whole)(*(column[:10] for column in rows._whole))
    rows._build()
    assert rows.row_count < len(whole) - 1
    assert connection.last_row == len(frames) - 1
    assert rows.refresh()
    assert texts(rows, 100) == whole


def styles(rows: LadderRows, row: int) -> set[str]:
    return {style for text, style in rows.line(row, 100) if text.strip()}


def passing(session: Session, *frames: int) -> Any:
    return np.isin(np.arange(session.frame_count), frames)


def test_what_does_not_pass_a_filter_is_dim() -> None:
    session = session_of(closed_by_server())
    rows = LadderRows(session, 0)
    before = texts(rows, 100)
    rows.show_filtered(passing(session, 1, 10), hides=False)
    assert texts(rows, 100) == before
    is_dim = [styles(rows, row) == {"dim"} for row in range(rows.row_count)]
    assert is_dim == [row not in (1, 5) for row in range(rows.row_count)]  # 10 is in the fold of row 5
    rows.show_filtered(None, hides=False)
    assert styles(rows, 0) != {"dim"}


def test_or_it_is_hidden_and_steps_keep_their_numbers() -> None:
    session = session_of(closed_by_server())
    rows = LadderRows(session, 0)
    rows.show_filtered(passing(session, 1, 26), hides=True)
    check_rows(rows, 100)
    assert [rows.key_at(row) for row in range(rows.row_count)] == [1, 26]
    assert "② SYN,ACK" in text_of(rows.line(0, 100)) and "③" in text_of(rows.line(1, 100))
    assert (rows.row_of(26), rows.row_of(0)) == (1, None)
    assert not any("silence" in line for line in texts(rows, 100))
    rows.show_filtered(passing(session), hides=True)
    assert (rows.row_count, rows.next_problem(0)) == (0, None)
