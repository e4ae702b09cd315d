"""How a connection ended and who ended it: `flow.close` and `flow.closed_by`, from what the engine kept."""

from __future__ import annotations

from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.states import State

_RETRIES = 3  # as many copies without an answer at the end say that an end gave up


def how_closed(connection: Connection) -> str:
    """Return 'fin', 'simultaneous', 'rst', 'fin_rst', 'refused', 'unanswered', 'gave_up' or 'open'."""
    if connection.first_reset_row >= 0 and not connection.was_closed:
        if connection.reset_state == State.SYN_SENT and not connection.server.has_syn:
            return "refused"
        return "fin_rst" if 0 <= connection.first_fin_row < connection.first_reset_row else "rst"
    if connection.first.fin >= 0 and connection.second.fin >= 0:
        return "simultaneous" if connection.fins_crossed else "fin"
    if connection.client.has_syn and not connection.server.packets:
        return "unanswered"
    unanswered = max(connection.first.unanswered, connection.second.unanswered)
    return "gave_up" if unanswered >= _RETRIES else "open"


def who_closed(connection: Connection) -> str:
    """Return who sent the first FIN or RST that counted: 'client', 'server', 'both', or nothing."""
    how = how_closed(connection)
    if how == "simultaneous":
        return "both"
    if how in ("fin", "fin_rst"):
        return _end(connection, connection.first_fin_direction)
    return _end(connection, connection.first_reset_direction) if how in ("rst", "refused") else ""


def _end(connection: Connection, direction: int) -> str:
    return "client" if direction == connection.client_direction else "server"
