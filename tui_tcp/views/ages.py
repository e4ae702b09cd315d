"""How long connections have been in the states that pass by themselves, and which of them are stuck.

Time is the capture's: that of its newest packet, and what has passed here since it came. So clocks may differ, or step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic_ns
from typing import TYPE_CHECKING

from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.views.pieces import Piece

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_SECOND = 1_000_000_000
TIME_WAIT = 60 * _SECOND  # as long as Linux waits; RFC 9293 section 3.3.2 has 2 MSL, 4 minutes
STUCK = 5 * _SECOND  # in a state that should pass sooner

_OPENING = (State.SYN_SENT, State.SYN_RECEIVED)
_CLOSING = (State.FIN_WAIT_1, State.FIN_WAIT_2, State.CLOSE_WAIT, State.CLOSING, State.LAST_ACK)
_STUCK = (State.SYN_SENT, State.SYN_RECEIVED, State.CLOSE_WAIT, State.FIN_WAIT_2)
_AGEING = frozenset({*_OPENING, *_CLOSING, State.TIME_WAIT})
_SHORT = {
    "SYN-RECEIVED": "SYN-RCVD",
    "FIN-WAIT-1": "FIN-W-1",
    "FIN-WAIT-2": "FIN-W-2",
    "CLOSE-WAIT": "CLOSE-W",
    "TIME-WAIT": "TIME-W",
}
_UNITS = ((86400, "d"), (3600, "h"), (60, "m"))
_CONFIDENCES = {confidence.value: confidence.text for confidence in Confidence}


class Clock:
    """What time it is where a capture is made, in nanoseconds since the epoch; 0 before its first packet."""

    def __init__(self, session: Session, ticks: Callable[[], int] = monotonic_ns) -> None:
        self._session = session
        self._ticks = ticks
        self._count = 0
        self._newest = 0
        self._seen = 0

    def now(self) -> int:
        """Return it; it stands still when the capture has ended."""
        count = self._session.frame_count
        if not count:
            return 0
        if count != self._count:
            self._count = count
            self._newest = self._session.columns.value("time", count - 1)
            self._seen = self._ticks()
        return self._newest + (0 if self._session.is_done else self._ticks() - self._seen)


def waiting_state(connection: Connection) -> State:
    """Return the state that a connection is waiting in: as long as one end is in SYN-RECEIVED, that."""
    ends = (connection.first.state, connection.second.state)
    return State.SYN_RECEIVED if State.SYN_RECEIVED in ends else connection.state


def began(session: Session, connection: Connection) -> int:
    """Return when a connection came to its state, as far as that is known, in nanoseconds since the epoch."""
    state = waiting_state(connection)
    if state in _OPENING:
        return connection.first_time
    if state in _CLOSING and connection.first_fin_row >= session.columns.first:
        return session.columns.value("time", connection.first_fin_row)
    return connection.last_time


def state_piece(session: Session, connection: Connection, now: int, width: int) -> Piece:
    """Return a connection's state and for how long it has been in it; for TIME-WAIT how long it will yet be."""
    state = waiting_state(connection)
    end = connection.first if connection.first.state == state else connection.second
    style = _CONFIDENCES[end.confidence]
    if state not in _AGEING:
        return state.text or "–", style if state.text else "dim"
    age = max(now - began(session, connection), 0)
    if state is State.TIME_WAIT:
        if age >= TIME_WAIT:
            return State.CLOSED.text, "assumed"
        return _with_seconds(state.text, -((age - TIME_WAIT) // _SECOND), width), style
    text = _with_seconds(state.text, age // _SECOND, width)
    return text, "problem" if state in _STUCK and age >= STUCK else style


def _with_seconds(state: str, seconds: int, width: int) -> str:
    """Return both, as long as there is room for."""
    if not seconds:
        return state
    short = next((f"{seconds // unit}{letter}" for unit, letter in _UNITS if seconds >= 2 * unit), f"{seconds}s")
    long = f"{short[:-1]} {short[-1]}" if short[-1] != "m" else f"{short[:-1]} min"
    forms = (f"{state} {long}", f"{state} {short}", f"{_SHORT.get(state, state)} {short}", state)
    return next((form for form in forms if len(form) <= width), state)


def stuck(session: Session, connections: Sequence[Connection], now: int) -> Vector:
    """Tell which connections wait for longer than STUCK: to be opened, to be closed, or for a window to open."""
    import numpy as np

    found = (_is_stuck(session, connection, now) for connection in connections)
    return np.fromiter(found, bool, len(connections))


def _is_stuck(session: Session, connection: Connection, now: int) -> bool:
    state = waiting_state(connection)
    if state in _STUCK:
        return now - began(session, connection) >= STUCK
    if state is not State.ESTABLISHED:
        return False
    ends = (connection.first, connection.second)
    return any(_shuts(end) and now - _shut_since(session, connection, at) >= STUCK for at, end in enumerate(ends))


def _shuts(end: Endpoint) -> bool:
    """Tell whether an end's latest window is zero."""
    return end.packets > 0 and not end.window


def _shut_since(session: Session, connection: Connection, direction: int) -> int:
    """Return the time of the first of an end's latest segments that all told of a zero window."""
    columns = session.columns
    rows = columns.rows_of(connection.number, connection.first_row, connection.last_row)
    rows = rows[columns.take("direction", rows) == direction]
    opened = columns.take("window_raw", rows).nonzero()[0]
    first = int(opened[-1]) + 1 if len(opened) else 0
    return columns.value("time", int(rows[first])) if first < len(rows) else connection.last_time
