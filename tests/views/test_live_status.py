from itertools import pairwise

import pytest

from tests.app.driving import SAMPLE
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session
from tui_tcp.views.clock import Clock, Step
from tui_tcp.views.live_status import (
    LiveFacts,
    down_notice,
    ended_notice,
    live_title,
    longer,
    nothing_stuck,
    patience_hint,
    step_notice,
    stuck_mark,
    waiting_lines,
)
from tui_tcp.views.pieces import text_of, width_of

SECOND = 1_000_000_000
FACTS = LiveFacts(packets=1234, size=56789, rate=45.4, lost=0)


@pytest.fixture
def session() -> Session:
    return Session(open_source(str(SAMPLE)))


def title(session: Session, facts: LiveFacts, *marks: str, width: int = 120) -> str:
    return text_of(live_title(session, facts, marks, width))


def test_the_title_tells_what_came_and_how_fast(session: Session) -> None:
    assert " · ".join(("1,234 packets", "0 connections", "56.8 kB", "45/s")) in title(session, FACTS)
    assert title(session, FACTS).rstrip().endswith("live no loss")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"lost": 7}, "live 7 lost"),
        ({"missed": 9}, "live 9 missed by the interface"),
        ({"lost": 7, "missed": 9}, "live 7 lost 9 missed by the interface"),
        ({"lost": None}, "live"),
        ({"behind": 12_000_000}, "12.0 MB behind no loss"),
        ({"down": ("eth0",)}, "waiting no loss"),
        ({"is_running": False}, "ended no loss"),
    ],
)
def test_the_title_tells_what_is_amiss(session: Session, changes: dict[str, object], text: str) -> None:
    assert title(session, FACTS._replace(**changes)).rstrip().endswith(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_the_title_is_as_wide_as_the_screen(session: Session, width: int) -> None:
    line = live_title(session, FACTS, ("PAUSED", "following"), width)
    assert width_of(line) == width


def test_what_the_screen_does_is_never_cut_off(session: Session) -> None:
    assert "PAUSED  following" in title(session, FACTS, "PAUSED", "following", width=60)


MARKS = ("PAUSED", "stuck > 5 s", "following")
WHOLE = (
    "1,234 packets",
    "0 connections",
    "56.8 kB",
    "45/s",
    "live",
    "no loss",
    "7 lost",
    "PAUSED",
    "stuck > 5 s",
    "following",
)


@pytest.mark.parametrize("lost", [0, 7])
@pytest.mark.parametrize("marks", [(), MARKS])
def test_no_fact_is_cut_in_its_middle(session: Session, marks: tuple[str, ...], lost: int) -> None:
    for width in range(10, 130):
        said = title(session, FACTS._replace(lost=lost), *marks, width=width)
        for fact in WHOLE:
            said = said.replace(fact, "")
        words = said.replace("·", " ").split()
        assert len(words) == 1 and words[0].endswith(".pcap"), (width, said)


def test_what_matters_least_is_left_out_first(session: Session) -> None:
    widths = (90, 80, 70, 60, 50, 40)
    shown = [[fact for fact in WHOLE if fact in title(session, FACTS, "PAUSED", width=width)] for width in widths]
    assert [set(more) - set(less) for more, less in pairwise(shown)] == [
        {"56.8 kB"},
        {"0 connections"},
        {"no loss"},
        {"45/s"},
        {"1,234 packets"},
    ]
    assert "PAUSED" in title(session, FACTS, *MARKS, width=36)


def test_interfaces_that_are_down_are_named() -> None:
    assert down_notice(()) == ()
    assert "eth0 is down" in text_of(down_notice(("eth0",)))
    assert "a, b are down" in text_of(down_notice(("a", "b")))


def test_the_end_is_explained(session: Session) -> None:
    session.read()
    assert "ended: 1,234 packets in" in text_of(ended_notice(session, FACTS, Clock(session), will_ask=False))
    session.warnings.append("cannot write: disk full\x1b[2J")
    said = text_of(ended_notice(session, FACTS, Clock(session), will_ask=True))
    assert "disk full" in said and "q asks" in said and "\x1b" not in said


class SteppedClock(Clock):
    """A clock that allows for its steps."""

    def since(self, moment: int, row: int) -> int:
        return 90 * SECOND


def test_how_long_it_lasted_is_told_whatever_the_clock_did(session: Session) -> None:
    session.read()
    assert "1,234 packets in 1 min 30 s." in text_of(
        ended_notice(session, FACTS, SteppedClock(session), will_ask=False)
    )


def test_an_empty_list_says_what_it_waits_for() -> None:
    assert "No packet has come yet" in text_of(waiting_lines(FACTS._replace(packets=0))[0])
    assert "1,234 packets so far" in text_of(waiting_lines(FACTS)[0])


def test_a_clock_that_stepped_is_told_of() -> None:
    assert "put back by 3 h 00 min at #271." in text_of(step_notice(Step(270, -10_800 * 10**9, 0)))
    assert "put forward by 7.0 s at #1." in text_of(step_notice(Step(0, 7 * 10**9, 0)))


def test_how_long_is_stuck_is_told_as_it_was_asked_for() -> None:
    times = (250_000_000, SECOND, 5 * SECOND, 90 * SECOND, 120 * SECOND)
    assert [stuck_mark(time) for time in times] == [
        f"stuck > {text}" for text in ("0.25 s", "1 s", "5 s", "90 s", "2 min")
    ]
    assert "longer than 5 s" in patience_hint(5 * SECOND) and "longer than 5 s" in text_of(nothing_stuck(5 * SECOND)[0])


def test_patience_grows_and_begins_anew() -> None:
    times = [7 * SECOND]
    while len(times) < 9:
        times.append(longer(times[-1]))
    assert [time // SECOND for time in times] == [7, 10, 30, 60, 300, 1, 2, 5, 10]
