from pathlib import Path

import numpy as np
import pytest

from tests.dissect.builders import client_hello
from tests.model.captures import FILLED, bounded_session
from tests.names.packets import segment
from tests.views.builders import read
from tui_tcp.app import search
from tui_tcp.app.search import Range, Search, bytes_of_hit
from tui_tcp.app.sought import Sought, sought
from tui_tcp.names.names import names_of

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"
GETS = [18, 40, 50, 69, 70, 142]


def asked(text: str = "GET", kind: str = "text") -> Sought:
    found = sought(kind, text)
    assert isinstance(found, Sought)
    return found


@pytest.mark.parametrize("window", [3, 50, 1 << 15])
@pytest.mark.parametrize(
    ("row", "backwards", "hit"),
    [
        (-1, False, 18),
        (18, False, 40),
        (142, False, 18),
        (166, True, 142),
        (142, True, 70),
        (18, True, 142),
        (0, True, 142),
    ],
)
def test_it_finds_the_next_frame_and_goes_round(
    monkeypatch: pytest.MonkeyPatch, window: int, row: int, backwards: bool, hit: int
) -> None:
    monkeypatch.setattr(search, "_WINDOW", window)
    found = Search(read(SAMPLE), asked(), Range(row, backwards))
    found.work()
    assert (found.hit, found.is_finished) == (hit, True)


def test_it_stays_in_one_connection_and_among_what_is_shown() -> None:
    session = read(SAMPLE)
    found = Search(session, asked(), Range(40, False, connection=2))
    found.work()
    assert found.hit == 50
    shown = np.zeros(session.frame_count, bool)
    shown[70] = True
    found = Search(session, asked(), Range(-1, False, chosen=shown))
    found.work()
    assert found.hit == 70


def test_findings_and_names_are_found() -> None:
    session = read(SAMPLE)
    found = Search(session, asked("lost_segment"), Range(-1, False))
    found.work()
    assert found.hit is not None and session.columns.value("findings", found.hit)
    named = np.flatnonzero(asked("example").of_connections.connections(session, np.zeros(1, bool)))  # type: ignore[union-attr]
    found = Search(session, asked("example", "regex"), Range(-1, False))
    found.work()
    assert found.hit is not None and found.hit <= min(session.connections[number].first_row for number in named)


def test_it_finds_what_is_left_of_a_capture(tmp_path: Path) -> None:
    head = [segment(flags=2, seq=0), segment(client_hello(b"sni.a")), segment(b"GET")]
    session = bounded_session(tmp_path, head, [segment(), segment(b"GET", seq=900)], names_of)
    for text, hit in (("sni.a", FILLED), ("GET", FILLED + 1)):
        found = Search(session, asked(text), Range(-1, False))
        found.work()
        assert (found.hit, found.error) == (hit, "")


def test_nothing_is_found_where_nothing_is_or_it_was_cancelled() -> None:
    for text, cancels in (("no such text", False), ("GET", True)):
        found = Search(read(SAMPLE), asked(text), Range(-1, False))
        if cancels:
            found.is_cancelled.set()
        found.work()
        assert found.hit is None and found.is_finished


@pytest.mark.parametrize(
    ("after", "backwards", "hit"),
    [(-1, False, (1, 3)), (1, False, (7, 3)), (7, False, (1, 3)), (7, True, (1, 3)), (1, True, (7, 3))],
)
def test_hits_in_a_frame_go_round(after: int, backwards: bool, hit: tuple[int, int]) -> None:
    assert bytes_of_hit(b"xGETxxxGETx", asked(), after, backwards) == hit
    assert bytes_of_hit(b"nothing", asked(), after, backwards) is None
