"""In which way a connection ended, at a second look: what the engine, which decides at once, could not know yet.

A reset counts for nothing if it ended an older connection, or if both ends went on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.tcp.closing import how_closed
from tui_tcp.tcp.flags import ACK, RST, SYN

if TYPE_CHECKING:
    from tui_tcp.verdicts.case import Case

_UNDER_WAY_NS = 1_000_000_000  # so long after a reset what was under way may still come


def how_ended(case: Case) -> str:
    """Return what `how_closed` returns, corrected."""
    how = how_closed(case.connection)
    if how in ("fin", "simultaneous"):
        return how if all(len(places) for places in case.fins) else "open"
    if how not in ("rst", "fin_rst"):
        return how
    reset = case.connection.first_reset_row
    is_older = case.handshake_ack >= 0 and reset <= case.track.rows[case.handshake_ack]
    if not is_older and outlived_reset(case) < 0:
        return how
    return "fin" if all(len(places) for places in case.fins) else "open"


def outlived_reset(case: Case) -> int:
    """Return the place of the reset that counted, if both ends went on after it, and -1 otherwise.

    Its sender's later acknowledgments move on: so that end still had the connection, and the other still sent.
    """
    reset, track = case.place_of(case.connection.first_reset_row), case.track
    if reset < 0:
        return -1
    own = track.of_end[1 - int(track.from_client[reset])]
    own = own[(own > reset) & ((track.flags[own] & (ACK | RST | SYN)) == ACK)]
    own = own[track.time[own] > track.time[reset] + _UNDER_WAY_NS]
    return reset if len(set(track.ack[own].tolist())) > 1 else -1
