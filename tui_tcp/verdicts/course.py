"""What the two programs and their windows did: who waited for whom, and what held a transfer back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.causes import SHORTEST_TIMER_NS
from tui_tcp.tcp.flags import FIN, RST, SYN
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.holes import never_captured
from tui_tcp.verdicts.silences import may_hide_loss, silences
from tui_tcp.verdicts.track import NOWHERE
from tui_tcp.verdicts.words import count, duration, size, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_SECOND = 1_000_000_000
_LONGEST_SILENCE_NS = 90 * 86_400 * _SECOND  # a clock that jumps farther was set
_FELT_NS = 200_000_000  # people notice as much
_A_REQUEST = 65_536  # bytes that may be one request; more is an upload, which nobody need answer
_PATIENT_ROUND_TRIPS = 10
_SMALL_DELAY_NS = 35_000_000  # delayed ACKs wait 40 ms at least (RFC 9293 section 3.8.6.3: at most 500 ms)
_LARGE_DELAY_NS = 500_000_000
_LEAST_TIMES = 3
_TIMESTAMPS = 12  # bytes of each header, if agreed (RFC 7323 appendix A)
_LEAST_SHUT_NS = 5_000_000
_LEAST_IDLE_NS = 900_000_000  # keep-alives come after a second of silence at least


def receiver_full(case: Case) -> Iterator[Claim]:
    """A window of 0 for some time, which the other end had to wait for."""
    for end in (0, 1):
        spans = shut_spans(case, end)
        if spans and _is_felt(case, end, spans):
            yield _full(case, end, spans)


def _is_felt(case: Case, end: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether a window was shut for so long that it can have cost something."""
    total = sum(case.since(first, last) for first, last in spans)
    return total >= _LEAST_SHUT_NS or len(_probes(case, 1 - end)) > 0


def shut_spans(case: Case, end: int) -> list[tuple[int, int]]:
    """Return from which place to which an end's window was 0; the last place of all if it did not open again."""
    if not case.has("zero_window"):
        return []
    track, own = case.track, case.track.of_end[end]
    own = own[(track.flags[own] & (SYN | RST)) == 0]
    shut = track.window[own] == 0
    first = np.flatnonzero(shut & ~np.concatenate(([False], shut[:-1])))
    spans = []
    for index in first.tolist():
        opened = np.flatnonzero(~shut[index:])
        spans.append((int(own[index]), int(own[index + opened[0]]) if len(opened) else track.size - 1))
    return spans


def _full(case: Case, end: int, spans: list[tuple[int, int]]) -> Claim:
    track, name, other = case.track, NAMES[end], NAMES[1 - end]
    total = sum(case.since(first, last) for first, last in spans)
    longest = max(spans, key=lambda span: case.since(*span))
    probes = _probes(case, 1 - end)
    span = f"{case.marks(longest[0])} to {case.marks(longest[1])}"
    if len(spans) > 1:
        span = f"in all, {times(len(spans))}, longest {span}"
    text = f"The {name}'s window was 0 for {duration(total)} ({span}): its program did not read"
    if len(probes):
        text += f", and the {other}, which had more to send, probed {times(len(probes))}"
    last = spans[-1][1]
    if track.window[last] == 0 or case.sender(last) != end:
        text += "; it stayed so to the end"
    is_bad = total >= _FELT_NS and (len(probes) > 0 or _had_more(case, end, spans))
    rows = case.rows([*(place for span in spans for place in span), *probes])
    return claim("receiver_full", f"{text}.", rows, Severity.PROBLEM if is_bad else Severity.NOTE)


def _probes(case: Case, end: int) -> list[int]:
    """Return the places of an end's window probes, and of what it sent again into a closed window: that probes, too."""
    again = case.copies(end)
    again = again[_into_shut_window(case, again)] if len(again) else again
    return sorted({*case.where("zero_window_probe", end=end).tolist(), *again.tolist()})


def _had_more(case: Case, end: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether the other end went on sending as soon as the window opened."""
    data = case.data[1 - end]
    for _, opened in spans:
        later = data[data > opened]
        if len(later) and case.since(opened, int(later[0])) <= 2 * case.trip + _FELT_NS // 10:
            return True
    return False


def may_be_silent(slab: Slab) -> Vector:
    """Tell where the client sent data and the server none."""
    may: Vector = (slab.data[0].counts > 0) & (slab.data[1].counts == 0)
    return may


def server_silent(case: Case) -> Claim | None:
    """A request that the server's kernel acknowledged and its program did not answer."""
    asked, answers = case.data[0], case.data[1]
    if not len(asked) or len(answers) or case.connection.client.bytes > _A_REQUEST:
        return None
    last = int(asked[-1])
    if case.track.acked[0][-1] < case.track.end[last]:
        return None
    over = case.place_of(case.connection.first_reset_row) if case.how in ("rst", "fin_rst") else -1
    fins = [int(places[0]) for places in case.fins if len(places)]
    until = min([place for place in (over, *fins) if place > last], default=-1)
    waited = (case.time(until) if until >= 0 else case.end_time) - case.time(last)
    if waited < max(_SECOND, _PATIENT_ROUND_TRIPS * case.trip):
        return None
    then = f"until the {NAMES[case.sender(until)]} ended it ({case.marks(until)})" if until >= 0 else "to the end"
    text = (
        f"The server took the client's data (last {case.marks(last)}) and its program said nothing in"
        f" {duration(waited)}"
    )
    return claim("server_silent", f"{text}, {then}.", case.rows([last, until]))


def may_be_delayed(slab: Slab) -> Vector:
    """Tell where an end's data followed its own, with one segment in between, as late as a delayed ACK comes."""
    may = np.zeros(len(slab.connections), bool)
    for data in slab.data:
        first, then = data.pairs
        waited = slab.time[then] - slab.time[first]
        may |= slab.count(first[(then - first == 2) & (waited >= _SMALL_DELAY_NS)]) >= _LEAST_TIMES
    return may


def nagle_delay(case: Case) -> Iterator[Claim]:
    """Write, write, read: the second write waits for an ACK that the other end delays (RFC 9293 section 3.7.4)."""
    for end in (0, 1):
        stalls = _stalls(case, end)
        if len(stalls) >= _LEAST_TIMES:
            total = sum(case.since(first, ack) for first, ack, _ in stalls)
            first, ack, then = stalls[0]
            text = (
                f"{count(len(stalls), 'small write')} of the {NAMES[end]} waited for a delayed acknowledgment"
                " of the one"
                f" before, {duration(total)} in all (first: {case.marks(then)} waited for {case.marks(ack)},"
                " which answers"
                f" {case.marks(first)}): Nagle's algorithm; TCP_NODELAY or one write instead of two would save that."
            )
            yield claim("nagle_delay", text, case.rows(place for stall in stalls for place in stall))


def _stalls(case: Case, end: int) -> list[tuple[int, int, int]]:
    """Return (small segment, late pure ACK of it, the small segment that went out upon that ACK)."""
    track, own = case.track, case.data[end]
    if len(own) <= 2 * _LEAST_TIMES:
        return []
    first, then = own[:-1], own[1:]
    waited = track.time[then] - track.time[first]
    delay = max(case.least[1 - end], 0)
    small = (then - first == 2) & (waited >= _SMALL_DELAY_NS + delay) & (waited <= _LARGE_DELAY_NS + delay)
    if np.count_nonzero(small) < _LEAST_TIMES:
        return []
    mss = _mss(case, end)
    small &= (track.length[first] < mss) & (track.length[then] < mss)
    found = []
    for one, two in zip(first[small].tolist(), then[small].tolist(), strict=True):
        ack = one + 1
        prompt = case.since(ack, two) <= max(2 * max(case.least[end], 0), 2_000_000)
        is_ack = case.sender(ack) != end and not track.length[ack] and not track.flags[ack] & (SYN | FIN | RST)
        is_delayed = case.since(one, ack) >= _SMALL_DELAY_NS + delay
        if is_ack and is_delayed and prompt and track.ack[ack] == track.end[one]:
            found.append((one, ack, two))
    return found


def _mss(case: Case, end: int) -> int:
    """Return the payload of a full segment: what both ends take, less the timestamps; else the largest that was sent.

    What an end offers to receive is mostly as much as its own link lets it send.
    """
    own = case.data[end]
    offers = [offer for offer in case.offers if offer is not None and offer.mss]
    if len(offers) < len(case.offers):
        return int(case.track.length[own].max()) if len(own) else 0
    stamps = _TIMESTAMPS if all(offer.timestamps for offer in offers) else 0
    return min(offer.mss or 0 for offer in offers) - stamps


def may_have_waited(slab: Slab) -> Vector:
    """Tell where there were silences."""
    may: Vector = slab.silences.longest > 0
    return may


def waited(case: Case) -> Iterator[Claim]:
    """Silences by whose turn it was."""
    found = silences(case)
    for end in (0, 1):
        own = [silence for silence in found if silence.turn == NAMES[end] and silence.ns < _LONGEST_SILENCE_NS]
        total = sum(silence.ns for silence in own)
        if total < _FELT_NS or _is_mostly_missing(case, end):
            continue
        longest = max(own, key=lambda silence: silence.ns)
        what = "to answer" if end == 1 and longest.last == 0 else "to begin" if longest.last < 0 else "to go on"
        if case.track.flags[longest.after] & FIN:
            what = "to close"
        elif case.track.flags[longest.after] & RST:
            what = "to answer, and got its reset"
        span = f"{case.marks(longest.before)} to {case.marks(longest.after)}"
        text = f"Waited {duration(total)} for the {NAMES[end]}'s program {what} ({span})"
        if len(own) > 1:
            text = (
                f"Waited {duration(total)} for the {NAMES[end]}'s program in {count(len(own), 'silence')}, the longest"
                f" {duration(longest.ns)} {what} ({span})"
            )
        if may_hide_loss(case, end, longest.after):
            text += "; or what it had said was lost before the capture point"
        yield claim("waited", f"{text}.", case.rows(p for s in own for p in (s.before, s.after)))


def _is_mostly_missing(case: Case, end: int) -> bool:
    """Tell whether less of an end was captured than not: its silences are then the capture's."""
    missing = never_captured(case, end)
    return missing is not None and missing.bytes > case.ends[end].bytes


def timeouts(case: Case) -> Iterator[Claim]:
    """How often the timer rang for what had to be sent again, and how long it waited each time (RFC 6298)."""
    for end in (0, 1):
        places = _rings(case, end) if case.has(*case.timers) else NOWHERE
        if not len(places):
            continue
        last = places[-1]
        tries = [int(place) for place in places if case.track.seq[place] == case.track.seq[last]]
        waits = _intervals(case, tries)
        told = ", ".join(duration(ns) for ns in waits[:6])
        text = f"The {NAMES[end]}'s retransmission timer ran out {times(len(places))}"
        text += f"; {'it' if len(places) == len(tries) else 'the last segment'} waited {told} ({case.marks(*tries)})"
        yield claim("timeouts", f"{text}.", case.rows(places))


def _rings(case: Case, end: int) -> Vector:
    """Return the copies of an end that its timer called for: of the oldest number, and after silence.

    Acknowledgments of such a copy call for those behind it, which were lost with it (RFC 5681 section 3.1).
    """
    track = case.track
    places = case.copies(end, *case.timers)
    places = places[~_into_shut_window(case, places)]
    acked = track.acked[end]
    heard = np.maximum.accumulate(np.where(np.diff(acked, prepend=acked[:1]) > 0, track.time, 0))
    since_heard = track.time[places] - heard[places]
    since_sent = track.time[places] - track.time[[case.original(place) for place in places.tolist()]]
    least = max(SHORTEST_TIMER_NS, 2 * case.least[end])
    rings: Vector = places[(np.minimum(since_heard, since_sent) >= least) & (track.seq[places] <= acked[places])]
    return rings


def _into_shut_window(case: Case, places: Vector) -> Vector:
    """Tell which segments went to an end that had no room: they are probes, whatever they carry."""
    track = case.track
    edge = np.where(track.from_client[places], track.edge[0][places], track.edge[1][places])
    shut: Vector = (edge >= 0) & (track.seq[places] >= edge)
    return shut


def _intervals(case: Case, tries: list[int]) -> list[int]:
    """Return the time before each try, counted from the try before it."""
    track, first = case.track, tries[0]
    own = track.of_end[case.sender(first)]
    earlier = own[(own < first) & (track.seq[own] <= track.seq[first]) & (track.end[own] > track.seq[first])]
    places = [*earlier[-1:].tolist(), *tries]
    return [case.since(one, two) for one, two in pairwise(places)]


def keep_alives(case: Case) -> Claim | None:
    """Probes of an idle connection, at regular intervals."""
    probes = case.where("keep_alive")
    probes = probes[case.track.time[probes] - case.track.time[np.maximum(probes - 1, 0)] > _LEAST_IDLE_NS]
    if not len(probes):
        return None
    end = case.sender(int(probes[0]))
    own = probes[case.track.from_client[probes] == (end == 0)]
    apart = np.sort(np.diff(case.track.time[own]))
    every = f" every {duration(int(apart[len(apart) // 2]))}" if len(apart) else ""
    answered = len(case.where("keep_alive_ack", end=1 - end))
    which = "all" if answered >= len(own) else f"{answered or 'none'} of them"
    answers = f"{which} answered" if len(own) > 1 else "answered" if answered else "not answered"
    text = (
        f"Idle, and kept alive by the {NAMES[end]} with {count(len(own), 'probe')}{every} ({case.marks(*own)}),"
        f" {answers}"
    )
    return claim("keep_alives", f"{text}.", case.rows(probes))


def transferred(case: Case) -> Claim | None:
    """How much went each way."""
    client, server = case.ends
    if not (client.packets and server.packets) or not (client.bytes or server.bytes):
        return None
    text = f"{size(client.bytes)} from the client, {size(server.bytes)} from the server"
    first = [*case.data[0][:1].tolist(), *case.data[1][:1].tolist()]
    # What fills a hole may be a copy, and so may be what was never captured.
    is_known = not case.has("retransmission", "out_of_order", "late_original", "lost_segment", "ack_of_unseen")
    again = ", nothing sent again" if is_known else ""
    return claim("transferred", f"{text}{again}.", case.rows(first))
