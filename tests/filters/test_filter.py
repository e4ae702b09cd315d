"""A compiled filter: rows in pieces, connections, progress, and being stopped."""

import numpy as np
import pytest

from tests.filters.asking import EVERY
from tui_tcp.filters import Filter, FilterError, compile_filter
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


def test_what_the_frames_said_is_used(mixed: Session) -> None:
    mask = np.array([number == 9 for number in EVERY])
    assert compile_filter("frame.number > 0").connections(mixed, mask).tolist() == [False, True]


def test_progress_is_told_and_cancelling_ends_it(mixed: Session) -> None:
    told: list[int] = []
    compile_filter("tcp").frames(mixed, 0, len(EVERY), told.append)
    assert told == [len(EVERY)]
    assert not compile_filter("tcp").frames(mixed, 0, len(EVERY), is_cancelled=lambda: True).any()


def test_no_rows_no_answer(mixed: Session) -> None:
    assert len(compile_filter("tcp").frames(mixed, 4, 4)) == 0


def test_the_text_is_kept() -> None:
    assert isinstance(compile_filter("tcp"), Filter)
    assert compile_filter("tcp").text == "tcp"
    with pytest.raises(FilterError):
        compile_filter("")
