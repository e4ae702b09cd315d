import pytest

from tests.views.builders import MS, START, request, session_of, up
from tui_tcp.views.clock import Clock

SECOND = 1000 * MS
HOUR = 3600 * SECOND


class Ticks:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 7

    def __call__(self) -> int:
        return self.now


class Growing:
    """A capture of which a test tells how much has come, a SYN at each of these milliseconds."""

    def __init__(self, *times: float, is_live: bool = True) -> None:
        self.session = session_of([up(ms, "S", 0, 0) for ms in times])
        self.session.is_done = False
        self.ticks = Ticks()
        self.clock = Clock(self.session, is_live, self.ticks)

    def comes(self, count: int, ticks: int) -> int:
        """Have so many packets come when the clock here says so; return the time there, after the capture's begin."""
        self.session.columns.count = count
        self.ticks.now = ticks
        return self.clock.now() - START

    def since(self, row: int) -> int:
        """Return how long ago a packet came."""
        return self.clock.since(self.session.columns.value("time", row), row)


def test_time_goes_on_from_the_newest_packet() -> None:
    session, ticks = session_of(request()), Ticks()
    session.is_done = False
    clock = Clock(session, ticks=ticks)
    assert clock.now() == START + 30 * MS
    ticks.now += 2 * SECOND
    assert clock.now() == START + 30 * MS + 2 * SECOND


def test_time_stands_still_when_the_capture_has_ended() -> None:
    session, ticks = session_of(request()), Ticks()
    clock = Clock(session, ticks=ticks)
    clock.now()
    ticks.now += 2 * SECOND
    assert clock.now() == START + 30 * MS


def test_there_is_no_time_before_the_first_packet() -> None:
    session = session_of(request())
    session.columns.count = 0
    assert Clock(session).now() == 0


def test_a_clock_that_is_put_back_makes_no_packet_younger() -> None:
    capture = Growing(0, 10_000, 10_100 - 3_600_000, 10_200 - 3_600_000, is_live=False)
    assert capture.comes(2, ticks=10 * SECOND) == 10 * SECOND
    assert capture.comes(4, ticks=10 * SECOND + 200 * MS) == 10_200 * MS - HOUR
    assert [capture.since(row) for row in range(4)] == [10_200 * MS, 200 * MS, 100 * MS, 0]
    assert capture.clock.last_step is not None
    assert (capture.clock.last_step.row, capture.clock.last_step.by) == (2, -HOUR)


def test_a_clock_that_is_put_forward_makes_no_packet_older() -> None:
    capture = Growing(0, 10_000, 10_100 + 3_600_000, 10_200)
    capture.comes(2, ticks=10 * SECOND)
    capture.comes(3, ticks=10 * SECOND + 100 * MS)
    assert [capture.since(row) for row in range(3)] == [10_100 * MS, 100 * MS, 0]
    capture.comes(4, ticks=10 * SECOND + 200 * MS)  # and back
    assert [capture.since(row) for row in range(4)] == [10_200 * MS, 200 * MS, 100 * MS, 0]


def test_where_nothing_is_captured_now_time_passes_as_the_packets_say() -> None:
    capture = Growing(0, 3_600_000, is_live=False)
    capture.comes(1, ticks=0)
    capture.comes(2, ticks=1)
    assert capture.since(0) == HOUR and capture.clock.last_step is None


def test_packets_that_were_waiting_to_be_read_are_no_step() -> None:
    capture = Growing(0, 20_000, 60_000)
    capture.comes(1, ticks=0)
    assert capture.comes(2, ticks=60 * SECOND) == 20 * SECOND  # the screen was stopped for a minute
    assert capture.comes(3, ticks=60 * SECOND + 1) == 60 * SECOND
    assert capture.clock.last_step is None


def test_packets_out_of_order_are_no_step() -> None:
    capture = Growing(0, 10_000, 9_900)
    capture.comes(2, ticks=10 * SECOND)
    capture.comes(3, ticks=10 * SECOND)
    assert capture.clock.last_step is None


def test_a_clock_that_does_nothing_else_is_not_followed_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_tcp.views.clock._MOST", 3)
    capture = Growing(*(place % 2 * 3_600_000 for place in range(20)))
    for count in range(1, 21):
        capture.comes(count, ticks=count)
    assert len(capture.clock._steps) == 3
