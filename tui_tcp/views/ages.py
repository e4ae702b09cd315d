"""How long connections have been in the states that pass by themselves, and which of them are stuck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.views.clock import Clock
from tui_tcp.views.pieces import Piece

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_SECOND = 1_000_000_000
TIME_WAIT = 60 * _SECOND  # as long as Linux waits; RFC 9293 section 3.3.2 has 2 MSL, 4 minutes
STUCK = 5 * _SECOND  # in a state that should pass sooner, unless somebody wants it otherwise

_OPENING = (State.SYN_SENT, State.SYN_RECEIVED)
_CLOSING = (State.FIN_WAIT_1, State.FIN_WAIT_2, State.CLOSE_WAIT, State.CLOSING, State.LAST_ACK)
_STUCK = (State.SYN_SENT, State.SYN_RECEIVED, State.CLOSE_WAIT, State.FIN_WAIT_2)
# After 2 MSL as Linux has it; and after longer than any host waits before it repeats a SYN or SYN,ACK, or gives up
# (RFC 6298's upper bound, which Linux has, is 120 s).
_SILENT = {State.TIME_WAIT: TIME_WAIT, State.SYN_SENT: 120 * _SECOND, State.SYN_RECEIVED: 120 * _SECOND}
_AGEING = frozenset({*_OPENING, *_CLOSING, State.TIME_WAIT})
SHUT = "0-WINDOW"  # in a state's place: neither end is at fault for its state
_LOOK_BACK = 1 << 16  # frames, at first: few of them tell of a zero window
_SHORT = {
    SHUT: "0-WIN",
    "SYN-RECEIVED": "SYN-RCVD",
    "FIN-WAIT-1": "FIN-W-1",
    "FIN-WAIT-2": "FIN-W-2",
    "CLOSE-WAIT": "CLOSE-W",
    "TIME-WAIT": "TIME-W",
}
_UNITS = ((86400, "d"), (3600, "h"), (60, "m"))
_CONFIDENCES = {confidence.value: confidence.text for confidence in Confidence}


def waiting_state(connection: Connection) -> State:
    """Return the state that a connection is waiting in: as long as one end is in SYN-RECEIVED, that."""
    ends = (connection.first.state, connection.second.state)
    return State.SYN_RECEIVED if State.SYN_RECEIVED in ends else connection.state


def age(session: Session, connection: Connection, clock: Clock) -> int:
    """Return for how many nanoseconds a connection has been in its state, as far as that is known."""
    state = waiting_state(connection)
    if state in _OPENING:
        return clock.since(connection.first_time, connection.first_row)
    if state in _CLOSING and connection.first_fin_row >= session.columns.first:
        return clock.since(session.columns.value("time", connection.first_fin_row), connection.first_fin_row)
    return idle(connection, clock)


def idle(connection: Connection, clock: Clock) -> int:
    """Return for how many nanoseconds a connection has had no packet."""
    return clock.since(connection.last_time, connection.last_row)


def state_piece(session: Session, connection: Connection, clock: Clock, width: int, patience: int = STUCK) -> Piece:
    """Return a connection's state and for how long it has been in it; for TIME-WAIT how long it will yet be.

    It looks like a problem where it is stuck for longer than `patience`, in nanoseconds.
    """
    state = waiting_state(connection)
    end = connection.first if connection.first.state == state else connection.second
    style = _CONFIDENCES[end.confidence]
    if (shut := _shut_for(session, connection, clock)) >= patience:
        return _with_seconds(SHUT, shut // _SECOND, width), "problem"
    if state not in _AGEING:
        return state.text or "–", style if state.text else "dim"
    if _has_passed(connection, clock):
        return State.CLOSED.text, "assumed"
    seconds = age(session, connection, clock)
    if state is State.TIME_WAIT:
        return _with_seconds(state.text, -((seconds - TIME_WAIT) // _SECOND), width), style
    text = _with_seconds(state.text, seconds // _SECOND, width)
    return text, "problem" if state in _STUCK and seconds >= patience else style


def _has_passed(connection: Connection, clock: Clock) -> bool:
    """Tell whether a state must be over that ends without a packet."""
    longest = _SILENT.get(waiting_state(connection))
    return longest is not None and idle(connection, clock) >= longest


def _with_seconds(state: str, seconds: int, width: int) -> str:
    """Return both, as long as there is room for."""
    if not seconds:
        return state
    short = next((f"{seconds // unit}{letter}" for unit, letter in _UNITS if seconds >= 2 * unit), f"{seconds}s")
    long = f"{short[:-1]} {short[-1]}" if short[-1] != "m" else f"{short[:-1]} min"
    forms = (f"{state} {long}", f"{state} {short}", f"{_SHORT.get(state, state)} {short}", state)
    return next((form for form in forms if len(form) <= width), state)


def stuck(session: Session, connections: Sequence[Connection], clock: Clock, patience: int = STUCK) -> Vector:
    """Tell which connections wait for longer than `patience`: to be opened, to be closed, or for a window to open."""
    import numpy as np

    found = (_is_stuck(session, connection, clock, patience) for connection in connections)
    return np.fromiter(found, bool, len(connections))


def _is_stuck(session: Session, connection: Connection, clock: Clock, patience: int) -> bool:
    if waiting_state(connection) in _STUCK:
        return age(session, connection, clock) >= patience and not _has_passed(connection, clock)
    return _shut_for(session, connection, clock) >= patience


def _shut_for(session: Session, connection: Connection, clock: Clock) -> int:
    """Return for how long an open connection's window, or the one that has been so for longer, is zero."""
    if connection.state is not State.ESTABLISHED:
        return 0
    ends = (connection.first, connection.second)
    return max((_since_shut(session, connection, at, clock) for at, end in enumerate(ends) if _shuts(end)), default=0)


def _shuts(end: Endpoint) -> bool:
    """Tell whether an end's latest window is zero."""
    return end.packets > 0 and not end.window


def _since_shut(session: Session, connection: Connection, direction: int, clock: Clock) -> int:
    """Return how long ago the first of an end's latest segments came that all told of a zero window."""
    columns = session.columns
    begin, back = max(connection.first_row, columns.first), _LOOK_BACK
    rows, opened = _windows(session, connection, direction, max(connection.last_row - back, begin))
    while not opened and connection.last_row - back > begin:
        back *= 8
        rows, opened = _windows(session, connection, direction, max(connection.last_row - back, begin))
    if opened == len(rows):
        return idle(connection, clock)
    return clock.since(columns.value("time", int(rows[opened])), int(rows[opened]))


def _windows(session: Session, connection: Connection, direction: int, first: int) -> tuple[Vector, int]:
    """Return the rows of an end's segments from a row on, and how many of them until the last that had a window."""
    columns = session.columns
    rows = columns.rows_of(connection.number, first, connection.last_row)
    rows = rows[columns.take("direction", rows) == direction]
    opened = columns.take("window_raw", rows).nonzero()[0]
    return rows, int(opened[-1]) + 1 if len(opened) else 0
