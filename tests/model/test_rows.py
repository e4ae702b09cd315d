"""A selection of frames as vectors."""

from pathlib import Path

import numpy as np
import pytest

from tests.builders import ack, back, data
from tests.dissect import builders as b
from tests.model.captures import datagram, frame, session_with
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session

ARP = b.ether(bytes(28), 0x0806)
UDP6 = b.ether(b.ipv6(b.udp(b"x", (1, 2), (b.CLIENT6, b.SERVER6)), 17), 0x86DD)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(tmp_path, [frame(data(1, 5)), ARP, datagram(), frame(back(ack(1, 6))), UDP6])


def test_rows_stand_in_the_order_asked_for(session: Session) -> None:
    rows = Rows(session, np.array([3, 0]))
    assert rows.column("payload").tolist() == [0, 5]
    assert rows.client_is_first.tolist() == [True, True]
    assert len(rows) == 2


def test_frames_that_are_not_tcp_are_told_apart(session: Session) -> None:
    assert Rows(session, np.arange(5)).is_segment.tolist() == [True, False, False, True, False]


def test_a_column_is_gathered_once_and_cannot_overflow(session: Session) -> None:
    rows = Rows(session, np.arange(5))
    assert rows.column("seq_raw") is rows.column("seq_raw")
    assert rows.column("window_raw").dtype == np.int64


def test_a_capture_without_tcp_has_numbers_of_nothing(tmp_path: Path) -> None:
    rows = Rows(session_with(tmp_path, [ARP]), np.arange(1))
    assert [len(part) for part in (rows.relative_seq, rows.relative_ack)] == [1, 1]
