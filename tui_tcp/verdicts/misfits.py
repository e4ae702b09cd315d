"""Numbers that cannot be right: a jump farther than any window allows is no hole, but a damaged number, or a stray one.

An end may send a window in a round trip (RFC 9293 section 3.8), so that the capture can have missed a window in each
round trip that passed, and one more. What jumps farther is of no stream of this connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, RST, SYN
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.track import NOWHERE, among
from tui_tcp.verdicts.words import count, size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector

_LARGEST_SHIFT = 14  # RFC 7323 section 2.3
_LEAST_TRIP_NS = 100_000  # hosts, and programs that read and write, are no nearer
_MOST = 256  # of one end's
_LEAST_WINDOW = 1 << 16  # where few windows were captured, others may have been as large


def stray_numbers(case: Case) -> Iterator[Claim]:
    """A segment that begins farther ahead than the other end can have allowed."""
    for end in (0, 1):
        found = strays(case, end)
        if not found:
            continue
        place, jump = found[0]
        more = f", and {len(found) - 1:,} more like it" if len(found) > 1 else ""
        text = (
            f"{case.marks(place)} begins {size(jump)} beyond all that the {NAMES[end]} had sent, more than the"
            f" {NAMES[1 - end]}'s window ever allowed ({size(largest_window(case, end))} at most){more}: a damaged"
            " number, or one of another connection; nothing is said of holes in what it sent."
        )
        yield claim("stray_numbers", text, case.rows(stray for stray, _ in found))


def before_syn(case: Case, end: int) -> Vector:
    """Return the places of an end's segments after its SYN, or SYN,ACK, whose numbers are from before that."""
    track = case.track
    opening = np.append(case.syns[end][:1], case.syn_acks[end][:1])
    if not len(opening):
        return NOWHERE
    own = track.of_end[end]
    own = own[(own > opening.max()) & ((track.flags[own] & (SYN | RST)) == 0)]
    older: Vector = own[track.seq[own] < track.seq[opening].min()]
    return older


def older_numbers(case: Case) -> Iterator[Claim]:
    """Segments whose numbers are from before their sender's SYN."""
    for end in (0, 1):
        found = before_syn(case, end)
        if not len(found):
            continue
        opening = "SYN" if len(case.syns[end]) else "SYN,ACK"
        text = (
            f"{count(len(found), 'segment')} of the {NAMES[end]} ({case.marks(*found)}) {_bears(len(found))} from"
            f" before its {opening}: of another connection, or changed on the way; nothing is said of holes in what it"
            " sent."
        )
        yield claim("stray_numbers", text, case.rows(found))


def _bears(segments: int) -> str:
    return "bears a number" if segments == 1 else "bear numbers"


def outlived_fin(case: Case) -> Iterator[Claim]:
    """A FIN that closed nothing: its sender went on."""
    for end, fins in enumerate(case.track.both(case.track.slab.fins)):
        outlived = fins[~among(fins, case.fins[end])]
        if not len(outlived):
            continue
        data = case.data[end]
        after = data[data > outlived[0]][:1]
        text = (
            f"A FIN in the {NAMES[end]}'s name ({case.marks(*outlived)}) closed nothing: the {NAMES[end]} went on"
            f" ({case.marks(*after)}), and that was taken; a damaged header, or somebody else's."
        )
        yield claim("stray_numbers", text, case.rows([outlived[0], *after]))


def strays(case: Case, end: int) -> list[tuple[int, int]]:
    """Return the places of an end's segments that begin too far beyond all before them, and by how many bytes."""
    if not case.has("lost_segment"):
        return []
    track, own = case.track, case.track.of_end[end]
    own = own[(track.flags[own] & RST) == 0]
    highest = np.maximum.accumulate(track.end[own])
    jumps = track.seq[own[1:]] - highest[:-1]
    far = is_too_far(case, end, jumps, np.diff(track.time[own]))
    far &= (track.findings[own[1:]] & BITS["lost_segment"]) != 0
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(far)[:_MOST].tolist():
        before = own[: at + 1]
        before = before[~np.isin(before, [stray for stray, _ in found])]
        found.append((int(own[at + 1]), int(track.seq[own[at + 1]] - track.end[before].max())))
    return found


def is_too_far(case: Case, end: int, jumps: Vector, ns: Vector) -> Vector:
    """Tell which of an end's numbers cannot have gone so many bytes ahead in some nanoseconds each."""
    far: Vector = jumps > largest_window(case, end) * _round_trips(case, ns)
    return far


def is_far_unless_scaled(case: Case, end: int, jumps: Vector, ns: Vector) -> Vector:
    """Tell which jumps only a scaled window would allow, where the scale is not known."""
    offered, shift = _offered(case, end)
    far: Vector = (jumps > offered * _round_trips(case, ns)) & (shift > 0)
    return far


def largest_window(case: Case, end: int) -> int:
    """Return the most bytes that the other end can have allowed an end to have under way."""
    offered, shift = _offered(case, end)
    return max(offered, _LEAST_WINDOW if shift == 0 or not offered else 0) << shift


def _offered(case: Case, end: int) -> tuple[int, int]:
    """Return the largest window that the other end was seen to offer an end, and by how much it may be scaled yet."""
    track = case.track
    heard = track.of_end[1 - end]
    heard = heard[(track.flags[heard] & (ACK | SYN | RST)) == ACK]
    if not len(heard):
        return 0, _LARGEST_SHIFT
    return int(track.window[heard].max()), _LARGEST_SHIFT if track.shift[heard[-1]] == SHIFT_UNKNOWN else 0


def _round_trips(case: Case, ns: Vector) -> Vector:
    trips: Vector = 1 + np.maximum(ns, 0) // max(case.trip, _LEAST_TRIP_NS)
    return trips
