import pytest

from tests.views.builders import (
    MS,
    START,
    SYN_OPTIONS,
    closed_by_server,
    down,
    handshake,
    hundred_connections,
    refused,
    request,
    session_of,
    up,
)
from tui_tcp.model.session import Session
from tui_tcp.tcp.states import State
from tui_tcp.views.ages import age, state_piece, stuck
from tui_tcp.views.clock import Clock

SECOND = 1000 * MS
SYN = [up(0, "S", 0, 0)]
SYN_ACK = [*SYN, down(20, "SA", 0, 1, options=SYN_OPTIONS)]
HALF_CLOSED = [*request(), down(40, "FA", 1, 19), up(41, "A", 19, 2), up(3000, "PA", 19, 2, b"more")]
SHUT = [
    *request(),
    down(100, "A", 1, 19, window=500),
    down(1000, "A", 1, 19, window=0),
    up(1500, "PA", 18, 1, b"x"),
    down(1501, "A", 1, 19, window=0),
]


class SetClock(Clock):
    """A clock that a test sets, to nanoseconds after the captures begin."""

    def __init__(self, session: Session, after: int) -> None:
        super().__init__(session)
        self.time = START + after

    def now(self) -> int:
        return self.time


@pytest.mark.parametrize(
    ("frames", "since", "seconds", "text"),
    [
        (SYN, 0, 0, "SYN-SENT"),
        (SYN, 0, 12, "SYN-SENT 12 s"),
        (SYN_ACK, 0, 3, "SYN-RECEIVED 3 s"),
        (HALF_CLOSED, 40, 200, "CLOSE-WAIT 3 min"),
        (closed_by_server(), 5220, 0, "TIME-WAIT 60 s"),
        (closed_by_server(), 5220, 17.5, "TIME-WAIT 43 s"),
        (closed_by_server(), 5220, 59.9, "TIME-WAIT 1 s"),
        (closed_by_server(), 5220, 60, "CLOSED"),
        (request(), 30, 99, "ESTABLISHED"),
    ],
)
def test_states_age(frames: list[tuple[float, bytes]], since: float, seconds: float, text: str) -> None:
    session = session_of(frames)
    connection = session.connections[0]
    clock = SetClock(session, round(since * MS) + round(seconds * SECOND))
    assert age(session, connection, clock) == round(seconds * SECOND)
    assert state_piece(session, connection, clock, 20)[0] == text


@pytest.mark.parametrize(
    ("width", "text"),
    [(15, "CLOSE-WAIT 20 s"), (14, "CLOSE-WAIT 20s"), (12, "CLOSE-W 20s"), (10, "CLOSE-WAIT")],
)
def test_where_there_is_little_room_states_are_shortened(width: int, text: str) -> None:
    session = session_of(HALF_CLOSED)
    assert state_piece(session, session.connections[0], SetClock(session, 40 * MS + 20 * SECOND), width)[0] == text


def test_what_is_stuck_looks_like_a_problem() -> None:
    session = session_of(SYN)
    clocks = [SetClock(session, seconds * SECOND) for seconds in (1, 4, 5)]
    looks = [state_piece(session, session.connections[0], clock, 20)[1] for clock in clocks]
    assert looks == ["certain", "certain", "problem"]


@pytest.mark.parametrize(
    ("frames", "since"),
    [(SYN, 0), (SYN_ACK, 0), (HALF_CLOSED, 40), (SHUT, 1000)],
    ids=["syn", "syn_ack", "half_closed", "shut"],
)
def test_what_waits_for_five_seconds_is_stuck(frames: list[tuple[float, bytes]], since: int) -> None:
    session = session_of(frames)
    assert not stuck(session, session.connections, SetClock(session, since * MS + 5 * SECOND - 1))[0]
    assert stuck(session, session.connections, SetClock(session, since * MS + 5 * SECOND))[0]


@pytest.mark.parametrize("frames", [handshake(), refused(), closed_by_server()], ids=["open", "refused", "closed"])
def test_what_is_done_or_at_rest_is_not_stuck(frames: list[tuple[float, bytes]]) -> None:
    session = session_of(frames)
    assert not stuck(session, session.connections, SetClock(session, 10_000 * SECOND)).any()


def test_many_are_looked_at() -> None:
    session = session_of(hundred_connections())
    assert stuck(session, session.connections, SetClock(session, 5 * SECOND + 49 * MS)).sum() == 50


@pytest.mark.parametrize(("width", "text"), [(15, "0-WINDOW 38 s"), (12, "0-WINDOW 38s"), (10, "0-WIN 38s")])
def test_a_window_that_stays_shut_is_told_in_place_of_the_state(width: int, text: str) -> None:
    session = session_of(SHUT)
    piece = state_piece(session, session.connections[0], SetClock(session, 39 * SECOND), width)
    assert piece == (text, "problem")


def test_how_long_a_window_is_shut_is_found_far_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tcp.views.ages._LOOK_BACK", 1)
    session = session_of(SHUT)
    assert state_piece(session, session.connections[0], SetClock(session, 39 * SECOND), 15)[0] == "0-WINDOW 38 s"


@pytest.mark.parametrize("frames", [SYN, SYN_ACK], ids=["syn", "syn_ack"])
def test_who_has_not_asked_again_for_two_minutes_has_given_up(frames: list[tuple[float, bytes]]) -> None:
    session = session_of(frames)
    before, after = (SetClock(session, seconds * SECOND + 20 * MS) for seconds in (119, 120))
    assert stuck(session, session.connections, before)[0]
    assert not stuck(session, session.connections, after)[0]
    assert state_piece(session, session.connections[0], after, 20) == (State.CLOSED.text, "assumed")


@pytest.mark.parametrize("frames", [SYN, SHUT], ids=["syn", "shut"])
def test_how_long_is_too_long_can_be_said(frames: list[tuple[float, bytes]]) -> None:
    session = session_of(frames)
    clock = SetClock(session, 31 * SECOND)  # 31 or 30 seconds, as one has been so since the first second
    for patience, is_stuck in ((30 * SECOND, True), (32 * SECOND, False)):
        assert stuck(session, session.connections, clock, patience)[0] == is_stuck
        piece = state_piece(session, session.connections[0], clock, 20, patience)
        assert (piece[1] == "problem") == is_stuck
