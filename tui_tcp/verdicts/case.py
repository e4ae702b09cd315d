"""One connection before the judge: its segments, and what was sent again of them, and whether that repaired a loss."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS, CAUSES
from tui_tcp.tcp.flags import SYN
from tui_tcp.verdicts.arrived import answered, had_arrived
from tui_tcp.verdicts.discarded import Discarded, discarded_before
from tui_tcp.verdicts.repeats import doubled, doubled_acks, first_copies, twins
from tui_tcp.verdicts.segments import NAMES, Segments
from tui_tcp.verdicts.track import NOWHERE, among
from tui_tcp.verdicts.ways import how_ended

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.surroundings import Surroundings
    from tui_tcp.verdicts.track import Track

__all__ = ["NAMES", "Case"]

_NO_LOSS = BITS["spurious_retransmission"] | BITS["syn_retransmission"] | BITS["answer_to_repeated_syn"]
_MANY = 4  # copies: of fewer the numbers of segments and answers tell too little
_MOST = 2  # times as many copies as can have been lost
_LONGEST_DELAY_NS = 100_000_000  # of an acknowledgment that waits for nothing
_LONGEST_UNTIMED_NS = 200_000_000  # a copy that comes later can be a timer's, whatever else was sent meanwhile
_PROBES = ("tail_loss_probe", "timer_retransmission")
_FIRST_PROBES_NS = 1_372_550_400_000_000_000  # 2013-06-30: Linux 3.10; nobody else was sooner
_CLOCKS_ARE_SET_NS = 631_152_000_000_000_000  # 1990: what says to be older has a clock that was not set
_EXPLAINED = sum(BITS[name] for name in CAUSES)


class Case(Segments):
    """A connection's segments and what was sent again of them; how it ended."""

    def __init__(self, session: Session, track: Track, around: Surroundings) -> None:
        super().__init__(session, track, around)
        self.how = how_ended(self)

    @cached_property
    def repeats(self) -> tuple[Vector, Vector]:
        """The places of what was sent before, and of what each repeats.

        What came after its own acknowledgment may count as sent before: here it does not, if no earlier copy is there.
        """
        places = self.where("retransmission", "duplicate_frame")
        if not len(places):
            return places, places
        originals = first_copies(self.track, places)
        return places[originals >= 0], originals[originals >= 0]

    @cached_property
    def same_packets(self) -> tuple[Vector, Vector]:
        """The places of the segments that are the same packet as an earlier one, captured twice, and of that one."""
        if not self.has("retransmission", "duplicate_frame"):
            return NOWHERE, NOWHERE
        told = self.where("duplicate_frame")
        earlier = twins(self.session, self.track, told)
        places, originals = self.repeats
        others = ~among(places, told)
        unlike = np.flatnonzero((earlier < 0) & among(told, places))
        earlier[unlike] = originals[np.searchsorted(places, told[unlike])]
        told, earlier = told[earlier >= 0], earlier[earlier >= 0]
        found = doubled(self.session, self.track, places[others], originals[others])
        if len(found):
            told, earlier = np.append(told, found), np.append(earlier, originals[np.searchsorted(places, found)])
        if len(told):
            found, before = doubled_acks(self.session, self.track, told)
            told, earlier = np.append(told, found), np.append(earlier, before)
        order = np.argsort(told, kind="stable")
        return told[order], earlier[order]

    @cached_property
    def doubled(self) -> Vector:
        """The places of the segments that are the same packet as an earlier one, captured twice."""
        return self.same_packets[0]

    def original(self, place: int) -> int:
        """Return what a copy repeats: the latest copy before it."""
        places, originals = self.repeats
        return int(originals[np.searchsorted(places, place)])

    def first_of(self, place: int) -> int:
        """Return the first that was captured of what a copy repeats: copies may repeat copies."""
        places, originals = self.repeats
        at = int(np.searchsorted(places, place))
        while at < len(places) and places[at] == place:
            place = int(originals[at])
            at = int(np.searchsorted(places, place))
        return place

    @cached_property
    def _copies(self) -> Vector:
        """The places of what the sender sent again; nothing captured twice, cut for a narrow path, or in an answer."""
        places = self.repeats[0]
        if len(places):
            is_narrowed = (self.track.findings[places] & BITS["path_mtu_retransmission"]) != 0
            places = places[~among(places, self.doubled) & ~among(places, self.fins_in_answers) & ~is_narrowed]
        return places

    @cached_property
    def fins_in_answers(self) -> Vector:
        """The places of the FINs that came again in the acknowledgment of the other end's, which had crossed them.

        An end in CLOSING need only acknowledge (RFC 9293 section 3.10.7.4); BSD's TCP puts its FIN into that once more.
        """
        return np.array(sorted({*self._fins_again(0), *self._fins_again(1)}), np.int64)

    def _fins_again(self, end: int) -> list[int]:
        track, own, other = self.track, self.fins[end], self.fins[1 - end]
        if len(own) < 2 or not len(other) or own[0] > other[0] or track.ack[own[0]] >= track.end[other[0]]:
            return []
        again = own[(own > other[0]) & (track.length[own] == 0) & (track.ack[own] >= track.end[other[0]])][:1]
        return [place for place in again.tolist() if self.since(int(other[0]), place) < _LONGEST_DELAY_NS]

    def copies(self, end: int, *causes: str) -> Vector:
        """Return the places of the segments that an end sent again, for any cause or one of some."""
        places = self._copies
        if not len(places):
            return places
        chosen = self.track.from_client[places] == (end == 0)
        if causes:
            chosen &= (self.track.findings[places] & sum(BITS[name] for name in causes)) != 0
        mine: Vector = places[chosen]
        return mine

    def lost(self, end: int) -> Vector:
        """Return the places of the copies of an end that repair a loss, as far as the capture shows.

        Not what turned out needless, nor the handshake's, nor what came when there was no room for it, then or the
        first time (its receiver drops such: RFC 9293 section 3.10.7.4 first), nor the last FIN's copies,
        of which only the last ACK knows; and nothing where the other end was not captured.
        """
        copies, needless = self._unanswered[end], self.mostly_needless(end)
        return copies[~among(copies, needless)] if len(needless) else copies

    def mostly_needless(self, end: int) -> Vector:
        """Return the places of an end's copies most of which were needless, though nothing tells which.

        So many answers came; of what was sent after the last answer that tells nothing.
        """
        copies = self._unanswered[end]
        told = answered(self, end) if len(copies) >= _MANY else None
        if told is None:
            return NOWHERE
        copies = copies[copies < told.until]
        return copies if len(copies) >= max(_MANY, _MOST * (told.sent - told.answers) + 1) else NOWHERE

    @cached_property
    def _unanswered(self) -> tuple[Vector, Vector]:
        """The places of each end's copies that each for itself may have repaired a loss."""
        return self._unanswered_of(0), self._unanswered_of(1)

    def _unanswered_of(self, end: int) -> Vector:
        places = self.copies(end)
        if not len(places) or not len(self.track.of_end[1 - end]):
            return NOWHERE
        track = self.track
        keeps = ((track.findings[places] & _NO_LOSS) == 0) & ~self.is_unexplained(places)
        keeps &= ~among(places, self._arrived)
        if self.discarded:
            keeps &= ~np.isin(places, list(self.discarded))
        originals = np.array([self.original(place) for place in places.tolist()], np.int64)
        keeps &= ~self._beyond_window(end, places, places) & ~self._beyond_window(end, places, originals)
        if self.is_second_to_close(end):
            keeps &= track.length[places] > 0
        lost: Vector = places[keeps]
        return lost

    def is_probe(self, places: Vector) -> Vector:
        """Tell which copies are tail-loss probes: none in a capture from before there were any (RFC 8985 section 7)."""
        probes: Vector = (self.track.findings[places] & BITS["tail_loss_probe"]) != 0
        return probes & (not self._is_before_probes)

    @cached_property
    def timers(self) -> tuple[str, ...]:
        """The findings that mean that the retransmission timer ran out."""
        return ("timeout_retransmission", *(_PROBES if self._is_before_probes else ()))

    @cached_property
    def _is_before_probes(self) -> bool:
        return _CLOCKS_ARE_SET_NS < int(self.track.time[0]) < _FIRST_PROBES_NS

    def _beyond_window(self, end: int, places: Vector, then: Vector) -> Vector:
        """Tell for which segments there was no room when others passed the capture point."""
        edge = self.track.edge[end][then]
        beyond: Vector = (edge >= 0) & (self.track.seq[places] >= edge)
        return beyond

    @cached_property
    def _arrived(self) -> Vector:
        """The places of the copies that something proves to have been needless."""
        return had_arrived(self, self._copies)

    @cached_property
    def discarded(self) -> dict[int, Discarded]:
        """What arrived and was discarded for its timestamp, by the places of its copies."""
        return discarded_before(self, self._copies)

    def needless(self, end: int) -> Vector:
        """Return the places of an end's copies of what had arrived before, those of the handshake left out."""
        places = self.copies(end)
        if not len(places):
            return places
        arrived = among(places, self._arrived) | ((self.track.findings[places] & BITS["spurious_retransmission"]) != 0)
        is_opening = (self.track.flags[places] & SYN) != 0
        needless: Vector = places[arrived & ~is_opening & ~self.is_unexplained(places)]
        return needless

    def is_unexplained(self, places: Vector) -> Vector:
        """Tell which copies neither an acknowledgment nor a timer called for, as far as the capture shows."""
        unexplained: Vector = (self.track.findings[places] & _EXPLAINED) == 0
        for index in np.flatnonzero(unexplained).tolist():
            place = int(places[index])
            unexplained[index] = self.since(self.original(place), place) < max(_LONGEST_UNTIMED_NS, 2 * self.trip)
        return unexplained

    def unexplained(self, end: int) -> Vector:
        """Return the places of an end's copies that nothing in the capture explains."""
        places = self.copies(end)
        return places[self.is_unexplained(places)] if len(places) else places

    @property
    def is_out_of_time(self) -> bool:
        """Whether the capture's clock ran back between two segments, so that no time can be trusted."""
        return self.track.slab.is_out_of_time[self.track.at]

    @cached_property
    def end_time(self) -> int:
        """Until when the capture shows that nothing more came; a clock that was put back ends nothing sooner."""
        return max(self.around.end_after(self.connection), int(self.track.time.max(initial=0)))
