"""The segments of many connections side by side, connection after connection: what is worked out for all at once.

A vector operation on a hundred thousand segments costs as much as some on forty: so what every connection is asked for
is computed here, and a connection's share is a slice of it. `SPAN` sets connections apart where numbers of several
stand in one array.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from tui_tcp.model.numbers import bases
from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.verdicts.landmarks import fin_acks, handshake_acks
from tui_tcp.verdicts.padding import padding
from tui_tcp.verdicts.round_trips import RoundTrips
from tui_tcp.verdicts.silences import Silences

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

SLAB_ROWS = 1 << 20  # gathered at a time: some 200 MB
SPAN = 1 << 42  # more than the numbers of any connection
_MIDDLE = SPAN >> 1
_HALF = 1 << 31
_MASK = (1 << 32) - 1
_LONG = 1 << 30  # bytes from which on numbers may come round again
_COLUMNS = ("time", "direction", "header_word", "seq_raw", "ack_raw", "window_raw", "payload", "shift", "findings")
_NO_DATA = BITS["keep_alive"] | BITS["zero_window_probe"] | BITS["duplicate_frame"] | BITS["late_original"]
_LEAST_SILENCE_NS = 200_000_000
_SILENT_ROUND_TRIPS = 4
_LEAST_JUMP_NS = 10_000_000  # captures of several processors are out of order by less
_PLAIN_IP_AT = 14

_Told = TypeVar("_Told")


class Slab:
    """Segments in the order of capture within each connection. Places count the slab's segments."""

    def __init__(self, session: Session, connections: Sequence[Connection], parts: Sequence[Vector]) -> None:
        self._session = session
        self._told: dict[Callable[[Slab], Any], Any] = {}
        self.connections = connections
        sizes = np.array([len(part) for part in parts], np.int64)
        self.starts = np.concatenate(([0], np.cumsum(sizes)))
        self.rows: Vector = np.concatenate(parts)
        self.index = np.repeat(np.arange(len(connections)), sizes)
        taken = {name: _take(session, name, self.rows).astype(np.int64) for name in _COLUMNS}
        self.time, self.length = taken["time"], taken["payload"]
        self.shift, self.findings = taken["shift"], taken["findings"]
        self.flags: Vector = taken["header_word"] & 0xFFF
        self.length[padding(session, self.rows, taken["header_word"], self.length)] = 0
        second = taken["direction"] != 0
        self.from_client: Vector = second == np.array([c.client_direction != 0 for c in connections])[self.index]
        table = bases(connections).astype(np.int64)[self.index]
        seq = _relative(taken["seq_raw"], np.where(second, table[:, 1], table[:, 0]))
        ack = _relative(taken["ack_raw"], np.where(second, table[:, 0], table[:, 1]))
        is_scaled = (self.shift < SHIFT_UNKNOWN) & ((self.flags & SYN) == 0)
        self.window: Vector = taken["window_raw"] << self.shift * is_scaled
        self.seq, self.ack = self._unwrapped(seq), self._unwrapped(ack)
        self.end: Vector = self.seq + self.length + ((self.flags & SYN) != 0) + ((self.flags & FIN) != 0)

    def _unwrapped(self, numbers: Vector) -> Vector:
        """Follow numbers around 2^32 where there was data enough for it; resets and SYNs, which jump, stay."""
        long = [at for at, c in enumerate(self.connections) if max(c.client.bytes, c.server.bytes) >= _LONG]
        for at in long:
            part = slice(int(self.starts[at]), int(self.starts[at + 1]))
            steady = ((self.flags[part] & RST) == 0) & ((self.flags[part] & (SYN | ACK)) != SYN)
            for direction in (self.from_client[part], ~self.from_client[part]):
                own = np.flatnonzero(direction & steady) + part.start
                steps = (np.diff(numbers[own], prepend=numbers[own][:1]) + _HALF & _MASK) - _HALF
                numbers[own] = numbers[own][:1] + np.cumsum(steps)
        return numbers

    @cached_property
    def apart(self) -> Vector:
        """What is added to a number so that those of later connections are larger than all of earlier ones."""
        offsets: Vector = self.index * SPAN + _MIDDLE
        return offsets

    @cached_property
    def of_end(self) -> tuple[Share, Share]:
        """The places of the clients' segments, and of the servers'."""
        return self._both(np.ones(len(self.rows), bool))

    @cached_property
    def data(self) -> tuple[Share, Share]:
        """The places of each end's segments with payload, probes and what was captured twice left out."""
        return self._both((self.length > 0) & ((self.findings & _NO_DATA) == 0) & ((self.flags & RST) == 0))

    @cached_property
    def syns(self) -> tuple[Share, Share]:
        """The places of each end's bare SYNs."""
        return self._both((self.flags & (SYN | ACK | RST)) == SYN)

    @cached_property
    def syn_acks(self) -> tuple[Share, Share]:
        """The places of each end's SYN,ACKs."""
        return self._both((self.flags & (SYN | ACK | RST)) == SYN | ACK)

    @cached_property
    def fins(self) -> tuple[Share, Share]:
        """The places of each end's FINs."""
        return self._both((self.flags & (FIN | RST)) == FIN)

    @cached_property
    def resets(self) -> Share:
        """The places of all resets."""
        return Share(self, (self.flags & RST) != 0)

    @cached_property
    def wrapped(self) -> Share:
        """The places of the frames whose IP header is not where it is in Ethernet without tags or tunnels."""
        return Share(self, _take(self._session, "ip_at", self.rows) != _PLAIN_IP_AT)

    @cached_property
    def gaps(self) -> Share:
        """The places after which nothing of the connection was captured for a fifth of a second."""
        later = np.diff(self.time, append=self.time[-1:]) > _LEAST_SILENCE_NS
        later[self.starts[1:-1] - 1] = False
        return Share(self, later)

    @cached_property
    def jumps_back(self) -> Share:
        """The places after which the capture's clock ran back."""
        earlier = np.diff(self.time, append=self.time[-1:]) < 0
        earlier[self.starts[1:-1] - 1] = False
        return Share(self, earlier)

    @cached_property
    def is_out_of_time(self) -> list[bool]:
        """Whether the capture's clock ran back between two segments of each connection, so that no time is true."""
        back = self.jumps_back.places
        back = back[self.time[back] - self.time[back + 1] > _LEAST_JUMP_NS]
        ran_back: list[bool] = (self.count(back) > 0).tolist()
        return ran_back

    @cached_property
    def trips(self) -> tuple[RoundTrips, RoundTrips]:
        """The round trips from the capture point to each connection's ends."""
        return RoundTrips(self, 0), RoundTrips(self, 1)

    @cached_property
    def trip(self) -> list[int]:
        """Each connection's round trip: the handshake's, else the shortest there and back seen; 0 if unknown."""
        rtt = np.array([connection.rtt for connection in self.connections], np.int64)
        client, server = (np.maximum(trips.least, 0) for trips in self.trips)
        trip: list[int] = np.where((rtt >= 0) & (self.syns[0].counts == 1), rtt, client + server).tolist()
        return trip

    @cached_property
    def silence(self) -> list[int]:
        """How many nanoseconds without a segment of each connection are a silence worth a word."""
        return [max(_LEAST_SILENCE_NS, _SILENT_ROUND_TRIPS * trip) for trip in self.trip]

    @cached_property
    def silences(self) -> Silences:
        """The silences worth a word."""
        return Silences(self)

    @cached_property
    def handshake_acks(self) -> list[int]:
        """Each connection's place of the acknowledgment that completed the handshake, -1 if none was seen."""
        return handshake_acks(self)

    @cached_property
    def fin_acks(self) -> tuple[list[int], list[int]]:
        """Each connection's places of what acknowledged each end's first FIN, -1 if nothing did."""
        return fin_acks(self, 0), fin_acks(self, 1)

    def once(self, work_out: Callable[[Slab], _Told]) -> _Told:
        """Return what a function tells of this slab; it is asked the first time."""
        if work_out not in self._told:
            self._told[work_out] = work_out(self)
        told: _Told = self._told[work_out]
        return told

    def count(self, places: Vector) -> Vector:
        """Return how many of some places each connection has."""
        return np.bincount(self.index[places], minlength=len(self.connections))

    def first_of(self, places: Vector) -> Vector:
        """Return each connection's first of some places, which are sorted; -1 where it has none."""
        first = np.full(len(self.connections), -1, np.int64)
        first[self.index[places[::-1]]] = places[::-1]  # of several the last that is written stands
        return first

    def _both(self, chosen: Vector) -> tuple[Share, Share]:
        return Share(self, chosen & self.from_client), Share(self, chosen & ~self.from_client)

    @cached_property
    def acked(self) -> tuple[Vector, Vector]:
        """For each place, how far each end's data had been acknowledged by then; very low where nothing was."""
        return self._running(self.ack, ~self.from_client), self._running(self.ack, self.from_client)

    @cached_property
    def edge(self) -> tuple[Vector, Vector]:
        """For each place, up to which number each end was allowed to send."""
        edge = self.ack + self.window
        return self._running(edge, ~self.from_client), self._running(edge, self.from_client)

    def _running(self, values: Vector, by: Vector) -> Vector:
        """Return the highest value among some ends' acknowledgments so far, each connection for itself."""
        counts = by & ((self.flags & (ACK | RST)) == ACK) & self._is_new(by)
        low = self.apart - _MIDDLE
        running: Vector = np.maximum.accumulate(np.where(counts, values + self.apart, low)) - self.apart
        return running

    def _is_new(self, by: Vector) -> Vector:
        """Tell which segments of some ends did not come before their own SYN: those are an older connection's."""
        first = self.first_of(np.flatnonzero(by & ((self.flags & (SYN | RST)) == SYN)))
        new: Vector = np.arange(len(self.rows)) >= first[self.index]
        return new


class Share:
    """Places of a slab that were chosen, and for each connection its own, counted from its first segment."""

    def __init__(self, slab: Slab, chosen: Vector) -> None:
        self.places: Vector = np.flatnonzero(chosen)
        self._slab = slab
        self._bounds: list[int] = np.searchsorted(self.places, slab.starts).tolist()
        self._own: Vector = self.places - slab.starts[slab.index[self.places]]

    @cached_property
    def counts(self) -> Vector:
        """How many each connection has."""
        return np.diff(self._bounds)

    @property
    def pairs(self) -> tuple[Vector, Vector]:
        """Each place that another of the same connection follows, and that one, counted in the slab."""
        index = self._slab.index[self.places]
        is_followed = index[1:] == index[:-1]
        return self.places[:-1][is_followed], self.places[1:][is_followed]

    def most(self, values: Vector) -> Vector:
        """Return the largest of the slab's values at each connection's places; 0 where it has none."""
        most = np.zeros(len(self.counts), np.int64)
        if len(self.places):
            most[self.counts > 0] = np.maximum.reduceat(values[self.places], self._begins)
        return most

    @property
    def _begins(self) -> Vector:
        """Where the share of each connection begins that has one."""
        return np.array(self._bounds[:-1], np.int64)[self.counts > 0]

    @cached_property
    def first(self) -> Vector:
        """Each connection's first, counted in the slab; -1 where it has none."""
        return self._slab.first_of(self.places)

    @cached_property
    def last(self) -> Vector:
        """Each connection's last, counted in the slab; -1 where it has none."""
        last = np.full(len(self.counts), -1, np.int64)
        last[self.counts > 0] = self.places[np.array(self._bounds[1:])[self.counts > 0] - 1]
        return last

    def of(self, at: int) -> Vector:
        """Return the places of the connection that is number `at` in the slab."""
        return self._own[self._bounds[at] : self._bounds[at + 1]]

    def until(self, places: Vector) -> Vector:
        """Return for places of the slab the last of the same connection up to each, counted in the slab; or -1."""
        last = np.append(self.places, -1)[np.searchsorted(self.places, places, "right") - 1]
        found: Vector = np.where(last >= self._slab.starts[self._slab.index[places]], last, -1)
        return found


def slab_of(session: Session, connection: Connection) -> Slab:
    """Return one connection's segments as they are by now."""
    rows = session.columns.rows_of(connection.number, connection.first_row, connection.last_row)
    return Slab(session, [connection], [rows])


def slabs(session: Session, connections: Sequence[Connection]) -> Iterator[Slab]:
    """Return the segments of many connections, in the order of `connections`, about SLAB_ROWS at a time."""
    if len(connections) <= 2:
        yield from (slab_of(session, connection) for connection in connections)
        return
    number = session.columns.vector("connection", session.frame_count)
    order = np.argsort(number, kind="stable")
    first = np.searchsorted(number[order], np.arange(len(session.connections) + 1)).tolist()
    for part in _cut(connections, first):
        yield Slab(session, part, [order[first[c.number] : first[c.number + 1]] for c in part])


def _cut(connections: Sequence[Connection], first: list[int]) -> Iterator[list[Connection]]:
    held, rows = [], 0
    for connection in connections:
        held.append(connection)
        rows += first[connection.number + 1] - first[connection.number]
        if rows >= SLAB_ROWS:
            yield held
            held, rows = [], 0
    if held:
        yield held


def _take(session: Session, name: str, rows: Vector) -> Vector:
    """Take a column at rows: from the whole of it, if that is not much more."""
    if 8 * len(rows) < session.frame_count:
        return session.columns.take(name, rows)
    return session.columns.vector(name, session.frame_count)[rows]


def _relative(numbers: Vector, base: Vector) -> Vector:
    relative: Vector = (numbers - base + _HALF & _MASK) - _HALF
    return relative
