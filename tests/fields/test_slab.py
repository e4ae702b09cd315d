"""Selections of rows, their columns and their bytes."""

from pathlib import Path

import numpy as np
import pytest

from tests.fields.frames import HANDSHAKE
from tests.model.captures import session_with
from tui_tcp.fields import slab as slab_module
from tui_tcp.fields.slab import Slab, TooLarge, in_parts, slab_of, slabs
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_with(tmp_path, HANDSHAKE * 3)


def test_columns_are_those_of_the_rows_narrowed_or_not(session: Session) -> None:
    whole = Slab(session, np.arange(2, 8))
    some = whole.narrow(np.array([0, 3]))
    assert some.numbers.tolist() == [2, 5]
    assert some.column("offset").tolist() == session.columns.take("offset", np.array([2, 5])).tolist()
    assert (
        Slab(session, np.array([5, 1])).column("time").tolist()
        == session.columns.take("time", np.array([5, 1])).tolist()
    )


def test_bytes_are_those_of_the_frames(session: Session) -> None:
    rows = Slab(session, np.arange(session.frame_count))
    narrowed = rows.narrow(np.array([4]))
    assert bytes(narrowed.bytes.memory[narrowed.bytes.start[0] : narrowed.bytes.end[0]]) == HANDSHAKE[1]
    assert rows.bytes.memory is rows.narrow(np.array([1])).bytes.memory


def test_too_many_bytes_are_asked_in_pieces(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slab_module, "LIMIT", 150)
    rows = Slab(session, np.arange(session.frame_count))
    with pytest.raises(TooLarge):
        _ = rows.bytes
    answers = in_parts(rows, lambda part: (len(part), len(part.bytes.memory) > 0))
    assert sum(count for count, _ in answers) == session.frame_count
    assert len(answers) > 1


def test_slabs_cover_all_rows_and_share_what_does_not_depend_on_them(session: Session) -> None:
    pieces = list(slabs(session, 1, session.frame_count, {}))
    assert [int(row) for piece in pieces for row in piece.numbers] == list(range(1, session.frame_count))
    assert len({id(piece.shared) for piece in pieces}) == 1


def test_the_same_part_is_the_same_slab(session: Session) -> None:
    rows = Slab(session, np.arange(4))
    assert rows.part(np.array([1, 2])) is rows.part(np.array([1, 2]))
    assert slab_of(rows) is rows
    assert slab_of(Rows(session, np.arange(2))).numbers.tolist() == [0, 1]


def test_what_of_connections_stands_is_worked_out_once(session: Session) -> None:
    asked: list[int] = []
    for _ in range(2):
        Slab(session, np.arange(2)).of_connections("asked", lambda: asked.append(1))
    assert asked == [1]


def test_rows_in_another_order_are_no_run(session: Session) -> None:
    assert Slab(session, np.arange(2, 8)).is_run
    assert not Slab(session, np.array([0, 2, 1, 3])[[0, 1, 3]]).is_run
    rows = np.array([0, 5, 3, 2, 4, 5])
    assert not Slab(session, rows).is_run
    assert Slab(session, rows).column("time").tolist() == session.columns.take("time", rows).tolist()
