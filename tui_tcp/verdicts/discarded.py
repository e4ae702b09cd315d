"""Segments that arrived and were discarded: their timestamps were older than what had come (RFC 7323 section 5).

The receiver echoes what it had seen: an echo that is newer than a segment's own timestamp, before that came, says that
the segment must fail the test (PAWS: protection against wrapped sequence numbers). A clock that was put back does so,
and several hosts behind one address do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.tcp.flags import ACK, RST
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.headers import read_options
from tui_tcp.verdicts.segments import NAMES
from tui_tcp.verdicts.words import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case

_LOOKED_INTO = 64  # copies, the first ones
_MASK, _HALF = (1 << 32) - 1, 1 << 31


class Discarded(NamedTuple):
    """The place of a segment that its receiver discarded, its timestamp, and where that echoed a newer one."""

    place: int
    stamp: int
    echoed_at: int
    echo: int


def discarded_before(case: Case, copies: Vector) -> dict[int, Discarded]:
    """Return what was discarded among the originals of some copies, by the place of the copy."""
    found: dict[int, Discarded] = {}
    if any(offer is not None and not offer.timestamps for offer in case.offers):
        return found
    for copy in copies[:_LOOKED_INTO].tolist():
        told = _discarded(case, case.original(copy))
        if told is not None:
            found[copy] = told
    return found


def _discarded(case: Case, place: int) -> Discarded | None:
    track, end = case.track, case.sender(place)
    if not 0 <= track.acked[end][place] <= track.seq[place]:
        return None  # nothing was heard before, or it had arrived
    heard = track.of_end[1 - end]
    heard = heard[(heard < place) & ((track.flags[heard] & (ACK | RST)) == ACK)][-1:]
    if not len(heard):
        return None
    own, other = (read_options(case.session, row).timestamps for row in case.rows((place, int(heard[0]))))
    if own is None or other is None or not 0 < (other[1] - own[0] & _MASK) < _HALF:
        return None
    return Discarded(place, own[0], int(heard[0]), other[1])


def stale_timestamps(case: Case) -> Iterator[Claim]:
    """Segments with timestamps that were older than what the receiver had seen."""
    for end in (0, 1):
        found = sorted({told.place: told for told in case.discarded.values() if case.sender(told.place) == end}.items())
        if not found:
            continue
        first = found[0][1]
        their = "its timestamp was" if len(found) == 1 else "their timestamps were"
        text = (
            f"The {NAMES[1 - end]} discarded {count(len(found), 'segment')} of the {NAMES[end]}"
            f" ({case.marks(*(place for place, _ in found))}), though nothing was lost: {their} older than what it had"
            f" seen ({first.stamp:,} in {case.marks(first.place)}, after it had"
            f" echoed {first.echo:,} in {case.marks(first.echoed_at)}; RFC 7323 section 5). A clock was put back, or"
            " several hosts share the address."
        )
        yield claim("stale_timestamps", text, case.rows(at for _, told in found for at in (told.echoed_at, told.place)))
