"""One connection's segments, and what several verdicts ask of them, worked out when first asked.

Places are indices into the connection's own segments; rows number the capture's frames. End 0 is the client.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.claim import marks
from tui_tcp.verdicts.headers import Offer, read_offer

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection
    from tui_tcp.tcp.endpoint import Endpoint
    from tui_tcp.verdicts.round_trips import Samples
    from tui_tcp.verdicts.silences import Gap
    from tui_tcp.verdicts.surroundings import Surroundings
    from tui_tcp.verdicts.track import Track

NAMES = ("client", "server")
_NEAR_BYTES = 1 << 20  # what begins farther behind a FIN is of another connection


class Segments:
    """A connection, its track, its surroundings."""

    def __init__(self, session: Session, track: Track, around: Surroundings) -> None:
        self.session = session
        self.connection: Connection = track.connection
        self.track = track
        self.around = around

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
        row = self.track.rows.item
        return [row(place) for place in places]

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
        """The places of each end's FINs; not those that closed nothing, as their sender went on."""
        client, server = self.track.both(self.track.slab.fins)
        return self._that_close(0, client), self._that_close(1, server)

    def _that_close(self, end: int, fins: Vector) -> Vector:
        data = self.data[end]
        if not len(fins) or not len(data) or data[-1] < fins[0]:
            return fins
        return fins[[not self.is_outlived(end, fin) for fin in fins.tolist()]]

    def is_outlived(self, end: int, fin: int) -> bool:
        """Tell whether an end sent more beyond its FIN, soon enough to be of this connection, and it was taken."""
        later, after = self.data[end], int(self.track.end[fin])
        later = later[later > fin]
        goes_on = (self.track.end[later] > after) & (self.track.seq[later] < after + _NEAR_BYTES)
        return bool(np.any(goes_on)) and bool(self.track.acked[end][-1] > after)

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
    def gaps(self) -> list[Gap]:
        """The silences worth a word: the place before, nanoseconds, and what `silences` makes of it."""
        return self.track.slab.silences.of(self.track.at)

    @property
    def handshake_ack(self) -> int:
        """The place of the acknowledgment that completed the handshake, -1 if none was seen."""
        return self.track.slab.handshake_acks[self.track.at]

    @cached_property
    def offers(self) -> tuple[Offer | None, Offer | None]:
        """What each end's SYN or SYN,ACK offered."""
        return self._offer(0), self._offer(1)

    def _offer(self, end: int) -> Offer | None:
        opening = self.syns[end] if len(self.syns[end]) else self.syn_acks[end]
        return read_offer(self.session, self.track.rows.item(opening[0])) if len(opening) else None

    @property
    def round_trips(self) -> tuple[Samples, Samples]:
        """The round trips from the capture point to each end."""
        client, server = self.track.slab.trips
        return client.of(self.track.at), server.of(self.track.at)

    @property
    def least(self) -> tuple[int, int]:
        """The shortest round trip from the capture point to each end, -1 if none was seen."""
        client, server = self.track.slab.trips
        return client.least[self.track.at], server.least[self.track.at]

    @property
    def is_answered_at_once(self) -> tuple[bool, bool]:
        """Whether each end ever acknowledged by a segment that its program had no part in: no data, no FIN."""
        client, server = self.track.slab.trips
        return client.is_at_once[self.track.at], server.is_at_once[self.track.at]

    @property
    def trip(self) -> int:
        """The round trip from end to end: the handshake's, else the shortest there and back seen; 0 if unknown."""
        return self.track.slab.trip[self.track.at]

    @property
    def silence(self) -> int:
        """How many nanoseconds without a segment are a silence worth a word."""
        return self.track.slab.silence[self.track.at]

    def in_flight(self, end: int) -> Vector:
        """Return the bytes in flight as each data segment of an end passed the capture point."""
        data = self.data[end]
        acked = self.track.acked[end][data]
        known: Vector = (self.track.end[data] - acked)[acked >= 0]
        return known
