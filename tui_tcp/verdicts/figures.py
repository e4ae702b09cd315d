"""A connection's figures: round trips, what was sent again, windows, silences, rates, options, where it was captured.

Each is worked out when it is asked for, from one connection's segments. Times are in nanoseconds, amounts in bytes;
None where the capture does not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from tui_tcp.verdicts.agreed import agree
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.course import shut_spans
from tui_tcp.verdicts.misfits import largest_window, strays
from tui_tcp.verdicts.round_trips import echoed_round_trips
from tui_tcp.verdicts.silences import silences
from tui_tcp.verdicts.tap import tap_position
from tui_tcp.verdicts.zeek import conn_state, history

if TYPE_CHECKING:
    from tui_tcp.verdicts.headers import Offer

_SECOND = 1_000_000_000
_BURST_S = 0.001
Figure = Any


def handshake_rtt(case: Case) -> int | None:
    """Nanoseconds from the newest SYN to the ACK that completed the handshake."""
    return case.connection.rtt if case.connection.rtt >= 0 else None


def round_trip(case: Case, end: int) -> dict[str, int] | None:
    """Round trips between the capture point and an end: least, median, 95th percentile, largest, and their number.

    From acknowledgments by Karn's rule; those of copies count where a timestamp tells which copy they answer.
    """
    samples = case.round_trips[end]
    echoed = echoed_round_trips(case.session, case.track, end)
    if echoed:
        samples = samples._replace(ns=np.append(samples.ns, echoed))
    summary = samples.summary
    return None if summary is None else summary._asdict()


def retransmitted(case: Case, end: int) -> tuple[int, int]:
    """How many segments an end sent again, and how many bytes of payload."""
    copies = case.copies(end)
    return len(copies), int(case.track.length[copies].sum())


def zero_window_time(case: Case, end: int) -> int:
    """Nanoseconds for which an end's window was 0."""
    return sum(case.since(first, last) for first, last in shut_spans(case, end))


def longest_silence(case: Case) -> dict[str, Figure] | None:
    """The longest time without a segment: from which frame to which, and whose turn it was."""
    if case.track.size < 2:
        return None
    gaps = np.diff(case.track.time)
    before = int(gaps.argmax())
    told = [silence for silence in silences(case) if silence.before == before]
    frames = [row + 1 for row in case.rows((before, before + 1))]
    return {"ns": int(gaps[before]), "frames": frames, "turn": (told[0].turn or None) if told else None}


def goodput(case: Case, end: int) -> tuple[float, float] | None:
    """Bits a second of an end's data from its first data segment to its last: with copies, and without.

    What took less than a millisecond was one burst: how fast a host can hand over what it has is no throughput.
    """
    data = case.data[end]
    if len(data) < 2:
        return None
    lasted = case.since(int(data[0]), int(data[-1])) / _SECOND
    if lasted < _BURST_S:
        return None
    sent = int(case.track.length[data].sum())
    again = retransmitted(case, end)[1]
    return 8 * sent / lasted, 8 * max(sent - again, 0) / lasted


def most_in_flight(case: Case, end: int) -> int | None:
    """The most bytes of an end that were sent and not yet acknowledged, as seen at the capture point.

    What no window ever allowed comes from damaged numbers, not from the end.
    """
    flight = case.in_flight(end)
    flight = flight[flight <= largest_window(case, end)] if strays(case, end) else flight
    return int(flight.max()) if len(flight) else None


def options_offered(offer: Offer | None) -> dict[str, Figure] | None:
    """What a SYN or a SYN,ACK offers."""
    if offer is None:
        return None
    names = ("mss", "scale", "sack", "timestamps", "ecn", "fast_open", "multipath")
    return {name: getattr(offer, name) for name in names} | ({} if offer.is_whole else {"cut": True})


def options_agreed(case: Case) -> dict[str, Figure] | None:
    """Which options are in force."""
    agreed = agree(*case.offers)
    if agreed is None:
        return None
    return {name: getattr(agreed, name) for name in agreed.__slots__}


def completeness(case: Case) -> int:
    """Wireshark's final value: 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST."""
    return case.connection.analysis.completeness


def _of_both(figure: Callable[[Case, int], Figure]) -> Callable[[Case], dict[str, Figure]]:
    return lambda case: {name: figure(case, end) for end, name in enumerate(NAMES)}


def _count(*findings: str) -> Callable[[Case], dict[str, Figure]]:
    return _of_both(lambda case, end: len(case.where(*findings, end=end)))


# name -> how it is worked out
FIGURES: dict[str, Callable[[Case], Figure]] = {
    "handshake_rtt_ns": handshake_rtt,
    "rtt_ns": _of_both(round_trip),
    "retransmitted_segments": _of_both(lambda case, end: retransmitted(case, end)[0]),
    "retransmitted_bytes": _of_both(lambda case, end: retransmitted(case, end)[1]),
    "out_of_order": _count("out_of_order"),
    "duplicate_acks": _count("duplicate_ack"),
    "zero_window_ns": _of_both(zero_window_time),
    "longest_silence": longest_silence,
    "throughput_bps": _of_both(lambda case, end: rounded(goodput(case, end), 0)),
    "goodput_bps": _of_both(lambda case, end: rounded(goodput(case, end), 1)),
    "most_in_flight": _of_both(most_in_flight),
    "options_offered": _of_both(lambda case, end: options_offered(case.offers[end])),
    "options_agreed": options_agreed,
    "conn_state": conn_state,
    "history": history,
    "completeness": completeness,
    "captured": tap_position,
}


def rounded(rates: tuple[float, float] | None, which: int) -> int | None:
    """Return one of two rates in whole bits a second."""
    return None if rates is None else round(rates[which])


def figures(case: Case) -> dict[str, Figure]:
    """Return all figures of a connection by name."""
    return {name: work_out(case) for name, work_out in FIGURES.items()}
