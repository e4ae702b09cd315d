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
from tui_tcp.views.ages import Clock, began, state_piece, stuck

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


class Ticks:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 7

    def __call__(self) -> int:
        return self.now


def test_time_goes_on_from_the_newest_packet() -> None:
    session, ticks = session_of(request()), Ticks()
    session.is_done = False
    clock = Clock(session, ticks)
    assert clock.now() == START + 30 * MS
    ticks.now += 2 * SECOND
    assert clock.now() == START + 30 * MS + 2 * SECOND


def test_time_stands_still_when_the_capture_has_ended() -> None:
    session, ticks = session_of(request()), Ticks()
    clock = Clock(session, ticks)
    clock.now()
    ticks.now += 2 * SECOND
    assert clock.now() == START + 30 * MS


def test_there_is_no_time_before_the_first_packet() -> None:
    session = session_of(request())
    session.columns.count = 0
    assert Clock(session).now() == 0


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
    assert began(session, connection) == START + round(since * MS)
    assert state_piece(session, connection, START + round(since * MS) + round(seconds * SECOND), 20)[0] == text


@pytest.mark.parametrize(
    ("width", "text"),
    [(15, "CLOSE-WAIT 20 s"), (14, "CLOSE-WAIT 20s"), (12, "CLOSE-W 20s"), (10, "CLOSE-WAIT")],
)
def test_where_there_is_little_room_states_are_shortened(width: int, text: str) -> None:
    session = session_of(HALF_CLOSED)
    assert state_piece(session, session.connections[0], START + 40 * MS + 20 * SECOND, width)[0] == text


def test_what_is_stuck_looks_like_a_problem() -> None:
    session = session_of(SYN)
    looks = [state_piece(session, session.connections[0], START + age * SECOND, 20)[1] for age in (1, 4, 5)]
    assert looks == ["certain", "certain", "problem"]


@pytest.mark.parametrize(
    ("frames", "since"),
    [(SYN, 0), (SYN_ACK, 0), (HALF_CLOSED, 40), (SHUT, 1000)],
    ids=["syn", "syn_ack", "half_closed", "shut"],
)
def test_what_waits_for_five_seconds_is_stuck(frames: list[tuple[float, bytes]], since: int) -> None:
    session = session_of(frames)
    begin = START + since * MS
    assert not stuck(session, session.connections, begin + 5 * SECOND - 1)[0]
    assert stuck(session, session.connections, begin + 5 * SECOND)[0]


@pytest.mark.parametrize("frames", [handshake(), refused(), closed_by_server()], ids=["open", "refused", "closed"])
def test_what_is_done_or_at_rest_is_not_stuck(frames: list[tuple[float, bytes]]) -> None:
    session = session_of(frames)
    assert not stuck(session, session.connections, START + 10_000 * SECOND).any()


def test_many_are_looked_at() -> None:
    session = session_of(hundred_connections())
    assert stuck(session, session.connections, START + 5 * SECOND + 49 * MS).sum() == 50
