"""Round trips as the capture point sees them: from a segment to the acknowledgment of it.

By Karn's rule (RFC 6298 section 3) the acknowledgment of a range that was sent twice does not count, as nobody knows
which copy it answers, unless its echoed timestamp tells.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.tcp.flags import ACK, FIN, RST
from tui_tcp.verdicts.headers import read_options

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.verdicts.slab import Slab
    from tui_tcp.verdicts.track import Track

COPIES = BITS["retransmission"]
_UNCLEAR = COPIES | BITS["out_of_order"] | BITS["keep_alive"] | BITS["zero_window_probe"]
_TWICE = BITS["duplicate_frame"] | BITS["late_original"]
_MOST_ECHOES = 64  # acknowledgments of copies whose timestamps are read


class Samples(NamedTuple):
    """Round trips in nanoseconds, and the places of the acknowledgments that ended them."""

    ns: Vector
    at: Vector

    @property
    def summary(self) -> Summary | None:
        """Least, median, 95th percentile, largest, and how many; None where there is none."""
        if not len(self.ns):
            return None
        ordered = np.sort(self.ns)
        last = len(ordered) - 1
        picks = (0, last // 2, -(-last * 95 // 100), last)
        least, median, high, largest = (int(ordered[pick]) for pick in picks)
        return Summary(least, median, high, largest, len(ordered))


class Summary(NamedTuple):
    """Round trips of one direction, in nanoseconds."""

    least: int
    median: int
    high: int  # 95th percentile
    largest: int
    samples: int


class RoundTrips:
    """The round trips from the capture point to one end (0: client, 1: server) of all connections of a slab."""

    def __init__(self, slab: Slab, end: int) -> None:
        self._slab = slab
        self._end = end

    def of(self, at: int) -> Samples:
        """Return those of the connection that is number `at` in the slab."""
        ns, places, bounds = self._all
        part = slice(bounds[at], bounds[at + 1])
        return Samples(ns[part], places[part])

    @property
    def counts(self) -> Vector:
        """How many each connection has."""
        return np.diff(self._all[2])

    @cached_property
    def least(self) -> list[int]:
        """Each connection's shortest, -1 where none was seen."""
        return self._of_each(np.minimum)

    @cached_property
    def most(self) -> list[int]:
        """Each connection's longest, -1 where none was seen."""
        return self._of_each(np.maximum)

    def _of_each(self, choose: np.ufunc) -> list[int]:
        ns, _, bounds = self._all
        chosen = np.full(len(self._slab.connections), -1, np.int64)
        some = np.flatnonzero(self.counts)
        if len(some):
            chosen[some] = choose.reduceat(ns, np.array(bounds)[some])
        found: list[int] = chosen.tolist()
        return found

    @cached_property
    def is_at_once(self) -> list[bool]:
        """Whether an end of each ever acknowledged by what its program had no part in: no data, no FIN."""
        slab, (_, at, bounds) = self._slab, self._all
        places = at + np.repeat(slab.starts[:-1], np.diff(bounds))
        is_plain = (slab.length[places] == 0) & ((slab.flags[places] & FIN) == 0)
        some: list[bool] = (slab.count(places[is_plain]) > 0).tolist()
        return some

    @cached_property
    def _all(self) -> tuple[Vector, Vector, list[int]]:
        """All samples, their places within their connections, and where each connection's begin."""
        slab = self._slab
        sent, heard = slab.of_end[1 - self._end].places, slab.of_end[self._end].places
        counts = (slab.end[sent] > slab.seq[sent]) & ((slab.flags[sent] & RST) == 0)
        sent = sent[counts & ((slab.findings[sent] & _TWICE) == 0)]
        heard = heard[(slab.flags[heard] & (ACK | RST)) == ACK]
        new, unclear = _split(slab, sent)
        ends = (slab.end + slab.apart)[new]
        covered = np.searchsorted(ends, (slab.ack + slab.apart)[heard], "right") - 1
        floor = np.searchsorted(slab.index[new], slab.index[heard]) - 1  # the last of the connection before
        before = np.maximum(np.maximum.accumulate(np.append(-1, covered))[:-1], floor)
        clear = np.cumsum(np.append(0, _touched(slab, ends, new, unclear)))
        counts = (covered > before) & (clear[covered + 1] == clear[before + 1])
        covered, heard = covered[counts], heard[counts]
        ns = slab.time[heard] - slab.time[new[covered]]
        ns, heard = ns[ns >= 0], heard[ns >= 0]
        bounds: list[int] = np.searchsorted(heard, slab.starts).tolist()
        return ns, heard - slab.starts[slab.index[heard]], bounds


def _split(slab: Slab, sent: Vector) -> tuple[Vector, Vector]:
    """Return the segments that went beyond all before them, and those that repeated or filled something."""
    ends = (slab.end + slab.apart)[sent]
    is_unclear = (slab.findings[sent] & _UNCLEAR) != 0
    is_new = ends > np.append(-1, np.maximum.accumulate(ends)[:-1])
    return sent[is_new & ~is_unclear], sent[is_unclear]


def _touched(slab: Slab, ends: Vector, new: Vector, unclear: Vector) -> Vector:
    """Tell which new segments were sent again, wholly or in part, or wait for one that was."""
    low = np.searchsorted(ends, (slab.seq + slab.apart)[unclear], "right")
    high = np.searchsorted(ends, (slab.end + slab.apart)[unclear], "left")
    last = np.searchsorted(slab.index[new], slab.index[unclear], "right") - 1
    steps = np.zeros(len(new) + 1, np.int64)
    np.add.at(steps, low, 1)
    np.add.at(steps, np.maximum(np.minimum(high, last) + 1, low), -1)
    touched: Vector = np.cumsum(steps)[:-1] > 0
    return touched


def echoed_round_trips(session: Session, track: Track, end: int) -> list[int]:
    """Return the round trips of copies, in nanoseconds, where the acknowledgment echoes which copy it answers."""
    copies = [at for at in track.having(COPIES).tolist() if bool(track.from_client[at]) == bool(end)]
    found = []
    for at in copies[:_MOST_ECHOES]:
        answer = _answer(track, at, end)
        if answer >= 0 and _echoes(session, int(track.rows[at]), int(track.rows[answer])):
            found.append(int(track.time[answer] - track.time[at]))
    return found


def _answer(track: Track, at: int, end: int) -> int:
    """Return the first segment of an end after place `at` that acknowledges what stands there, -1 if none does."""
    heard = track.of_end[end]
    heard = heard[np.searchsorted(heard, at) :]
    heard = heard[((track.flags[heard] & (ACK | RST)) == ACK) & (track.ack[heard] >= track.end[at])]
    return int(heard[0]) if len(heard) else -1


def _echoes(session: Session, sent: int, heard: int) -> bool:
    own, answer = read_options(session, sent).timestamps, read_options(session, heard).timestamps
    return own is not None and answer is not None and own[0] == answer[1]
