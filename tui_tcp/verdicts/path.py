"""What the path did to the segments: losses before the tap, reordering, marks, holes for large packets; its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.errors import read_error
from tui_tcp.verdicts.holes import LATE, OVERTAKEN, REPAIRED, Fill, Missing, fills, never_captured
from tui_tcp.verdicts.losses import is_bad, sent_by
from tui_tcp.verdicts.repeats import first_copies
from tui_tcp.verdicts.track import among
from tui_tcp.verdicts.words import count, duration, share, size, were

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_LEAST_TRIES = 3
_FELT_NS = 1_000_000  # what comes out of order by less, and is not sent again for that, harms nobody


def loss_before_tap(case: Case) -> Iterator[Claim]:
    """A hole filled later by a range never seen, by a segment that was sent after what stands beyond the hole."""
    for end in (0, 1):
        found = [fill for fill in fills(case, end) if fill.kind == REPAIRED]
        if found:
            late = max(fill.late for fill in found)
            sent = max(sent_by(case, end), len(found))  # a FIN is no data
            text = (
                f"{len(found):,} of {sent:,} segments of the {NAMES[end]} ({share(len(found), sent)}) lost between the"
                f" {NAMES[end]} and the capture point: {_holes(case, found)}, {duration(late)} later"
                f"{' at worst' if len(found) > 1 else ''}."
            )
            rows = case.rows(place for fill in found for place in (fill.hole, fill.place))
            severity = Severity.PROBLEM if is_bad(len(found), sent, late) else Severity.NOTE
            yield claim("loss_before_tap", text, rows, severity)


def _holes(case: Case, found: list[Fill]) -> str:
    first = found[0]
    return f"the hole before {case.marks(first.hole)} was filled by {case.marks(first.place)}"


def reordered(case: Case) -> Iterator[Claim]:
    """A hole filled by a segment that was sent before what overtook it."""
    yield from _late(case, OVERTAKEN, "reordered", "the network delivers out of order")


def overtaken_by_copies(case: Case) -> Iterator[Claim]:
    """Sent again, and the first copy came after the second: both by the sender's own count of its packets."""
    for end in (0, 1):
        late = case.where("late_original", end=end)
        copies = first_copies(case.track, late)
        late, copies = late[copies >= 0], copies[copies >= 0]
        if len(late):
            own, it, which = ("its own copy", "it", "") if len(late) == 1 else ("their own copies", "them", "first ")
            text = (
                f"{count(len(late), 'segment')} of the {NAMES[end]} came after {own} ({which}{case.marks(int(late[0]))}"
                f" after {case.marks(int(copies[0]))}): held up on the way for so long that the sender took {it} for"
                " lost."
            )
            yield claim("reordered", text, case.rows([*copies, *late]))


def came_late(case: Case) -> Iterator[Claim]:
    """A hole filled later, and nothing that tells whether the segment was overtaken or sent again."""
    yield from _late(case, LATE, "came_late", "overtaken on the way, or lost and repaired before the capture point")


def repaired_from_before(case: Case) -> Iterator[Claim]:
    """Sent again because SACK or duplicate ACKs asked for it, and the first copy was not captured."""
    for end in (0, 1):
        places = case.where("fast_retransmission", end=end)
        places = places[~among(places, case.repeats[0])]
        if not len(places):
            continue
        text = (
            f"{count(len(places), 'segment')} of the {NAMES[end]} ({case.marks(*places)}), for which SACK or duplicate"
            f" ACKs had asked, {'was' if len(places) == 1 else 'were'} probably sent again: no first copy was captured,"
            " so that nothing tells on which side of the capture point it was lost, or whether it only came late."
        )
        yield claim("came_late", text, case.rows(places))


def _late(case: Case, kind: str, name: str, why: str) -> Iterator[Claim]:
    for end in (0, 1):
        found = [fill for fill in fills(case, end) if fill.kind == kind]
        if found:
            late = duration(max(fill.late for fill in found))
            late = late if len(found) == 1 else f"up to {late}"
            text = (
                f"{count(len(found), 'segment')} of the {NAMES[end]} came {late}"
                f" late ({case.marks(found[0].place)} belongs before {case.marks(found[0].hole)}): {why}."
            )
            is_felt = max(fill.late for fill in found) >= _FELT_NS or case.has("retransmission")
            rows = case.rows(p for fill in found for p in (fill.hole, fill.place))
            yield claim(name, text, rows, Severity.NOTE if is_felt else Severity.INFO)


def capture_incomplete(case: Case) -> Iterator[Claim]:
    """What was acknowledged, and never captured."""
    for end in (0, 1):
        missing = never_captured(case, end)
        if missing is None:
            continue
        text = _missing_fin(case, end, missing) if missing.is_fin else _missing_data(case, end, missing)
        yield claim("capture_incomplete", f"{text}.", case.rows(p for p in (missing.after, missing.ack) if p >= 0))


def _missing_fin(case: Case, end: int, missing: Missing) -> str:
    return (
        f"{case.marks(missing.ack)} acknowledges one number more than was captured of the {NAMES[end]}: probably its"
        f" FIN, which the capture lost{_told_losses(case)} or which took another way"
    )


def _missing_data(case: Case, end: int, missing: Missing) -> str:
    or_fin = ", or its FIN," if missing.bytes == 1 else ""
    it, they = ("it", "it") if missing.bytes == 1 else ("them", "they")
    text = (
        f"{size(missing.bytes)} of the {NAMES[end]}{or_fin} {were(missing.bytes)} acknowledged"
        f" ({case.marks(missing.ack)}) and never captured: the capture lost {it}{_told_losses(case)}, or {they} took"
        f" another way; the network did not lose {it}"
    )
    if missing.is_doubtful:
        text += ". So many need a scaled window"
        if missing.holes == 1:
            text += f"; if it is not, a number is damaged, perhaps that of {case.marks(missing.after)}"
    return text


def _told_losses(case: Case) -> str:
    """Return what the capture itself says of packets that it lost."""
    dropped = sum(case.session.notes.drops.values())
    return f" ({count(dropped, 'packet')}, as its own counters say)" if dropped else ""


def congestion_marked(case: Case) -> Iterator[Claim]:
    """Segments that a router marked with Congestion Experienced (RFC 3168)."""
    for end in (0, 1):
        places = case.where("ecn_ce", end=end)
        if len(places):
            text = f"{count(len(places), 'segment')} of the {NAMES[end]} came marked for congestion"
            text += f" ({case.marks(*places)}): a router between it and the capture point had a long queue, and said so"
            text += f" instead of dropping {'it' if len(places) == 1 else 'them'}"
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
    if not len(passed) or track.length[passed].max() >= large or large < (_SMALL if is_alive else _LARGE):
        return None
    biggest = int(track.length[passed].max())
    text = (
        f"Segments of {count(large, 'byte')} of the {NAMES[end]} vanish ({case.marks(first, *stuck)}), while"
        f" {count(biggest, 'byte')} passed: probably the path takes no packets that large, and the ICMP error that says"
        " so is filtered; or the path died just then."
    )
    return claim("mtu_hole", text, case.rows([first, *stuck]))


_LARGE = 1000  # bytes of payload, from which on a segment may be too large for some path
_SMALL = 500  # bytes that pass everywhere, as far as anybody knows (RFC 9293 section 3.7.1: 536 with IPv4)


def _too_big(case: Case, row: int) -> Claim | None:
    error = read_error(case.session, row)
    if error is None or not error.is_too_big:
        return None
    mtu = f"packets of at most {error.mtu:,} bytes pass" if error.mtu else "large packets do not pass"
    text = f"{error.sender} reported by ICMP that {mtu} ({marks([row])}): the path is narrower than the ends thought."
    return claim("mtu_hole", text, [row], Severity.NOTE)


def may_be_out_of_time(slab: Slab) -> Vector:
    """Tell where the capture's clock ran back."""
    return np.array(slab.is_out_of_time)


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
