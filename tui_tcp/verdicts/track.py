"""One connection's segments as arrays, a value a segment: its share of a slab."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.verdicts.slab import slab_of, slabs

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection
    from tui_tcp.verdicts.slab import Share, Slab

NOWHERE = np.empty(0, np.int64)


def among(places: Vector, others: Vector) -> Vector:
    """Tell which of some places are among others, which are sorted. `numpy.isin` takes ten times as long for a few."""
    if not len(others):
        return np.zeros(len(places), bool)
    at = np.minimum(np.searchsorted(others, places), len(others) - 1)
    found: Vector = others[at] == places
    return found


class Track:
    """One connection's segments in the order of capture; places count them from 0.

    Sequence numbers count from each end's first and do not come round.
    """

    def __init__(self, slab: Slab, at: int) -> None:
        self.connection: Connection = slab.connections[at]
        self.slab = slab
        self.at = at
        start, stop = int(slab.starts[at]), int(slab.starts[at + 1])
        self._part = slice(start, stop)
        self.size = stop - start
        self.rows: Vector = slab.rows[self._part]
        self.time: Vector = slab.time[self._part]
        self.flags: Vector = slab.flags[self._part]
        self.length: Vector = slab.length[self._part]
        self.window: Vector = slab.window[self._part]
        self.shift: Vector = slab.shift[self._part]
        self.findings: Vector = slab.findings[self._part]
        self.from_client: Vector = slab.from_client[self._part]
        self.seq: Vector = slab.seq[self._part]
        self.ack: Vector = slab.ack[self._part]
        self.end: Vector = slab.end[self._part]

    @cached_property
    def of_end(self) -> tuple[Vector, Vector]:
        """The places of the client's segments, and of the server's."""
        return self.both(self.slab.of_end)

    @cached_property
    def acked(self) -> tuple[Vector, Vector]:
        """For each place, how far each end's data had been acknowledged by then; negative where nothing was."""
        client, server = self.slab.acked
        return client[self._part], server[self._part]

    @cached_property
    def edge(self) -> tuple[Vector, Vector]:
        """For each place, up to which number each end was allowed to send."""
        client, server = self.slab.edge
        return client[self._part], server[self._part]

    def both(self, shares: tuple[Share, Share]) -> tuple[Vector, Vector]:
        """Return this connection's places of something that is told of both ends."""
        return shares[0].of(self.at), shares[1].of(self.at)

    def having(self, bits: int) -> Vector:
        """Return the places of the segments with one of these findings."""
        if not self.connection.findings & bits:
            return NOWHERE
        return np.flatnonzero(self.findings & bits)


def track_of(session: Session, connection: Connection) -> Track:
    """Return one connection's segments as they are by now."""
    return Track(slab_of(session, connection), 0)


def tracks(session: Session, connections: Sequence[Connection]) -> Iterator[Track]:
    """Return the segments of many connections, in the order of `connections`."""
    for slab in slabs(session, connections):
        yield from (Track(slab, at) for at in range(len(slab.connections)))
