"""Whose a reset was: one host's that ended several connections at once, the end's own, or a device's in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.closing import how_closed
from tui_tcp.tcp.flags import ACK, RST
from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.headers import read_network
from tui_tcp.verdicts.words import count, duration

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_FIRST_TTLS = (64, 128, 255)
_LEAST_HOPS_APART = 3
_LOOKED_AT = 8  # of an end's packets, whose TTLs are compared with the reset's
_NEAR_ROWS = 64  # frames before and after a reset, among which the same host's are looked for
_AT_ONCE_NS = 10_000_000
_NEXT = 16  # by so much an IP identification is larger at most that follows another


def final_reset(case: Case) -> int:
    """Return the place of the reset that ended a connection which had been open, -1 if none did."""
    if case.how not in ("rst", "fin_rst"):
        return -1
    return case.place_of(case.connection.first_reset_row)


def foreign_reset(case: Case) -> Claim | None:
    """A reset from another distance than the rest of what its sender sent."""
    reset = final_reset(case)
    if reset < 0:
        return None
    end = case.sender(reset)
    header = read_network(case.session, int(case.track.rows[reset]))
    if header is None or not _is_from_elsewhere(header.ttl, _ttls(case, end, 1)):
        return None
    ttls = _ttls(case, end)
    if len(ttls) < 2 or len(set(ttls.values())) > 1:
        return None
    usual = next(iter(ttls.values()))
    last = max(ttls)
    text = (
        f"The reset in the {NAMES[end]}'s name ({case.marks(reset)}) probably came from a device between the"
        f" two: its TTL is {header.ttl}, that of the {NAMES[end]}'s other packets {usual} (as in {case.marks(last)})."
    )
    return claim("foreign_reset", text, case.rows([reset, last]))


def _is_from_elsewhere(ttl: int, ttls: dict[int, int]) -> bool:
    """Tell whether a packet came another way than others, by its TTL and theirs."""
    return all(abs(_hops(ttl) - _hops(usual)) >= _LEAST_HOPS_APART for usual in ttls.values())


def _ttls(case: Case, end: int, most: int = _LOOKED_AT) -> dict[int, int]:
    """Return the TTLs of an end's last packets by their places, resets left out."""
    own = case.track.of_end[end]
    own = own[(case.track.flags[own] & RST) == 0][-most:].tolist()
    headers = [(place, read_network(case.session, row)) for place, row in zip(own, case.rows(own), strict=True)]
    return {place: header.ttl for place, header in headers if header}


def _hops(ttl: int) -> int:
    """Return how many routers a packet has probably passed."""
    return min(first - ttl for first in _FIRST_TTLS if first >= ttl)


def is_own(case: Case, reset: int) -> bool:
    """Tell whether a reset surely is the end's own: as far away as its other packets, and the next in their numbers."""
    session, row = case.session, case.rows([reset])[0]
    header = read_network(session, row)
    ttls = set(_ttls(case, case.sender(reset)).values())
    if header is None or not header.identification or ttls != {header.ttl}:
        return False
    before = _same_host(case, reset, np.arange(max(row - _NEAR_ROWS, 0), row))
    latest = case.track.of_end[case.sender(reset)]
    latest = latest[latest < reset][-1:]
    for other in {*before[-1:], *case.rows(latest)}:
        found = read_network(session, other)
        if found and found.identification and 0 < (header.identification - found.identification & 0xFFFF) <= _NEXT:
            return True
    return False


def ended_at_once(case: Case, reset: int) -> list[int]:
    """Return the rows of the resets by which the same host ended other connections within milliseconds of this one.

    They acknowledge (what answers a stray segment does not): their sender still had those connections.
    """
    if not case.track.flags[reset] & ACK:
        return []
    columns, row = case.session.columns, case.rows([reset])[0]
    near = np.arange(max(row - _NEAR_ROWS, 0), min(row + _NEAR_ROWS, case.session.frame_count - 1) + 1)
    near = near[((columns.take("header_word", near) & (RST | ACK)) == RST | ACK) & (near != row)]
    near = near[abs(columns.take("time", near).astype(np.int64) - case.time(reset)) <= _AT_ONCE_NS]
    return [other for other in _same_host(case, reset, near) if _ended(case, other)]


def _ended(case: Case, row: int) -> bool:
    """Tell whether a reset ended a connection, another one, that had been open."""
    other = case.session.connections[case.session.columns.value("connection", row)]
    if other.number == case.connection.number or other.first_reset_row != row:
        return False
    return how_closed(other) in ("rst", "fin_rst") and other.client.packets > 1


def together(case: Case, reset: int, others: list[int]) -> str:
    """Return in words that a host ended several connections at once, and why it may have."""
    rows = [case.rows([reset])[0], *others]
    times = [case.session.columns.value("time", row) for row in rows]
    return (
        f"and {count(len(others), 'other connection')} within {duration(max(times) - min(times))}: its program ended,"
        " or its system closed them"
    )


def _same_host(case: Case, place: int, rows: Vector) -> list[int]:
    """Return those of some frames whose sender has the address of a segment's sender, in order."""
    session = case.session
    host = session.socket(case.connection, case.sender(place))[0]
    found = []
    for row, number in zip(rows.tolist(), session.columns.take("connection", rows).tolist(), strict=True):
        if 0 <= number < len(session.connections):
            other = session.connections[number]
            end = int((session.columns.value("direction", row) != 0) != (other.client_direction != 0))
            if session.socket(other, end)[0] == host:
                found.append(row)
    return found
