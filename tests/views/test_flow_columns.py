import pytest

from tests.views.builders import closed_by_server, down, hundred_connections, read, refused, session_of, with_a_copy
from tui_tcp.model.session import Session
from tui_tcp.views.flow_columns import FLOW_COLUMNS, Cell, FlowColumn
from tui_tcp.views.pieces import text_of

BY_TITLE = {column.share.title: column for column in FLOW_COLUMNS}


def cell(session: Session, title: str, width: int = 30, times: str = "relative") -> str:
    return text_of(BY_TITLE[title].text(Cell(session, session.connections[0], width, times)))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("#", "0"),
        ("State", "TIME-WAIT"),
        ("Client", "10.0.0.1:50000"),
        ("Server", "10.0.0.2:80"),
        ("Name", "–"),
        ("Start", "0.000 s"),
        ("Duration", "5.2 s"),
        ("Pkts", "28"),
        ("Bytes", "1.02 k"),
        ("RTT", "21.0 ms"),
        ("Retr", "0"),
        ("Closed by", "server FIN"),
        ("Notes", ""),
    ],
)
def test_cells(title: str, text: str) -> None:
    assert cell(session_of(closed_by_server()), title) == text


def test_every_column_is_tested() -> None:
    assert len(FLOW_COLUMNS) == 13


def test_copies_are_counted_and_marked() -> None:
    session = session_of(with_a_copy())
    assert (cell(session, "Retr"), cell(session, "Notes")) == ("1", "T")


def test_what_was_not_seen_is_a_dash() -> None:
    session = session_of(refused())
    assert cell(session, "RTT") == "–"


def test_a_guessed_client_is_marked() -> None:
    session = session_of([down(0, "A", 1, 1, b"x")])
    assert cell(session, "Client") == "10.0.0.1:50000?"
    assert cell(session, "Client", 10) == "10…:50000?"


def test_a_start_far_away_is_told_roughly() -> None:
    session = read("fixtures/port_reuse.client.pcap")
    assert cell(session, "Start") == "0.000 s"


@pytest.mark.parametrize("column", FLOW_COLUMNS, ids=lambda column: column.share.title)
def test_every_column_has_keys_for_every_connection(column: FlowColumn) -> None:
    session = session_of(hundred_connections())
    assert {len(key) for key in column.keys(session, session.connections)} == {100}


def test_addresses_sort_as_numbers() -> None:
    session = session_of(hundred_connections())
    high, low, port = BY_TITLE["Client"].keys(session, session.connections)
    assert sorted(zip(high, low, port, strict=True))[0] == (0, 0x0A000000, 40000)
