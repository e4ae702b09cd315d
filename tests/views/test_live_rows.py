import numpy as np
import pytest

from tests.views.builders import START, hundred_connections, read, session_of
from tests.views.looking import WIDTHS, check_rows
from tui_tcp.views.clock import Clock
from tui_tcp.views.live_rows import IDLE, PROCESS, LiveRows
from tui_tcp.views.pieces import text_of

SAMPLE = "tui_tcp/sample/classic_lesson.pcap"
SECOND = 1_000_000_000


class SetClock(Clock):
    """A clock that a test sets."""

    time = START

    def now(self) -> int:
        return self.time


def rows_of_hundred(age: float = 0.0, owners: dict[int, str] | None = None) -> LiveRows:
    """SYNs, a millisecond apart, the last of them so many seconds ago."""
    session = session_of(hundred_connections())
    clock = SetClock(session)
    clock.time = START + 99_000_000 + round(age * SECOND)
    return LiveRows(session, clock, lambda: owners or {})


@pytest.mark.parametrize("width", WIDTHS)
def test_every_width_is_filled(width: int) -> None:
    session = read(SAMPLE)
    check_rows(LiveRows(session, Clock(session), lambda: {0: "curl 4711"}), width)


def test_states_tell_their_age() -> None:
    assert "SYN-SENT 12 s" in text_of(rows_of_hundred(12).line(99, 120))
    assert "SYN-SENT 12s" in text_of(rows_of_hundred(12).line(99, 80))


def test_idle_tells_how_long_nothing_came() -> None:
    assert "3.0 s" in text_of(rows_of_hundred(3).line(99, 140))


def test_the_most_recently_active_comes_first() -> None:
    rows = rows_of_hundred()
    rows.sort_by(IDLE)
    assert [rows.key_at(row) for row in range(3)] == [99, 98, 97]


def test_a_tick_makes_rows_new_while_the_capture_runs() -> None:
    rows = rows_of_hundred()
    before = rows.generation
    rows.tick()
    assert rows.generation == before  # it has ended
    rows._session.is_done = False
    rows.tick()
    assert rows.generation > before


def test_the_stuck_alone_can_be_shown() -> None:
    rows = rows_of_hundred(age=4.95)  # half of them for five seconds
    rows.show_stuck(True)
    assert rows.row_count == 50
    rows.show_stuck(False)
    assert rows.row_count == 100


def test_the_stuck_among_what_matches_a_filter() -> None:
    rows = rows_of_hundred(age=4.95)
    chosen = np.zeros(100, bool)
    chosen[40:60] = True
    rows.show_only(chosen)
    assert rows.row_count == 20
    rows.show_stuck(True)
    assert rows.row_count == 10
    rows.show_only(None)
    assert rows.row_count == 50


def test_time_alone_makes_stuck() -> None:
    rows = rows_of_hundred()
    rows.show_stuck(True)
    assert rows.row_count == 0
    rows._clock.time += 10 * SECOND  # type: ignore[attr-defined]
    rows._stuck_next = 0.0
    assert rows.refresh() and rows.row_count == 100


def test_processes_have_a_column_once_one_is_known() -> None:
    assert PROCESS not in text_of(rows_of_hundred().header(220))
    rows = rows_of_hundred(owners={3: "curl 4711"})
    assert PROCESS in text_of(rows.header(220)) and "curl 4711" in text_of(rows.line(3, 220))
    rows.sort_by(PROCESS)
    assert rows.key_at(0) == 3


def test_packets_of_a_row() -> None:
    assert rows_of_hundred().packets(5) == 1


def test_what_is_called_stuck_can_be_changed() -> None:
    rows = rows_of_hundred(age=4.95)
    rows.show_stuck(True)
    before = rows.generation
    rows.be_patient(SECOND)
    assert rows.row_count == 100 and rows.generation > before
    rows.be_patient(10 * SECOND)
    assert rows.row_count == 0
