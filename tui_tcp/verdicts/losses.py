"""What was lost behind the capture point: how much, how its sender noticed, and how long the repair took."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.origin import final_reset
from tui_tcp.verdicts.track import among
from tui_tcp.verdicts.tries import LEAST_TRIES, unanswered_tries
from tui_tcp.verdicts.words import duration, share, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector

_MUCH_LOST = 0.01  # of the data segments
_LONG_NS = 500_000_000  # a repair that takes so long is felt
_LEAST_TRIES = 3
_LONGEST_PROBE_NS = 1_000_000_000


def loss_after_tap(case: Case) -> Iterator[Claim]:
    """The same range seen twice, and nothing that shows it needless."""
    for end in (0, 1):
        lost = case.lost(end)
        if len(lost) and not _went_unanswered(case, end, lost):
            yield _lost(case, end, lost)


def _went_unanswered(case: Case, end: int, lost: Vector) -> bool:
    """Tell whether all copies are tries of one segment that nothing ever answered: `gave_up` tells of those."""
    tries = unanswered_tries(case, final_reset(case))
    if len(tries) < LEAST_TRIES or not np.all(among(lost, tries)):
        return False
    return not _is_acknowledged(case, end, lost) and len(set(case.track.seq[lost].tolist())) == 1


def _is_acknowledged(case: Case, end: int, copies: Vector) -> bool:
    """Tell whether any copy of an end was ever acknowledged, by anything."""
    return bool(case.track.acked[end][-1] >= case.track.end[copies].min())


def _lost(case: Case, end: int, lost: Vector) -> Claim:
    """Tell how much was lost beyond the tap, how the sender noticed, and how long that took."""
    firsts = first_copies_of(case, lost)
    delays = case.track.time[lost] - case.track.time[firsts]
    slowest, segments = int(delays.max()), len(set(firsts.tolist()))
    sent = max(sent_by(case, end), segments)
    if segments == 1:
        what = _one_segment(case, end, lost, sent, slowest)
    else:
        again = "" if segments == len(lost) else f" {times(len(lost))} in all,"
        what = (
            f"{segments:,} of {sent:,} segments of the {NAMES[end]} ({share(segments, sent)}) had to be sent"
            f" again,{again} up to {duration(slowest)} later"
            f" (first {case.marks(int(lost[0]))} repeats {case.marks(int(firsts[0]))})"
        )
    text = f"{what}: {_where_lost(case, end, lost, segments)}; {_how_noticed(case, lost)}."
    if not _is_acknowledged(case, end, lost):
        text = f"{what}, and nothing ever acknowledged {'it' if segments == 1 else 'them'}: {_how_noticed(case, lost)}."
    severity = Severity.PROBLEM if is_bad(segments, sent, slowest) else Severity.NOTE
    return claim("loss_after_tap", text, case.rows([*firsts, *lost]), severity)


def _one_segment(case: Case, end: int, lost: Vector, sent: int, slowest: int) -> str:
    """Tell of a single segment, or a FIN, how often it came again."""
    first = case.first_of(int(lost[0]))
    what = f"A segment of the {NAMES[end]}, 1 of {sent:,}," if case.track.length[first] else f"The {NAMES[end]}'s FIN"
    again, repeats = "", "repeats"
    if len(lost) > 1:
        again, repeats = f" {times(len(lost))}, the last time", "repeat"
    later = f"{duration(slowest)} later ({case.marks(*lost)} {repeats} {case.marks(first)})"
    return f"{what} had to be sent again{again or ','} {later}"


def first_copies_of(case: Case, copies: Vector) -> Vector:
    """Return for each copy the first that was captured of what it repeats: copies of one segment share it."""
    return np.array([case.first_of(copy) for copy in copies.tolist()], np.int64)


def is_bad(lost: int, sent: int, slowest: int) -> bool:
    """Tell whether so much was lost, or so slowly repaired, that people feel it."""
    return slowest >= _LONG_NS or (lost >= _LEAST_TRIES and lost >= _MUCH_LOST * sent)


def sent_by(case: Case, end: int) -> int:
    """Return how many data segments an end sent, copies not counted; 1 at least."""
    data = case.data[end]
    repeated = among(data, case.repeats[0]) if len(case.repeats[0]) else np.zeros(len(data), bool)
    return max(int(np.count_nonzero(~repeated)), 1)


def _where_lost(case: Case, end: int, lost: Vector, segments: int) -> str:
    """Tell what the capture proves: the segments passed it, and either they or the answers to them did not arrive."""
    evident = np.count_nonzero(case.track.findings[lost] & BITS["fast_retransmission"])
    other = NAMES[1 - end]
    if evident == len(lost):
        return f"{'it was' if segments == 1 else 'they were'} lost behind the capture point on the way to the {other}"
    what = "they, or the acknowledgments of them, were"
    if segments == 1:
        what = "it, or the acknowledgment of it, was" if len(lost) == 1 else "it, or the acknowledgments of it, were"
    if not evident:
        return f"{what} lost between the capture point and the {other}"
    return f"{what} lost behind the capture point on the way to the {other}, some certainly"


def _how_noticed(case: Case, lost: Vector) -> str:
    """Tell by what the sender noticed: what SACK or duplicate ACKs showed, or a timer."""
    causes = [_cause(case, place) for place in lost.tolist()]
    told = [(cause, causes.count(cause)) for cause in _CAUSES if cause in causes]
    if len(told) == 1:
        return f"noticed {told[0][0]}"
    return "noticed " + ", ".join(f"{number:,} {cause}" for cause, number in told)


_BY_ACKS = "by SACK or duplicate ACKs"
_BY_PROBE = "by a tail-loss probe"
_BY_TIMER = "by the retransmission timer"
_BY_EITHER = "by a timer (tail-loss probe or retransmission)"
_CAUSES = (_BY_ACKS, _BY_PROBE, _BY_TIMER, _BY_EITHER)


def _cause(case: Case, place: int) -> str:
    bits, waited = case.track.findings[place], case.since(case.original(place), place)
    if bits & BITS["fast_retransmission"]:
        return _BY_ACKS
    if bits & sum(BITS[name] for name in case.timers):
        return _BY_TIMER
    if bits & BITS["tail_loss_probe"]:
        is_agreed = all(offer is not None and offer.sack for offer in case.offers)
        return _BY_PROBE if is_agreed and waited < _LONGEST_PROBE_NS else _BY_EITHER
    return _BY_EITHER
