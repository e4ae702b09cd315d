"""What was captured twice: sent again although it had arrived, for no reason that shows, or doubled on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import SYN
from tui_tcp.verdicts.arrived import answered
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.headers import read_network, read_segment
from tui_tcp.verdicts.losses import first_copies_of
from tui_tcp.verdicts.second_answers import second_answers
from tui_tcp.verdicts.words import count, duration, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.arrived import Answered

_LOOKED_AT = 16  # copies whose IP headers are read
_UP_TO_CHECKSUM = 16  # bytes of a TCP header: ports, numbers, flags and window


def needless_retransmission(case: Case) -> Iterator[Claim]:
    """Sent again although it had arrived: the receiver, its timestamps, or the time of its answer say so."""
    for end in (0, 1):
        needless = case.needless(end)
        if len(needless):
            yield _needless(case, end, needless)
        copies = case.mostly_needless(end)
        told = answered(case, end)
        if len(copies) and told is not None:
            yield _outnumbered(case, end, copies, told)


def _needless(case: Case, end: int, needless: Vector) -> Claim:
    again = _segments_again(case, needless)
    text = f"The {NAMES[end]} sent {again} that had arrived ({case.marks(*needless)}): {_why_needless(case, needless)}."
    severity = Severity.INFO if np.all(case.is_probe(needless)) else Severity.NOTE
    return claim("needless_retransmission", text, case.rows(needless), severity)


def _segments_again(case: Case, copies: Vector) -> str:
    """Return how many segments came again: '1 segment again', '1 segment again, twice,'."""
    segments = len(set(first_copies_of(case, copies).tolist()))
    if segments == len(copies):
        return f"{count(segments, 'segment')} again"
    in_all = "" if segments == 1 else " in all"
    return f"{count(segments, 'segment')} again, {times(len(copies))}{in_all},"


def _why_needless(case: Case, needless: Vector) -> str:
    """Tell what makes a sender repeat what has arrived."""
    probes = case.is_probe(needless)
    if not np.all(probes):
        return "acknowledgments were lost or late, segments were reordered, or the delay jumped"
    return "a tail-loss probe, which is harmless" if len(needless) == 1 else "tail-loss probes, which are harmless"


def _outnumbered(case: Case, end: int, copies: Vector, told: Answered) -> Claim:
    """Tell of copies most of which were needless, though not which."""
    sent, answers = told.sent, told.answers
    lost = "nothing was lost" if sent <= answers else f"at most {sent - answers:,} of them can have been lost"
    text = (
        f"The {NAMES[end]} sent {_segments_again(case, copies).rstrip(',')}, most of it needlessly (first"
        f" {case.marks(int(copies[0]))}): {count(sent, 'segment')}, with {count(len(copies), 'copy', 'copies')} among"
        f" them, drew {count(answers, 'acknowledgment')}, so that {lost}; its timer is too short, or segments were"
        " reordered."
    )
    return claim("needless_retransmission", text, case.rows(copies))


def fins_in_answers(case: Case) -> Claim | None:
    """A FIN once more in the acknowledgment of the other end's FIN."""
    places = case.fins_in_answers
    if not len(places):
        return None
    place = int(places[0])
    end = case.sender(place)
    text = (
        f"The {NAMES[end]} put its FIN into the acknowledgment of the {NAMES[1 - end]}'s once more ({case.marks(place)}"
        f" repeats {case.marks(int(case.fins[end][0]))}), as BSD and macOS do when FINs cross: nothing was lost."
    )
    return claim("needless_retransmission", text, case.rows([case.fins[end][0], place]), Severity.INFO)


def unexplained_repeats(case: Case) -> Iterator[Claim]:
    """Sent twice, and neither a timer nor anything else that called for it; not the same packet either."""
    for end in (0, 1):
        unexplained = case.unexplained(end).tolist()
        answers = second_answers(case, [place for place in unexplained if case.track.flags[place] & SYN])
        yield from [answers] if answers else []
        places = [place for place in unexplained if not case.track.flags[case.original(place)] & SYN]
        if places:
            latest = max(case.since(case.original(place), place) for place in places)
            repeats = f"{case.marks(places[0])} repeats {case.marks(case.original(places[0]))}"
            text = (
                f"{count(len(places), 'segment')} of the {NAMES[end]} came twice within {duration(latest)} (first"
                f" {repeats}), and neither a timer nor an acknowledgment explains it: {_who_repeats(case, places)}."
            )
            rows = case.rows([*(case.original(place) for place in places), *places])
            yield claim("unexplained_repeats", text, rows)


def _who_repeats(case: Case, places: list[int]) -> str:
    """Tell who made the copies: a number, or a header, of its own has only what its sender made anew."""
    signs = {_sign_of_its_own(case, place) for place in places[:_LOOKED_AT]}
    if "" in signs:
        return "probably a device or the capture itself doubled it on the way"
    return f"each copy has {min(signs)} of its own, so that its sender made it, for a reason that does not show"


def _sign_of_its_own(case: Case, place: int) -> str:
    """Return what distinguishes a copy from the same packet; '' if nothing does."""
    rows = case.rows((case.original(place), place))
    one, two = (read_network(case.session, row) for row in rows)
    if one and two and (one.identification or two.identification):
        return "an IP identification" if one.identification != two.identification else ""
    first, second = (read_segment(case.session, row)[:_UP_TO_CHECKSUM] for row in rows)
    return "a TCP header" if first != second else ""


def doubled_frames(case: Case) -> Claim | None:
    """The same IP packet captured twice, or more often."""
    places, earlier = case.same_packets
    if not len(places):
        return None
    firsts = _first_of_each(places, earlier)
    often = np.unique(firsts, return_counts=True)[1] + 1
    rows = case.rows([earlier[0], places[0]])
    text = f"{count(len(often), 'segment')} captured {_how_often(often)} as the same packet ({marks(rows)}"
    text += ", the first of them)" if len(often) > 1 else ")"
    ns = case.since(int(earlier[0]), int(places[0]))
    apart = f"{duration(ns)} apart" if ns else "at the same time"
    text += f", {apart}: the capture point sees packets twice, or the network doubled them; the sender did not."
    return claim("doubled_frames", text, [*rows, *case.rows(places)])


def _first_of_each(places: Vector, earlier: Vector) -> Vector:
    """Return for each packet that came again the one that came first, through all that came between."""
    first: dict[int, int] = {}
    for place, before in zip(places.tolist(), earlier.tolist(), strict=True):
        first[place] = first.get(before, before)
    return np.array([first[place] for place in places.tolist()], np.int64)


def _how_often(often: Vector) -> str:
    """Return how often packets came: 'twice', 'up to 4 times (92 of them)'."""
    most = int(often.max())
    of_them = int(np.count_nonzero(often == most))
    return times(most) if of_them == len(often) else f"up to {times(most)} ({of_them:,} of them)"
