import pytest

from tests.views.builders import SERVER, closed_by_server, hundred_connections, read, session_of, tcp_frame
from tests.views.looking import WIDTHS, check_rows, compare, texts
from tui_tcp.model.session import Session
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.pieces import text_of

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"
ALWAYS = ["#", "State", "Client", "Server", "Pkts", "Bytes", "Closed by"]


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_sample_looks_like_this(width: int) -> None:
    compare(f"flows_{width}", texts(FlowRows(read(SAMPLE)), width))


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width_is_filled(width: int) -> None:
    check_rows(FlowRows(read(SAMPLE)), width)


@pytest.mark.parametrize("width", range(80, 221))
def test_the_main_columns_are_always_there(width: int) -> None:
    titles = [title for title, _, _ in FlowRows(read(SAMPLE)).columns(width)]
    assert set(ALWAYS) <= set(titles)


def test_columns_tell_where_they_stand() -> None:
    rows = FlowRows(read(SAMPLE))
    header = text_of(rows.header(120))
    for title, x, width in rows.columns(120):
        assert title in header[x : x + width + 1]


@pytest.mark.parametrize("title", FlowRows.sortable)
@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_keeps_every_connection(title: str, reverse: bool) -> None:
    rows = FlowRows(session_of(hundred_connections()))
    rows.sort_by(title, reverse)
    assert sorted(map(rows.key_at, range(100))) == list(range(100))
    assert all(rows.row_of(rows.key_at(row)) == row for row in range(100))
    assert ("▼" if reverse else "▲") in text_of(rows.header(200))


def test_sorting_turned_round_puts_the_most_first() -> None:
    rows = FlowRows(read(SAMPLE))
    rows.sort_by("Bytes", True)
    connections = read(SAMPLE).connections
    totals = [
        connections[rows.key_at(row)].first.bytes + connections[rows.key_at(row)].second.bytes for row in range(3)
    ]
    assert totals == sorted(totals, reverse=True)


def test_long_addresses_are_shortened_in_the_middle() -> None:
    hosts = ("200.100.200.100", 50000), ("201.101.201.101", 50001)
    rows = FlowRows(session_of([(0, tcp_frame(hosts, "S", (1, 0)))]))
    assert "200.100.2…00:50000 201.101.2…01:50001" in text_of(rows.line(0, 80))
    assert "200.100.200.100:50000" in text_of(rows.line(0, 120))


def test_problems_are_marked_and_found() -> None:
    other = ("10.0.0.3", 50000)
    frames = [
        *closed_by_server(),
        (9000, tcp_frame((other, SERVER), "S", (7, 0))),
        (9001, tcp_frame((SERVER, other), "RA", (0, 8))),
    ]
    rows = FlowRows(session_of(frames))
    marks = [text_of(rows.line(row, 80))[0] for row in range(rows.row_count)]
    assert marks == [" ", "!"]
    assert (rows.next_problem(0), rows.next_problem(1), rows.next_problem(1, True)) == (1, None, None)


def test_refresh_takes_in_what_came() -> None:
    finished = session_of(hundred_connections())
    session = Session(finished.source)
    rows = FlowRows(session)
    assert (rows.row_count, rows.refresh()) == (0, False)
    session.read()
    generation = rows.generation
    assert rows.refresh()
    assert (rows.row_count, rows.generation > generation, rows.refresh()) == (100, True, False)


def test_marked_connections_have_a_sign_before_their_number() -> None:
    rows = FlowRows(session_of(hundred_connections()))
    plain = text_of(rows.line(99, 120))
    rows.show_marked(frozenset({99, 3}))
    assert "◆99 " in text_of(rows.line(99, 120)) and "◆3 " in text_of(rows.line(3, 80))
    assert "◆" not in text_of(rows.line(4, 120))
    check_rows(rows, 80)
    rows.show_marked(frozenset())
    assert text_of(rows.line(99, 120)) == plain
