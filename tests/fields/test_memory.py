"""What few frames say is remembered."""

from pathlib import Path

import numpy as np

from tests.fields.frames import HANDSHAKE, slab
from tests.model.captures import session_with
from tui_tcp.fields.found import Found, listed
from tui_tcp.fields.memory import as_it_stands, remembered
from tui_tcp.fields.slab import Slab


def test_frames_are_asked_once(tmp_path: Path) -> None:
    asked: list[int] = []

    def find(part: Slab) -> Found:
        asked.append(len(part))
        return Found(None, part.numbers)

    session = session_with(tmp_path, HANDSHAKE)
    for _ in range(2):
        assert listed(remembered(slab(session), np.array([0, 2]), find), 3) == [0, None, 2]
    assert asked == [2]
    remembered(Slab(session, np.array([2, 0])), np.array([0]), find)
    assert asked == [2, 1]


def test_what_stands_is_forgotten_when_something_comes(tmp_path: Path) -> None:
    session = session_with(tmp_path, HANDSHAKE)
    as_it_stands(session)["known"] = 1
    assert as_it_stands(session) == {"known": 1}
    session.columns.count -= 1
    assert as_it_stands(session) == {}
