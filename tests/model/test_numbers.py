"""Relative sequence numbers, one at a time as for all rows at once."""

from pathlib import Path

import numpy as np
import pytest

from tests.builders import ack, established, syn, syn_ack
from tests.model.captures import frame, session_of, session_with
from tui_tcp.model.numbers import base, bases, relative, window
from tui_tcp.model.rows import Rows

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.client.pcap"))


def test_a_syn_ack_with_another_number_moves_the_base_for_what_comes_after(tmp_path: Path) -> None:
    lines = [syn(), syn_ack(), syn_ack(9000), ack(1, 9001)]
    session = session_with(tmp_path, [frame(line) for line in lines])
    (connection,) = session.connections
    assert [relative(session.columns, connection, row) for row in range(4)] == [(0, 0), (0, 1), (0, 1), (1, 1)]
    assert base(connection, 1, 1) == syn_ack().seq_raw
    assert base(connection, 1, 2) == syn_ack(9000).seq_raw


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_one_row_gives_what_all_rows_give(path: Path) -> None:
    session = session_of(path)
    rows = Rows(session, np.arange(session.frame_count))
    seq, acks = rows.relative_seq, rows.relative_ack
    for row in range(session.frame_count):
        connection = session.connections[session.columns.value("connection", row)]
        assert relative(session.columns, connection, row) == (seq[row], acks[row])


def test_a_syn_s_window_is_never_scaled() -> None:
    session = session_of(FIXTURES[0])
    raw = [session.columns.value("window_raw", row) for row in range(3)]
    shift = session.columns.value("shift", 2)
    assert shift > 0
    assert [window(session.columns, row) for row in range(3)] == [raw[0], raw[1], raw[2] << shift]


def test_bases_stand_by_connection_and_direction(tmp_path: Path) -> None:
    session = session_with(tmp_path, [frame(line) for line in established()])
    assert bases(session.connections).tolist() == [[syn().seq_raw, syn_ack().seq_raw]]
    assert bases([]).shape == (0, 2)
