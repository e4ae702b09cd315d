"""Which datagrams belong together, numbered as Wireshark numbers them, and the times between them.

A stream is two addresses and two ports, in the order in which they are first seen; it never ends. Worked out from the
capture's beginning when it is first asked for, and as the capture grows.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from tui_tcp.fields.found import Found
from tui_tcp.fields.layers import may_have, spots_of
from tui_tcp.fields.slab import in_parts, slabs
from tui_tcp.fields.spots import Spots, joined

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

NO_TIME = -(1 << 63)
_HEADER = 8
_ADDRESS = np.arange(16)
_ICMP = ("icmp", "icmpv6")


class Datagrams(NamedTuple):
    """One entry a UDP header, by row: its stream, nanoseconds since that began and since its datagram before."""

    rows: Vector
    streams: Vector
    since_first: Vector  # NO_TIME of headers that ICMP errors quote
    since_previous: Vector


def _none() -> Datagrams:
    return Datagrams(*(np.empty(0, np.int64) for _ in Datagrams._fields))


class Streams:
    """The streams of a session, as far as they were asked for."""

    def __init__(self) -> None:
        self._parts: list[Datagrams] = []
        self._whole = _none()
        self._row = 0
        self._numbers: dict[bytes, int] = {}
        self._first: list[int] = []  # time of each stream's first datagram, and of its newest
        self._last: list[int] = []
        self._lock = Lock()

    def update(self, session: Session, stop: int) -> Datagrams:
        """Take in the rows below `stop`; return all that is known."""
        with self._lock:
            if stop > self._row:
                parts = [self._whole]
                for slab in slabs(session, max(self._row, session.columns.first), stop, {}):
                    parts += in_parts(slab, self._take_in)
                self._whole = Datagrams(*map(np.concatenate, zip(*parts, strict=True)))
                self._row = stop
            return self._whole

    def _take_in(self, slab: Slab) -> Datagrams:
        rows = np.flatnonzero(may_have(slab, "udp"))
        if not len(rows):
            return _none()
        part = slab.part(rows)
        spots = spots_of(part, "udp")
        spots = spots.where(spots.have(_HEADER))
        streams = self._streams(_keys(part, spots))
        times = part.column("time")[spots.rows]
        since = [self._since(*each) for each in zip(streams, times.tolist(), _are_quoted(part, spots), strict=True)]
        first, previous = np.array(since, np.int64).reshape(-1, 2).T
        return Datagrams(part.numbers[spots.rows], np.array(streams, np.int64), first, previous)

    def _streams(self, keys: Vector) -> list[int]:
        """Number the keys, in the order in which they come."""
        numbers = self._numbers
        return [numbers.setdefault(key.tobytes(), len(numbers)) for key in keys]

    def _since(self, stream: int, time: int, is_quoted: bool) -> tuple[int, int]:
        if stream == len(self._first):
            self._first.append(time)
            self._last.append(time)
        if is_quoted:
            return NO_TIME, NO_TIME
        since = time - self._first[stream], time - self._last[stream]
        self._last[stream] = time
        return since


def _keys(slab: Slab, spots: Spots) -> Vector:
    """Return a row of bytes for each UDP header: both ends, the lesser first."""
    buffer = slab.bytes.array
    packets = joined([spots_of(slab, layer) for layer in ("ip", "ipv6")])
    span = int(slab.bytes.end.max(initial=0)) + len(buffer)
    before = np.searchsorted(packets.rows * span + packets.at, spots.rows * span + spots.at) - 1
    at = packets.at[before]
    is_ipv6 = (buffer[at] >> 4 == 6)[:, None]
    ends = []
    for place in (0, 1):
        wide = buffer[(at + 8 + 16 * place)[:, None] + _ADDRESS]
        narrow = np.where(_ADDRESS < 4, buffer[(at + 12 + 4 * place)[:, None] + _ADDRESS], 0)
        port = buffer[(spots.at + 2 * place)[:, None] + _ADDRESS[:2]]
        ends.append(np.hstack([np.where(is_ipv6, wide, narrow), port, is_ipv6]).astype(np.uint8))
    return _in_order(*ends)


def _in_order(one: Vector, other: Vector) -> Vector:
    """Put the lesser of two ends first."""
    differs = one != other
    place = differs.argmax(axis=1)
    rows = np.arange(len(one))
    is_less = (one[rows, place] <= other[rows, place])[:, None]
    keys: Vector = np.ascontiguousarray(np.hstack([np.where(is_less, one, other), np.where(is_less, other, one)]))
    return keys


def _are_quoted(slab: Slab, spots: Spots) -> list[bool]:
    """Tell which stand behind ICMP's header."""
    errors = joined([spots_of(slab, layer) for layer in _ICMP])
    first = np.full(len(slab), np.iinfo(np.int64).max)
    np.minimum.at(first, errors.rows, errors.at)
    quoted: list[bool] = (spots.at > first[spots.rows]).tolist()
    return quoted


_STREAMS: WeakKeyDictionary[Session, Streams] = WeakKeyDictionary()


def datagrams_in(slab: Slab) -> tuple[Vector, Datagrams]:
    """Return the UDP headers of a slab's rows, with the place of each row in the slab."""
    streams = _STREAMS.setdefault(slab.session, Streams())
    known = streams.update(slab.session, int(slab.numbers.max()) + 1 if len(slab) else 0)
    begin = np.searchsorted(known.rows, slab.numbers)
    count = np.searchsorted(known.rows, slab.numbers, side="right") - begin
    places = np.repeat(np.arange(len(slab)), count)
    which = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(len(places))
    return places, Datagrams(*(column[which] for column in known))


def stream(slab: Slab) -> Found:
    """Find the number of each datagram's stream."""
    places, known = datagrams_in(slab)
    return Found(places, known.streams)


def since_first(slab: Slab) -> Found:
    """Find nanoseconds since the stream's first datagram."""
    places, known = datagrams_in(slab)
    is_own = known.since_first != NO_TIME
    return Found(places[is_own], known.since_first[is_own])


def since_previous(slab: Slab) -> Found:
    """Find nanoseconds since the stream's datagram before."""
    places, known = datagrams_in(slab)
    is_own = known.since_first != NO_TIME
    return Found(places[is_own], known.since_previous[is_own])
