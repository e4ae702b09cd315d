"""Holes in what was captured of one direction: what filled them later, and what never came.

A segment that fills a hole was either overtaken on its way or lost before the capture point and sent again. The IP
header's number tells, as most senders count it up; then timestamps; then whether a copy could have come so soon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.headers import read_network, read_options
from tui_tcp.verdicts.misfits import before_syn, is_far_unless_scaled, is_too_far, strays

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

# What a fill is: the third if its first copy came after it, the last if nothing tells.
OVERTAKEN, REPAIRED, DELAYED, LATE = "overtaken", "repaired", "delayed", "late"
_MOST_FILLS = 256  # whose headers are read
_NEAR_NUMBERS = 1 << 12  # two IP identifications as close as this come from one counter
_MOST_AHEAD = 1 << 20  # bytes that may have been sent and acknowledged after the last one captured
_HALF = 1 << 31
_MASK = (1 << 32) - 1


class Fill(NamedTuple):
    """A segment that filled a hole: its place, that of the segment which left the hole, how late it came, and why."""

    place: int
    hole: int
    late: int
    kind: str


class Missing(NamedTuple):
    """Bytes that were acknowledged and never captured: how many, where the hole shows, and what acknowledges them.

    `holes` are how many places they are missing from. `is_doubtful` if windows whose scale is not known would have to
    be scaled to allow so many; `is_fin` if it is one number behind all that was captured of an end that is not seen to
    close, though the other did.
    """

    bytes: int
    after: int
    ack: int
    holes: int
    is_doubtful: bool
    is_fin: bool


def fills(case: Case, end: int) -> list[Fill]:
    """Return the segments of an end that filled holes; none where damaged numbers leave holes that are none."""
    places = case.where("out_of_order", end=end)
    if not len(places):
        return []
    if strays(case, end) or len(before_syn(case, end)):
        return []
    sent = case.track.of_end[end]
    return [fill for place in places[:_MOST_FILLS].tolist() if (fill := _fill(case, sent, place)) is not None]


def _fill(case: Case, sent: Vector, place: int) -> Fill | None:
    """Find the first segment beyond the one that came late, and tell which was sent first."""
    track = case.track
    before = sent[(sent < place) & ((track.flags[sent] & SYN) == 0)]
    beyond = before[track.seq[before] >= track.end[place]]
    if not len(beyond):
        return None
    hole = int(beyond[0])
    late = case.since(hole, place)
    kind = DELAYED if original_after(case, place) >= 0 else _kind(case, place, hole, int(before[-1]), late)
    return Fill(place, hole, late, kind)


def original_after(case: Case, place: int) -> int:
    """Return the late original that a copy had overtaken, -1 if none came after it."""
    track = case.track
    late = case.where("late_original", end=case.sender(place))
    late = late[(late > place) & (track.seq[late] <= track.seq[place]) & (track.end[late] > track.seq[place])]
    return int(late[0]) if len(late) else -1


def _kind(case: Case, place: int, hole: int, latest: int, late: int) -> str:
    """Tell which was sent first, the segment that came late or what stands beyond it."""
    own, first, last = (read_network(case.session, row) for row in case.rows((place, hole, latest)))
    if own and first and last and own.version == 4 and first.identification:
        before_hole = _ahead(first.identification, own.identification)
        after_last = _ahead(own.identification, last.identification)
        if before_hole != after_last:
            return OVERTAKEN if before_hole else REPAIRED
    by_time = _by_timestamps(case, place, hole)
    if by_time:
        return by_time
    # Nobody can repair what he has not had the time to hear of.
    to_sender = case.least[case.sender(place)]
    return OVERTAKEN if 0 <= late < to_sender // 2 else LATE


def _ahead(one: int, two: int) -> bool:
    """Tell whether an identification was given soon after another."""
    return 0 < (one - two & 0xFFFF) < _NEAR_NUMBERS


def _by_timestamps(case: Case, place: int, hole: int) -> str:
    own, beyond = (read_options(case.session, row).timestamps for row in case.rows((place, hole)))
    if own is None or beyond is None or own[0] == beyond[0]:
        return ""
    return OVERTAKEN if (beyond[0] - own[0] & _MASK) < _HALF else REPAIRED


def never_captured(case: Case, end: int) -> Missing | None:
    """Return what of an end's data was acknowledged without having been captured, None if all was."""
    if not case.has("lost_segment", "ack_of_unseen") or case.around.is_one_sided or strays(case, end):
        return None
    track = case.track
    sent, heard = track.of_end[end], track.of_end[1 - end]
    sent = sent[track.end[sent] > track.seq[sent]]
    heard = heard[(track.flags[heard] & (ACK | RST)) == ACK]
    if not (len(sent) and len(heard)):
        return None
    sent = sent[track.seq[sent] >= min(track.seq[sent[0]], track.ack[heard[0]])]  # what is older was of no use any more
    if not len(sent):
        return None
    last = int(track.end[sent].max())
    acked = int(track.acked[end][-1])
    if acked > last + _MOST_AHEAD:  # no number of this connection: a forged one, or of an older one
        acked = last
    order = sent[np.argsort(track.seq[sent], kind="stable")]
    covered = np.maximum.accumulate(track.end[order])
    sizes = np.minimum(np.append(track.seq[order[1:]], acked), acked) - covered
    apart = np.append(np.diff(track.time[order]), np.iinfo(np.int32).max)
    found = np.flatnonzero((sizes > 0) & ~is_too_far(case, end, sizes, apart))
    if not len(found):
        return None
    first = int(found[0])
    ack = np.append(heard[track.ack[heard] > covered[first]], track.having(BITS["ack_of_unseen"]))
    doubtful = bool(np.any(is_far_unless_scaled(case, end, sizes[found], apart[found])))
    missing, after = int(sizes[found].sum()), int(order[min(first + 1, len(order) - 1)])
    is_at_end = first == len(order) - 1 and not len(case.fins[end])
    is_fin = missing == 1 and is_at_end and len(case.fins[1 - end]) > 0
    return Missing(missing, after, int(ack[0]), len(found), doubtful, is_fin)
