"""A long capture in little memory: what stays, what goes, and that numbers stay what they were."""

import numpy as np
import pytest

from tests.model.captures import FILLED, START_S, bounded_session, values
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.model import bound
from tui_tcp.model.bound import Bound, resident
from tui_tcp.model.columns import CHUNK_ROWS, Columns
from tui_tcp.model.session import Session

FRAME = ether(ip4(tcp(b"x" * 10)))


def columns_of(chunks: int) -> Columns:
    columns = Columns()
    for _ in range(chunks):
        columns.tail()
        columns.count += CHUNK_ROWS
    return columns


@pytest.mark.parametrize(
    ("packets", "chunks", "excess"),
    [(0, 9, 0), (1, 9, 7), (CHUNK_ROWS, 9, 7), (CHUNK_ROWS + 1, 9, 6), (10 * CHUNK_ROWS, 9, 0), (1, 2, 0)],
)
def test_at_least_the_newest_stay(packets: int, chunks: int, excess: int) -> None:
    assert Bound(packets).excess(columns_of(chunks)) == excess


def test_memory_beyond_the_bound_is_given_back_by_the_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bound, "resident", lambda: 100_000_001)
    assert Bound(memory=100_000_001).excess(columns_of(5)) == 0
    assert Bound(memory=100_000_000).excess(columns_of(5)) == 1
    assert Bound(memory=1).excess(columns_of(5)) == 3


def test_what_is_resident_is_known() -> None:
    assert resident() > 10_000_000


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return bounded_session(tmp_path_factory.mktemp("long"), [FRAME], [FRAME])


def test_the_oldest_rows_are_gone_and_numbers_stay(session: Session) -> None:
    last = FILLED
    assert (session.columns.first, session.frame_count) == (2 * CHUNK_ROWS, last + 1)
    assert session.frame_bytes(last) == FRAME
    assert session.columns.value("connection", last) == 0


def test_the_summary_of_a_connection_stays(session: Session) -> None:
    (connection,) = session.connections
    assert (connection.first_row, connection.last_row) == (0, session.frame_count - 1)


def test_rows_that_are_gone_have_nothing(session: Session) -> None:
    value = session.columns.value
    assert session.frame_bytes(0) == b""
    assert value("connection", 0) == -1
    assert value("captured", 5) == value("length", 5) == 0
    assert value("time", 5) == START_S * 10**9  # the first frame's
    assert values(session, "frame.time_delta")[session.columns.first] == 1_000_000


def test_readers_find_what_is_left(session: Session) -> None:
    columns, last = session.columns, session.frame_count - 1
    assert columns.rows_of(0).tolist() == [last]
    assert len(columns.vector("connection")) == session.frame_count
    assert columns.take("connection", np.array([0, last])).tolist() == [-1, 0]


def test_dropping_again_goes_on_where_it_ended() -> None:
    columns = columns_of(6)
    columns.drop(1)
    kept = columns.chunks[3]
    columns.drop(2)
    assert columns.first == 3 * CHUNK_ROWS
    assert columns.chunks[3] is kept
    assert columns.chunks[0] is columns.chunks[2]
