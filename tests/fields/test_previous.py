"""The time since the segment before."""

from pathlib import Path

import numpy as np

from tests.fields.frames import HANDSHAKE, slab
from tests.model.captures import datagram, session_with
from tui_tcp.fields.previous import Previous, since_previous
from tui_tcp.fields.slab import Slab

MS = 1_000_000


def test_it_counts_within_the_connection(tmp_path: Path) -> None:
    session = session_with(tmp_path, [HANDSHAKE[0], datagram(), HANDSHAKE[1], HANDSHAKE[2]])
    assert since_previous(slab(session)).tolist() == [0, 0, 2 * MS, MS]
    assert since_previous(Slab(session, np.array([3, 2]))).tolist() == [MS, 2 * MS]


def test_rows_may_come_one_by_one(tmp_path: Path) -> None:
    session = session_with(tmp_path, [*HANDSHAKE, *HANDSHAKE])
    previous = Previous()
    for count in range(1, session.frame_count + 1):
        previous.update(session, count)
    assert previous.chunks[0][: session.frame_count].tolist() == since_previous(slab(session)).tolist()
