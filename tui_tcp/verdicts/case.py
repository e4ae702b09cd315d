"""One connection before the judge: its segments, and what several verdicts ask of them, worked out when first asked.

Places are indices into the connection's own segments; rows number the capture's frames. End 0 is the client.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS, CAUSES
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.verdicts.claim import marks
from tui_tcp.verdicts.headers import Offer, read_offer
from tui_tcp.verdicts.repeats import doubled, first_copies, reported_twice
from tui_tcp.verdicts.round_trips import Samples
from tui_tcp.verdicts.surroundings import Surroundings
from tui_tcp.verdicts.track import NOWHERE
from tui_tcp.verdicts.ways import how_ended

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection
    from tui_tcp.tcp.endpoint import Endpoint
    from tui_tcp.verdicts.track import Track

NAMES = ("client", "server")
_NO_LOSS = BITS["spurious_retransmission"] | BITS["syn_retransmission"] | BITS["answer_to_repeated_syn"]
_LEAST_SILENCE_NS = 200_000_000
_LOOKED_INTO = 256
_EXPLAINED = sum(BITS[name] for name in CAUSES)
_LEAST_JUMP_NS = 10_000_000  # captures of several processors are out of order by less
_SILENT_ROUND_TRIPS = 4


class Case:
    """A connection, its track, its surroundings."""

    def __init__(self, session: Session, track: Track, around: Surroundings) -> None:
        self.session = session
        self.connection: Connection = track.connection
        self.track = track
        self.around = around
        self.how = how_ended(self)

    @property
    def ends(self) -> tuple[Endpoint, Endpoint]:
        """Client and server."""
        return self.connection.client, self.connection.server

    def has(self, *findings: str) -> bool:
        """Tell whether any segment shows one of these findings."""
        return any(self.connection.findings & BITS[name] for name in findings)

    def where(self, *findings: str, end: int | None = None) -> Vector:
        """Return the places of the segments that show one of these findings, of one end or both."""
        places = self.track.having(sum(BITS[name] for name in findings))
        return places if end is None else places[self.track.from_client[places] == (end == 0)]

    def rows(self, places: Iterable[int]) -> list[int]:
        """Return the frames at these places."""
        return [int(self.track.rows[place]) for place in places]

    def marks(self, *places: int) -> str:
        """Return frames as text."""
        return marks(self.rows(places))

    def time(self, place: int) -> int:
        """Return when a segment was captured."""
        return int(self.track.time[place])

    def since(self, first: int, last: int) -> int:
        """Return the nanoseconds from one segment to another."""
        return self.time(last) - self.time(first)

    def sender(self, place: int) -> int:
        """Return which end sent a segment."""
        return 0 if self.track.from_client[place] else 1

    def place_of(self, row: int) -> int:
        """Return the place of a frame, -1 where there is none."""
        place = int(np.searchsorted(self.track.rows, row))
        return place if row >= 0 and place < self.track.size and self.track.rows[place] == row else -1

    @cached_property
    def syns(self) -> tuple[Vector, Vector]:
        """The places of each end's bare SYNs."""
        return self.track.both(self.track.slab.syns)

    @cached_property
    def syn_acks(self) -> tuple[Vector, Vector]:
        """The places of each end's SYN,ACKs."""
        return self.track.both(self.track.slab.syn_acks)

    @cached_property
    def fins(self) -> tuple[Vector, Vector]:
        """The places of each end's FINs."""
        return self.track.both(self.track.slab.fins)

    @cached_property
    def data(self) -> tuple[Vector, Vector]:
        """The places of each end's segments with payload, probes left out."""
        return self.track.both(self.track.slab.data)

    @cached_property
    def resets(self) -> Vector:
        """The places of all resets."""
        return self.track.slab.resets.of(self.track.at)

    def is_second_to_close(self, end: int) -> bool:
        """Tell whether an end sent a FIN after the other had sent one."""
        own, other = self.fins[end], self.fins[1 - end]
        return len(own) > 0 and len(other) > 0 and bool(own[0] > other[0])

    @property
    def gaps(self) -> Vector:
        """The places after which there was a silence worth a word."""
        places = self.track.slab.gaps.of(self.track.at)
        return places[self.track.time[places + 1] - self.track.time[places] > self.silence] if len(places) else places

    @cached_property
    def handshake_ack(self) -> int:
        """The place of the acknowledgment that completed the handshake, -1 if none was seen."""
        if self.connection.handshake_time < 0 or not len(self.syn_acks[1]):
            return -1
        sent = self.track.of_end[0]
        done = sent[(self.track.time[sent] == self.connection.handshake_time) & (sent > self.syn_acks[1][0])]
        done = done[(self.track.flags[done] & (SYN | ACK | RST)) == ACK]
        return int(done[0]) if len(done) else -1

    @cached_property
    def offers(self) -> tuple[Offer | None, Offer | None]:
        """What each end's SYN or SYN,ACK offered."""
        opening = [np.concatenate((self.syns[end], self.syn_acks[end])) for end in (0, 1)]
        client, server = (read_offer(self.session, self.rows(o[:1])[0]) if len(o) else None for o in opening)
        return client, server

    @property
    def round_trips(self) -> tuple[Samples, Samples]:
        """The round trips from the capture point to each end."""
        client, server = self.track.trips
        return client.of(self.track.at), server.of(self.track.at)

    @property
    def least(self) -> tuple[int, int]:
        """The shortest round trip from the capture point to each end, -1 if none was seen."""
        client, server = self.track.trips
        return client.least[self.track.at], server.least[self.track.at]

    @property
    def is_answered_at_once(self) -> tuple[bool, bool]:
        """Whether each end ever acknowledged by a segment that its program had no part in: no data, no FIN."""
        waits = (self.track.length > 0) | ((self.track.flags & FIN) != 0)
        client, server = (bool(np.any(~waits[samples.at])) for samples in self.round_trips)
        return client, server

    @cached_property
    def trip(self) -> int:
        """The round trip from end to end: the handshake's, else the shortest there and back seen; 0 if unknown."""
        if self.connection.rtt >= 0 and len(self.syns[0]) == 1:
            return self.connection.rtt
        return sum(max(ns, 0) for ns in self.least)

    @cached_property
    def silence(self) -> int:
        """How many nanoseconds without a segment are a silence worth a word."""
        return max(_LEAST_SILENCE_NS, _SILENT_ROUND_TRIPS * self.trip)

    def in_flight(self, end: int) -> Vector:
        """Return the bytes in flight as each data segment of an end passed the capture point."""
        data = self.data[end]
        acked = self.track.acked[end][data]
        known: Vector = (self.track.end[data] - acked)[acked >= 0]
        return known

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
    def doubled(self) -> Vector:
        """The places of the segments that are the same packet as an earlier one, captured twice."""
        places, originals = self.repeats
        if not len(places):
            return places
        told = (self.track.findings[places] & BITS["duplicate_frame"]) != 0
        found = doubled(self.session, self.track, places[~told], originals[~told])
        return np.union1d(places[told], found)

    def original(self, place: int) -> int:
        """Return what a copy repeats."""
        places, originals = self.repeats
        return int(originals[np.searchsorted(places, place)])

    @cached_property
    def _copies(self) -> Vector:
        """The places of what the sender sent again; nothing captured twice, or cut for a narrow path."""
        places = self.repeats[0]
        if len(places):
            is_narrowed = (self.track.findings[places] & BITS["path_mtu_retransmission"]) != 0
            places = places[~np.isin(places, self.doubled) & ~is_narrowed]
        return places

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
        places = self.copies(end)
        if not len(places) or not len(self.track.of_end[1 - end]):
            return NOWHERE
        track = self.track
        keeps = ((track.findings[places] & _NO_LOSS) == 0) & ~self._is_unexplained(places) & ~self._had_arrived(places)
        originals = np.array([self.original(place) for place in places.tolist()], np.int64)
        keeps &= ~self._beyond_window(end, places, places) & ~self._beyond_window(end, places, originals)
        if self.is_second_to_close(end):
            keeps &= track.length[places] > 0
        lost: Vector = places[keeps]
        return lost

    def _beyond_window(self, end: int, places: Vector, then: Vector) -> Vector:
        """Tell for which segments there was no room when others passed the capture point."""
        edge = self.track.edge[end][then]
        beyond: Vector = (edge >= 0) & (self.track.seq[places] >= edge)
        return beyond

    def _had_arrived(self, places: Vector) -> Vector:
        """Tell which copies a D-SACK reports; of many copies only the first ones are looked into."""
        found: Vector = np.isin(places, self._reported)
        return found

    @cached_property
    def _reported(self) -> list[int]:
        if not all(offer is None or offer.sack for offer in self.offers):
            return []
        return [p for p in self._copies[:_LOOKED_INTO].tolist() if reported_twice(self.session, self.track, p) >= 0]

    def needless(self, end: int) -> Vector:
        """Return the places of an end's copies of what had arrived before, those of the handshake left out."""
        places = self.copies(end)
        if not len(places):
            return places
        arrived = ((self.track.findings[places] & BITS["spurious_retransmission"]) != 0) | self._had_arrived(places)
        is_opening = (self.track.flags[places] & SYN) != 0
        needless: Vector = places[arrived & ~is_opening & ~self._is_unexplained(places)]
        return needless

    def _is_unexplained(self, places: Vector) -> Vector:
        """Tell which copies neither an acknowledgment nor a timer called for, as far as the capture shows."""
        unexplained: Vector = (self.track.findings[places] & _EXPLAINED) == 0
        return unexplained

    def unexplained(self, end: int) -> Vector:
        """Return the places of an end's copies that nothing in the capture explains."""
        places = self.copies(end)
        return places[self._is_unexplained(places)] if len(places) else places

    @cached_property
    def is_out_of_time(self) -> bool:
        """Whether the capture's clock ran back between two segments, so that no time can be trusted."""
        places = self.track.slab.jumps_back.of(self.track.at)
        if not len(places):
            return False
        return bool(np.any(self.track.time[places] - self.track.time[places + 1] > _LEAST_JUMP_NS))

    @cached_property
    def end_time(self) -> int:
        """Until when the capture shows that nothing more came."""
        return self.around.end_after(self.connection)
