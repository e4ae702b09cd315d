import struct

import numpy as np
import pytest

from tests.views.builders import SYN_OPTIONS, Timed, down, handshake, session_of, up
from tui_tcp.model.session import Session
from tui_tcp.verdicts.arrived import answered, echoes_earlier, first_answer, had_arrived, is_answered_too_soon
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.verdict import case_of

PIECE = b"x" * 100


def only(session: Session) -> Case:
    return case_of(session, session.connections[0])


def copied(answer_ms: float) -> list[Timed]:
    """A handshake over 20 ms, a segment, its copy after 300 ms, and an answer so long after the copy."""
    return [
        *handshake(),
        up(30, "PA", 1, 1, PIECE),
        up(330, "PA", 1, 1, PIECE),
        down(330 + answer_ms, "A", 1, 101),
    ]


@pytest.mark.parametrize(("answer_ms", "arrived"), [(4, [4]), (21, [])])
def test_an_answer_sooner_than_any_was_under_way(answer_ms: float, arrived: list[int]) -> None:
    one = only(session_of(copied(answer_ms)))
    assert first_answer(one, 4) == 5
    assert is_answered_too_soon(one, 4, 5) == bool(arrived)
    assert had_arrived(one, np.array([4])).tolist() == arrived
    assert one.lost(0).tolist() == ([] if arrived else [4])


def stamps(own: int, echo: int) -> bytes:
    return struct.pack(">BBBBII", 1, 1, 8, 10, own, echo)


def stamped(echo: int) -> list[Timed]:
    opening = [
        up(0, "S", 0, 0, options=SYN_OPTIONS + b"\1\1" + stamps(100, 0)[2:] + b"\0\0"),
        down(20, "SA", 0, 1, options=SYN_OPTIONS + b"\1\1" + stamps(900, 100)[2:] + b"\0\0"),
        up(21, "A", 1, 1, options=stamps(121, 900)),
    ]
    return [
        *opening,
        up(30, "PA", 1, 1, PIECE, options=stamps(130, 900)),
        up(330, "PA", 1, 1, PIECE, options=stamps(430, 900)),
        up(930, "PA", 1, 1, PIECE, options=stamps(1030, 900)),
        down(955, "A", 1, 101, options=stamps(1900, echo)),
    ]


@pytest.mark.parametrize(("echo", "arrived"), [(130, [4, 5]), (430, [5]), (1030, [])])
def test_an_echo_tells_which_copy_arrived(echo: int, arrived: list[int]) -> None:
    one = only(session_of(stamped(echo)))
    assert [place for place in (4, 5) if echoes_earlier(one, place, 6)] == arrived
    assert one.needless(0).tolist() == arrived


def repeated(answers: int) -> list[Timed]:
    """Eight segments, each sent again, and so many answers: the first eight new ones."""
    frames = handshake()
    for number in range(8):
        at = 100 + 1000 * number
        frames += [up(at, "PA", 1 + 100 * number, 1, PIECE), up(at + 400, "PA", 1 + 100 * number, 1, PIECE)]
        frames.append(down(at + 500, "A", 1, 101 + 100 * number))
        if number < answers - 8:
            frames.append(down(at + 700, "A", 1, 101 + 100 * number))
    return frames


def test_as_many_answers_as_segments_leave_no_room_for_losses() -> None:
    many, few = only(session_of(repeated(15))), only(session_of(repeated(8)))
    assert (answered(many, 0), answered(few, 0)) == ((16, 15, 33), (16, 8, 26))
    assert (len(many.lost(0)), len(many.mostly_needless(0))) == (0, 8)
    assert (len(few.lost(0)), len(few.mostly_needless(0))) == (8, 0)


def test_what_is_cut_up_behind_the_capture_point_tells_nothing() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 4000), down(60, "A", 1, 1461), down(60, "A", 1, 4001)]
    assert answered(only(session_of(frames)), 0) is None
