"""A compiled filter: rows in pieces, connections, progress, and being stopped."""

from pathlib import Path

import numpy as np
import pytest

from tests.fields.frames import icmp
from tests.filters.asking import EVERY, FRAMES, HTTP, SEGMENTS, capture, matching
from tests.model.captures import FILLED, bounded_session
from tui_tcp.filters import Filter, FilterError, compile_filter
from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.model.session import Session


@pytest.mark.parametrize("text", ["tcp.len > 0", 'frame contains "example"', "tcp.time_delta > 0", "flow.packets > 1"])
def test_rows_may_come_in_pieces(text: str, mixed: Session) -> None:
    asked = compile_filter(text)
    whole = asked.frames(mixed, 0, len(EVERY))
    parts = [asked.frames(mixed, start, min(start + 4, len(EVERY))) for start in range(0, len(EVERY), 4)]
    assert np.concatenate(parts).tolist() == whole.tolist()


def test_connections_match_by_any_of_their_frames(mixed: Session) -> None:
    assert compile_filter("tcp.flags.fin == 1").connections(mixed).tolist() == [True, False]
    assert compile_filter("tcp.flags.syn == 1").connections(mixed).tolist() == [True, True]


def test_a_filter_on_flows_alone_looks_at_no_frame(mixed: Session) -> None:
    asked = compile_filter("flow.packets == 1 or tcp.stream == 7")
    assert asked.is_of_flows
    assert asked.connections(mixed, np.zeros(len(EVERY), bool)).tolist() == [False, True]


@pytest.mark.parametrize(
    "text", ["flow.packets == 1", "not flow.packets == 1", "tcp.stream", "not tcp.stream", 'flow.close != "fin"']
)
def test_a_filter_on_flows_leaves_their_frames(text: str, mixed: Session) -> None:
    by_connection = compile_filter(text)
    by_frame = compile_filter(f"({text}) and frame")
    assert by_connection.is_of_flows and not by_frame.is_of_flows
    for start, stop in ((0, len(EVERY)), (3, 7), (5, 5)):
        of_frames = by_frame.frames(mixed, start, stop).tolist()
        assert by_connection.frames(mixed, start, stop).tolist() == of_frames


def test_what_the_frames_said_is_used(mixed: Session) -> None:
    mask = np.array([number == 9 for number in EVERY])
    assert compile_filter("frame.number > 0").connections(mixed, mask).tolist() == [False, True]


def test_progress_is_told_and_cancelling_ends_it(mixed: Session) -> None:
    told: list[int] = []
    compile_filter("tcp").frames(mixed, 0, len(EVERY), told.append)
    assert told == [0, len(EVERY)]
    assert not compile_filter("tcp").frames(mixed, 0, len(EVERY), is_cancelled=lambda: True).any()


def test_reading_connections_can_be_cancelled_and_taken_up_again(tmp_path: Path) -> None:
    session = capture(tmp_path)
    told: list[int] = []
    asked = compile_filter("flow.packets == 1")
    for cancelled in (asked, compile_filter("flow.packets == 1 and frame")):
        assert not cancelled.frames(session, 0, len(EVERY), is_cancelled=lambda: True).any()
    assert asked.frames(session, 0, len(EVERY), told.append).any()
    assert told == [0, len(EVERY)]


def test_frames_that_quote_a_segment_each_have_its_connection(tmp_path: Path) -> None:
    quoted = [icmp(3, bytes(4) + packet) for packet in (FRAMES[0][14:], FRAMES[8][18:])]
    session = capture(tmp_path, [*FRAMES, *quoted])
    assert matching(session, "tcp.stream == 0") == [1, 2, 3, 4, 5, 6, 10]
    assert matching(session, "tcp.stream == 1 and icmp") == [11]


def test_no_rows_no_answer(mixed: Session) -> None:
    assert len(compile_filter("tcp").frames(mixed, 4, 4)) == 0


def test_the_text_is_kept() -> None:
    assert isinstance(compile_filter("tcp"), Filter)
    assert compile_filter("tcp").text == "tcp"
    with pytest.raises(FilterError):
        compile_filter("")


@pytest.fixture(scope="module")
def bounded(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The room's capture twice, with so much between that the first of it went from memory."""
    return bounded_session(tmp_path_factory.mktemp("bounded"), FRAMES, FRAMES)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("tcp", SEGMENTS),
        ('frame contains "example"', [4, 7]),
        ('tcp.payload contains "GET"', [4]),
        ("dns", [7]),
        ("vlan.id == 42", [9]),
        (f"tcp.len == {len(HTTP)}", [4]),
        ("tcp.flags.fin == 1", [6]),
        ("flow.packets > 0", SEGMENTS),
        ("not arp", [1, 2, 3, 4, 5, 6, 7, 9]),
        (f"frame.number <= {len(FRAMES)}", []),
        ("!(frame.len > 0)", []),
        ("frame.time_delta > 1", []),
    ],
)
def test_what_went_from_memory_does_not_match(text: str, places: list[int], bounded: Session) -> None:
    assert matching(bounded, text) == [FILLED + place for place in places]


def test_what_is_left_matches_by_its_own_number(bounded: Session) -> None:
    assert matching(bounded, "frame") == list(range(bounded.columns.first + 1, bounded.frame_count + 1))
    for text in ("frame", "not flow.packets > 0"):
        assert not compile_filter(text).frames(bounded, 10, 20).any()


def test_connections_match_by_what_is_left_of_them(bounded: Session) -> None:
    assert compile_filter("tcp.flags.syn == 1").connections(bounded).tolist() == [True, True]
    assert not compile_filter(f"frame.number <= {len(FRAMES)}").connections(bounded).any()


def test_frames_may_go_while_they_are_looked_at(tmp_path: Path) -> None:
    counts: list[int] = []
    asked = compile_filter("frame.len > 0")

    def look(session: Session) -> None:
        counts.append(int(asked.frames(session, 0, session.frame_count).sum()))

    def drop_after_filling(done: int) -> None:
        if done == FILLED:
            session.columns.drop(1)

    session = bounded_session(tmp_path, FRAMES, FRAMES, look)
    assert CHUNK_ROWS < max(counts) <= FILLED
    mask = asked.frames(session, 0, session.frame_count, drop_after_filling)
    assert int(mask.sum()) == len(FRAMES)
