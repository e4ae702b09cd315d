"""What held a transfer back: the receiver's window, losses, or the sending program; and a path that became longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.course import shut_spans
from tui_tcp.verdicts.losses import first_copies_of, sent_by
from tui_tcp.verdicts.words import count, duration, rate, share, size, times

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_LEAST_SEGMENTS = 16  # of data: fewer are no transfer
_LEAST_STALLS = 3
_LEAST_SHARE = 0.2  # of the transfer's time
_LEAST_LOSSES = 3
_IDLE_SHARE = 0.5
_NEAR_NS = 1_000_000  # farther away, a sender hears of acknowledgments later than the capture does
_BUSY_NS = 5_000_000
_STEP = 2  # times
_STEP_NS = 5_000_000
_LEAST_SAMPLES = 10  # on either side of a step
_LOSSES = BITS["fast_retransmission"] | BITS["timeout_retransmission"]


class Transfer(NamedTuple):
    """One direction's data: its places, how long it took, and for each the gap to the next."""

    end: int
    data: Vector
    lasted: int
    gaps: Vector


def _transfers(case: Case) -> Iterator[Transfer]:
    for end in (0, 1):
        data = case.data[end]
        if len(data) >= _LEAST_SEGMENTS:
            times = case.track.time[data]
            yield Transfer(end, data, int(times[-1] - times[0]), np.diff(times))


def may_fill_window(slab: Slab) -> Vector:
    """Tell where an end several times left no room for another segment as large, and waited."""
    may = np.zeros(len(slab.connections), bool)
    for end, data in enumerate(slab.data):
        first, then = data.pairs
        index = slab.index[first]
        waited, room = slab.time[then] - slab.time[first], slab.edge[end][first] - slab.end[first]
        stalls = (room >= 0) & (room < data.most(slab.length)[index])
        stalls &= (waited > np.array(slab.trip)[index] // 2) & (waited < np.array(slab.silence)[index])
        may |= (slab.count(first[stalls]) >= _LEAST_STALLS) & (data.counts >= _LEAST_SEGMENTS)
    return may


def window_limited(case: Case) -> Iterator[Claim]:
    """The sender filled the window and stopped, again and again, until an acknowledgment moved it."""
    for end, data, lasted, gaps in _transfers(case):
        if lasted <= 0 or case.has("fast_retransmission", "timeout_retransmission") or shut_spans(case, 1 - end):
            continue
        stalls = _full_window(case, end, data[:-1]) & (gaps > case.trip // 2) & (gaps < case.silence)
        total = int(gaps[stalls].sum())
        if np.count_nonzero(stalls) < _LEAST_STALLS or total < _LEAST_SHARE * lasted:
            continue
        places = data[:-1][stalls]
        window = int(np.median(case.track.edge[end][places] - case.track.acked[end][places]))
        most = most_at(case, end, window)
        text = (
            f"Limited by the {NAMES[1 - end]}'s window: the {NAMES[end]} filled it {times(len(places))} and waited"
            f" {duration(total)} of {duration(lasted)} ({case.marks(*places)}); {size(window)} a round trip"
            f"{f' of {most}' if most else ''}: a larger receive buffer would help."
        )
        yield claim("window_limited", text, case.rows(places))


def most_at(case: Case, end: int, window: int) -> str:
    """Return the round trip that an end's data takes and how much a window a round trip is: '43.2 ms are 1.61 Mbit/s'.

    The handshake's may be another host's, of a proxy on the way; '' if nothing is known, or more than that was sent.
    """
    receiver = case.round_trips[1 - end].summary
    trip = receiver.median + max(case.least[end], 0) if receiver is not None else 0
    data = case.data[end]
    if trip <= 0 or not len(data):
        return ""
    sent = int(case.track.length[data].sum()) - window  # for the last window nobody waits
    lasted = case.since(int(data[0]), int(data[-1]))
    return "" if sent * trip > window * lasted else f"{duration(trip)} are {rate(window, trip)}"


def _full_window(case: Case, end: int, places: Vector) -> Vector:
    """Tell which segments left room for less than another as large; nowhere if the scale is not known."""
    track = case.track
    own = track.of_end[1 - end]
    if np.any(track.shift[own[-1:]] == SHIFT_UNKNOWN):
        return np.zeros(len(places), bool)
    largest = int(track.length[places].max())
    room = case.track.edge[end][places] - track.end[places]
    full: Vector = (room >= 0) & (room < largest)
    return full


def loss_limited(case: Case) -> Iterator[Claim]:
    """Losses again and again, and the window never full."""
    for end, data, lasted, _ in _transfers(case):
        lost = case.lost(end)
        lost = lost[(case.track.findings[lost] & _LOSSES) != 0]
        segments = len(set(first_copies_of(case, lost).tolist()))
        if len(lost) < _LEAST_LOSSES:
            continue
        events = _events(case, lost)
        if events < _LEAST_LOSSES or lasted <= 0 or np.any(_full_window(case, end, data)):
            continue
        text = (
            f"Probably held back by loss: losses at {events} different times, {segments:,} of"
            f" {count(sent_by(case, end), 'segment')} ({share(segments, sent_by(case, end))}); no window was ever full."
        )
        yield claim("loss_limited", text, case.rows(lost))


def _events(case: Case, lost: Vector) -> int:
    """Count losses that are more than a round trip apart: to the sender they are separate."""
    if not len(lost):
        return 0
    return 1 + int(np.count_nonzero(np.diff(case.track.time[lost]) > max(case.trip, 1)))


def may_be_idle(slab: Slab) -> Vector:
    """Tell where an end near the capture point sent much more than the other, and paused for much of the time."""
    may = np.zeros(len(slab.connections), bool)
    for end, data in enumerate(slab.data):
        first, then = data.pairs
        gaps = slab.time[then] - slab.time[first]
        idle = np.bincount(slab.index[first], np.where(gaps > _BUSY_NS, gaps, 0), len(may))
        lasted, least = slab.time[data.last] - slab.time[data.first], np.array(slab.trips[end].least)
        is_near = (least >= 0) & (least < _NEAR_NS) & (slab.data[1 - end].counts * 4 <= data.counts)
        may |= is_near & (idle >= _IDLE_SHARE * lasted) & (data.counts >= _LEAST_SEGMENTS)
    return may


def sender_limited(case: Case) -> Iterator[Claim]:
    """All was acknowledged, the window open, and the sender said nothing."""
    for end, data, lasted, gaps in _transfers(case):
        if lasted <= 0 or case.has("retransmission", "zero_window", "window_full"):
            continue
        if len(case.data[1 - end]) * 4 > len(data) or not 0 <= case.least[end] < _NEAR_NS:
            continue  # a conversation, in which each waits for the other; or too far to tell
        idle = case.track.acked[end][data[1:] - 1] >= case.track.end[data[:-1]]
        others = case.data[1 - end]  # where the other end spoke in between, it was its turn
        idle &= np.searchsorted(others, data[:-1]) == np.searchsorted(others, data[1:])
        idle &= gaps > _BUSY_NS
        total = int(gaps[idle].sum())
        if total < _IDLE_SHARE * lasted:
            continue
        worst = int(np.argmax(np.where(idle, gaps, 0)))
        text = (
            f"Of the {duration(lasted)} of its transfer the {NAMES[end]} had sent all it had, and all was acknowledged,"
            f" for {duration(total)} (longest {case.marks(int(data[worst]))} to"
            f" {case.marks(int(data[worst + 1]))}): its"
            " program gave no more; neither network nor windows held it back."
        )
        yield claim("sender_limited", text, case.rows([data[worst], data[worst + 1]]))


def may_step(slab: Slab) -> Vector:
    """Tell where round trips differ by as much as a step."""
    may = np.zeros(len(slab.connections), bool)
    for trips in slab.trips:
        is_wide = np.array(trips.most, np.int64) >= _STEP * np.array(trips.least, np.int64) + _STEP_NS
        may |= is_wide & (trips.counts >= 2 * _LEAST_SAMPLES)
    return may


def latency_step(case: Case) -> Iterator[Claim]:
    """The round trip changed for the rest of the connection."""
    for end in (0, 1):
        ns, at = case.round_trips[end]
        if len(ns) < 2 * _LEAST_SAMPLES:
            continue
        prompt = _prompt(case, end, at)
        step = _find_step(ns[prompt])
        if step is None:
            continue
        place = int(at[prompt][step])
        before, after = (int(np.median(part)) for part in (ns[prompt][:step], ns[prompt][step:]))
        text = (
            f"From {case.marks(place)} on the round trip between the capture point and the {NAMES[end]} was"
            f" {duration(after)} instead of {duration(before)}: {_cause(case, end, place, after > before)}."
        )
        yield claim("latency_step", text, case.rows([place]))


def _prompt(case: Case, end: int, at: Vector) -> Vector:
    """Tell which acknowledgments waited for nothing: those of two full segments or more, that carry no data."""
    track = case.track
    largest = int(track.length[case.data[1 - end]].max()) if len(case.data[1 - end]) else 0
    before = case.track.acked[1 - end][np.maximum(at - 1, 0)]
    prompt: Vector = (track.ack[at] - before >= 2 * max(largest, 1)) & (largest > 0) & (track.length[at] == 0)
    return prompt


def _find_step(ns: Vector) -> int | None:
    """Return where the samples split into two levels that do not overlap, a factor apart; None if nowhere."""
    if len(ns) < 2 * _LEAST_SAMPLES or ns.max() < _STEP * ns.min() + _STEP_NS:
        return None
    sums, total = np.cumsum(ns.astype(float)), float(ns.sum())
    sizes = np.arange(1, len(ns) + 1)
    # The best split in two levels is that with the largest squares of their means, weighted.
    gain = sums[:-1] ** 2 / sizes[:-1] + (total - sums[:-1]) ** 2 / (len(ns) - sizes[:-1])
    best = _LEAST_SAMPLES + int(np.argmax(gain[_LEAST_SAMPLES - 1 : len(ns) - _LEAST_SAMPLES]))
    low, high = sorted((ns[:best], ns[best:]), key=np.median)
    upper = float(np.percentile(low, 90))
    return None if np.percentile(high, 10) < max(_STEP * upper, upper + _STEP_NS) else best


def _cause(case: Case, end: int, place: int, is_longer: bool) -> str:
    data = case.data[1 - end]
    flight = case.in_flight(1 - end)
    data = data[-len(flight) :] if len(flight) else data[:0]
    before, after = flight[data <= place], flight[data > place]
    grew = len(before) and len(after) and np.median(after) > 1.5 * np.median(before)
    if is_longer and grew:
        return "more was in flight, too, so that probably a queue filled up"
    return "probably another route" + (", or a queue that others fill" if is_longer else "")
