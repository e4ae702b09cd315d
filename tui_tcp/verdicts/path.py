"""What the path did to the segments: losses and where, reordering, doubling, holes for large packets, latency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, SYN
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.errors import read_error
from tui_tcp.verdicts.headers import read_network
from tui_tcp.verdicts.holes import LATE, OVERTAKEN, REPAIRED, Fill, fills, never_captured
from tui_tcp.verdicts.words import count, duration, share, size, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector

_MUCH_LOST = 0.01  # of the data segments
_LONG_NS = 500_000_000  # a repair that takes so long is felt
_LEAST_TRIES = 3
_LONGEST_PROBE_NS = 1_000_000_000
_LOOKED_AT = 16  # copies whose IP headers are read


def loss_after_tap(case: Case) -> Iterator[Claim]:
    """The same range seen twice, and nothing that shows it needless."""
    for end in (0, 1):
        lost = case.lost(end)
        if len(lost) and not _went_unanswered(case, end, lost):
            yield _lost(case, end, lost)


def _went_unanswered(case: Case, end: int, lost: Vector) -> bool:
    """Tell whether all copies are tries of one segment that nothing ever answered: that is how it ended."""
    unanswered = case.track.acked[end][-1] < case.track.end[lost[-1]]
    return bool(unanswered) and len(np.unique(case.track.seq[lost])) == 1 and len(lost) >= _LEAST_TRIES


def _lost(case: Case, end: int, lost: Vector) -> Claim:
    """Tell how much was lost beyond the tap, how the sender noticed, and how long that took."""
    track, name = case.track, NAMES[end]
    originals = np.array([case.original(place) for place in lost.tolist()], np.int64)
    delays = track.time[lost] - track.time[originals]
    slowest, sent = int(delays.max()), _sent(case, end)
    pair = f"{case.marks(int(lost[0]))} repeats {case.marks(int(originals[0]))}"
    where = _where_lost(case, end, lost)
    if len(lost) == 1 or not np.any(track.length[lost]):
        what = f"a segment of the {name}, 1 of {sent:,}," if track.length[lost[0]] else f"the {name}'s FIN"
        again = "again" if len(lost) == 1 else f"again {times(len(lost))}"
        text = f"{what} had to be sent {again}, {duration(slowest)} later ({pair}): {where}; {_how_noticed(case, lost)}"
    else:
        text = (
            f"{len(lost):,} of {sent:,} segments of the {name} ({share(len(lost), sent)}) had to be sent again, up to"
        )
        text += f" {duration(slowest)} later (first {pair}): {where}; {_how_noticed(case, lost)}"
    is_bad = slowest >= _LONG_NS or (len(lost) >= _LEAST_TRIES and len(lost) >= _MUCH_LOST * sent)
    rows = case.rows([*originals, *lost])
    text = text[0].upper() + text[1:]
    return claim("loss_after_tap", f"{text}.", rows, Severity.PROBLEM if is_bad else Severity.NOTE)


def _sent(case: Case, end: int) -> int:
    """Return how many data segments an end sent, copies not counted."""
    data = case.data[end]
    repeated = np.isin(data, case.repeats[0]) if len(case.repeats[0]) else np.zeros(len(data), bool)
    return max(int(np.count_nonzero(~repeated)), 1)


def _where_lost(case: Case, end: int, lost: Vector) -> str:
    """Tell what the capture proves: the segments passed it, and either they or the answers to them did not arrive."""
    evident = np.count_nonzero(case.track.findings[lost] & BITS["fast_retransmission"])
    it = "it was" if len(lost) == 1 else "they were"
    if evident == len(lost):
        return f"{it} lost behind the capture point on the way to the {NAMES[1 - end]}"
    what = f"{'it' if len(lost) == 1 else 'they'}, or the acknowledgments of {'it' if len(lost) == 1 else 'them'}"
    if not evident:
        return f"{what}, were lost between the capture point and the {NAMES[1 - end]}"
    return f"{what}, were lost behind the capture point on the way to the {NAMES[1 - end]}, some certainly"


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
    if bits & BITS["tail_loss_probe"]:
        is_agreed = all(offer is not None and offer.sack for offer in case.offers)
        return _BY_PROBE if is_agreed and waited < _LONGEST_PROBE_NS else _BY_EITHER
    return _BY_TIMER if bits & BITS["timeout_retransmission"] else _BY_EITHER


def loss_before_tap(case: Case) -> Iterator[Claim]:
    """A hole filled later by a range never seen, by a segment that was sent after what stands beyond the hole."""
    for end in (0, 1):
        found = [fill for fill in fills(case, end) if fill.kind == REPAIRED]
        if found:
            late = max(fill.late for fill in found)
            sent = _sent(case, end)
            text = (
                f"{len(found):,} of {sent:,} segments of the {NAMES[end]} ({share(len(found), sent)}) lost between the"
                f" {NAMES[end]} and the capture point: {_holes(case, found)}, {duration(late)} later"
                f"{' at worst' if len(found) > 1 else ''}."
            )
            rows = case.rows(place for fill in found for place in (fill.hole, fill.place))
            is_bad = late >= _LONG_NS or (len(found) >= _LEAST_TRIES and len(found) >= _MUCH_LOST * sent)
            yield claim("loss_before_tap", text, rows, Severity.PROBLEM if is_bad else Severity.NOTE)


def _holes(case: Case, found: list[Fill]) -> str:
    first = found[0]
    return f"the hole before {case.marks(first.hole)} was filled by {case.marks(first.place)}"


def reordered(case: Case) -> Iterator[Claim]:
    """A hole filled by a segment that was sent before what overtook it."""
    yield from _late(case, OVERTAKEN, "reordered", "the network delivers out of order")


def came_late(case: Case) -> Iterator[Claim]:
    """A hole filled later, and nothing that tells whether the segment was overtaken or sent again."""
    yield from _late(case, LATE, "came_late", "overtaken on the way, or lost and repaired before the capture point")


def _late(case: Case, kind: str, name: str, why: str) -> Iterator[Claim]:
    for end in (0, 1):
        found = [fill for fill in fills(case, end) if fill.kind == kind]
        if found:
            late = max(fill.late for fill in found)
            text = (
                f"{count(len(found), 'segment')} of the {NAMES[end]} came up to {duration(late)} late"
                f" ({case.marks(found[0].place)} belongs before {case.marks(found[0].hole)}): {why}."
            )
            yield claim(name, text, case.rows(p for fill in found for p in (fill.hole, fill.place)))


def capture_incomplete(case: Case) -> Iterator[Claim]:
    """What was acknowledged, and never captured."""
    for end in (0, 1):
        missing = never_captured(case, end)
        if missing is None or case.around.is_one_sided:
            continue
        text = (
            f"{size(missing.bytes)} of the {NAMES[end]} were acknowledged ({case.marks(missing.ack)}) and never"
            f" captured: the capture lost them{_told_losses(case)}, or they took another way; the network did not lose"
            " them."
        )
        yield claim("capture_incomplete", text, case.rows(p for p in (missing.after, missing.ack) if p >= 0))


def _told_losses(case: Case) -> str:
    """Return what the capture itself says of packets that it lost."""
    dropped = sum(case.session.notes.drops.values())
    return f" ({count(dropped, 'packet')}, as its own counters say)" if dropped else ""


def needless_retransmission(case: Case) -> Claim | None:
    """Sent again although it had arrived: the receiver or its timestamps say so."""
    needless = np.concatenate([case.needless(end) for end in (0, 1)])
    if not len(needless):
        return None
    end = case.sender(int(needless[0]))
    probes = int(np.count_nonzero(case.track.findings[needless] & BITS["tail_loss_probe"]))
    why = (
        "tail-loss probes, which are harmless"
        if probes == len(needless)
        else "acknowledgments were lost or late, segments were reordered, or the delay jumped"
    )
    text = f"The {NAMES[end]} sent {count(len(needless), 'segment')} again that had arrived"
    return claim("needless_retransmission", f"{text} ({case.marks(*needless)}): {why}.", case.rows(needless))


def unexplained_repeats(case: Case) -> Iterator[Claim]:
    """Sent twice, and neither a timer nor anything else that called for it; not the same packet either."""
    for end in (0, 1):
        unexplained = case.unexplained(end).tolist()
        yield from _syn_acks_doubled(case, [place for place in unexplained if case.track.flags[place] & SYN])
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


def _syn_acks_doubled(case: Case, places: list[int]) -> Iterator[Claim]:
    """A SYN,ACK again before its timer could run out, after a single SYN."""
    places = [place for place in places if case.track.flags[place] & ACK]
    if not places or len(case.syns[1 - case.sender(places[0])]) != 1:
        return
    first, last = case.original(places[0]), places[-1]
    text = (
        f"The {NAMES[case.sender(last)]}'s SYN,ACK came {times(len(places) + 1)} within"
        f" {duration(case.since(first, last))} ({case.marks(first, *places)}), too soon for its timer: the SYN, or the"
        f" answer to it, was doubled between the capture point and the {NAMES[case.sender(last)]}."
    )
    yield claim("unexplained_repeats", text, case.rows([first, *places]))


def _who_repeats(case: Case, places: list[int]) -> str:
    """Tell who made the copies: a number of its own has only what its sender made anew."""
    for place in places[:_LOOKED_AT]:
        one, two = (read_network(case.session, row) for row in case.rows((case.original(place), place)))
        if not one or not two or not one.identification or one.identification == two.identification:
            return "probably a device or the capture itself doubled it on the way"
    return "each copy has an IP identification of its own, so that its sender made it, for a reason that does not show"


def doubled_frames(case: Case) -> Claim | None:
    """The same IP packet captured twice."""
    places = case.doubled
    if not len(places):
        return None
    first = int(places[0])
    earlier = case.original(first)
    rows = case.rows([earlier, first])
    text = f"{count(len(places), 'segment')} captured twice as the same packet ({marks(rows)}"
    text += ", the first of them)" if len(places) > 1 else ")"
    apart = duration(case.since(earlier, first))
    text += f", {apart} apart: the capture point sees packets twice, or the network doubled them; the sender did not."
    return claim("doubled_frames", text, [*rows, *case.rows(places)])


def congestion_marked(case: Case) -> Iterator[Claim]:
    """Segments that a router marked with Congestion Experienced (RFC 3168)."""
    for end in (0, 1):
        places = case.where("ecn_ce", end=end)
        if len(places):
            text = f"{count(len(places), 'segment')} of the {NAMES[end]} came marked for congestion"
            text += f" ({case.marks(*places)}): a router between it and the capture point had a long queue, and said so"
            text += " instead of dropping them"
            yield claim("congestion_marked", f"{text}.", case.rows(places))


def mtu_hole(case: Case) -> Claim | None:
    """Large segments repeated and never acknowledged while small ones pass; or an ICMP error that says why."""
    error = next(
        filter(None, (_too_big(case, row) for row in case.around.quotes.get(case.connection.number, ()))), None
    )
    for end in (0, 1):
        places = case.copies(end)
        if len(places) < _LEAST_TRIES:
            continue
        last = int(places[-1])
        stuck = places[case.track.seq[places] == case.track.seq[last]]
        if len(stuck) >= _LEAST_TRIES and case.track.acked[end][-1] <= case.track.seq[last]:
            return error or _vanished(case, end, stuck)
    return error


def _vanished(case: Case, end: int, stuck: Vector) -> Claim | None:
    track, data = case.track, case.data[end]
    large = int(track.length[stuck].min())
    passed = data[(track.end[data] <= case.track.acked[end][-1]) & (track.length[data] > 0)]
    first = case.original(int(stuck[0]))
    heard = track.of_end[1 - end]
    is_alive = np.any(heard > stuck[0])
    if not len(passed) or track.length[passed].max() >= large or (not is_alive and large < _LARGE):
        return None
    biggest = int(track.length[passed].max())
    text = (
        f"Segments of {count(large, 'byte')} of the {NAMES[end]} vanish ({case.marks(first, *stuck)}), while"
        f" {count(biggest, 'byte')} passed: probably the path takes no packets that large, and the ICMP error that says"
        " so is filtered; or the path died just then."
    )
    return claim("mtu_hole", text, case.rows([first, *stuck]))


_LARGE = 1000  # bytes of payload, from which on a segment may be too large for some path


def _too_big(case: Case, row: int) -> Claim | None:
    error = read_error(case.session, row)
    if error is None or not error.is_too_big:
        return None
    mtu = f"packets of at most {error.mtu:,} bytes pass" if error.mtu else "large packets do not pass"
    text = f"{error.sender} reported by ICMP that {mtu} ({marks([row])}): the path is narrower than the ends thought."
    return claim("mtu_hole", text, [row], Severity.NOTE)


def out_of_time(case: Case) -> Claim | None:
    """The capture's clock ran back."""
    if not case.is_out_of_time:
        return None
    places = case.track.slab.jumps_back.of(case.track.at)
    back = case.track.time[places] - case.track.time[places + 1]
    worst = int(places[back.argmax()])
    text = (
        f"The capture's clock ran back by {duration(int(back.max()))} between {case.marks(worst)} and"
        f" {case.marks(worst + 1)}, as in captures put together: nothing is said that depends on times or their order."
    )
    return claim("out_of_time", text, case.rows([worst, worst + 1]))
