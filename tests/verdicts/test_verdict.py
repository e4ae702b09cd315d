"""Each verdict on a real capture that shows its phenomenon, and on one that does not."""

import pytest

from tests.verdicts.captures import SHOWN, Shown, judgement, path, said
from tests.views.builders import read
from tui_tcp.verdicts.catalogue import VERDICTS, Severity
from tui_tcp.verdicts.verdict import case_of, cases_of, judge

each = pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: f"{shown.name}-{shown.capture.split('/')[-1]}")
# What no whole capture shows: tests of their own make it from one, by leaving frames out or changing their times.
ELSEWHERE = {
    "mixed_wrappings",
    "one_sided",
    "joined_late",
    "came_late",
    "capture_incomplete",
    "out_of_time",
    "unexplained_repeats",
    "bare_ack",
    "stray_numbers",
    "stale_timestamps",
    "two_answers",
}


@each
def test_a_capture_that_shows_it(shown: Shown) -> None:
    claims = [claim for claim in judgement(shown.capture, shown.number).claims if claim.name == shown.name]
    assert any(shown.words in claim.text and set(shown.frames) <= set(claim.frames) for claim in claims), claims


@each
def test_a_capture_that_does_not(shown: Shown) -> None:
    assert shown.name not in said(*shown.others) or shown.words not in said(*shown.others)[shown.name].text


def test_every_verdict_is_shown() -> None:
    assert {shown.name for shown in SHOWN} | ELSEWHERE == {verdict.name for verdict in VERDICTS}


def test_three_sentences_at_most_the_worst_of_each_chapter() -> None:
    for shown in SHOWN:
        told = judgement(shown.capture, shown.number)
        assert [claim.chapter for claim in told.sentences] == sorted({claim.chapter for claim in told.claims})
        for claim in told.sentences:
            assert all(claim.rank <= other.rank for other in told.claims if other.chapter == claim.chapter)
        assert len(told.sentences) + len(told.others) == len(told.claims)


def test_every_claim_has_frames_of_the_capture() -> None:
    for shown in SHOWN:
        count = read(path(shown.capture)).frame_count
        for claim in judgement(shown.capture, shown.number).claims:
            assert claim.frames and all(1 <= frame <= count for frame in claim.frames), claim
            assert claim.text.endswith(".") and "  " not in claim.text


def test_many_at_once_are_judged_as_one_by_one() -> None:
    session = read("tui_tcp/sample/classic_lesson.pcap")
    together = [judge(case).claims for case in cases_of(session, session.connections)]
    assert together == [judge(case_of(session, connection)).claims for connection in session.connections]


def test_what_matters_less_is_left_out_when_asked() -> None:
    session = read(path("zero_window.client"))
    case = case_of(session, session.connections[0])
    assert [claim.name for claim in judge(case, Severity.NOTE).claims] == ["receiver_full"]
    assert judge(case, Severity.NOTE).severity is Severity.PROBLEM
