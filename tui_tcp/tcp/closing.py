"""How a connection ended and who ended it: `flow.close` and `flow.closed_by`, from what the engine kept."""

from __future__ import annotations

from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.states import State

_SYN_SENT = int(State.SYN_SENT)
_RETRIES = 3  # as many copies without an answer at the end say that an end gave up


def how_closed(connection: Connection) -> str:
    """Return 'fin', 'simultaneous', 'rst', 'fin_rst', 'refused', 'unanswered', 'gave_up' or 'open'."""
    client, server = connection.client, connection.server
    if connection.first_reset_row >= 0 and not connection.was_closed:
        if connection.reset_state == _SYN_SENT and not server.has_syn:
            return "refused"
        return "fin_rst" if 0 <= connection.first_fin_row < connection.first_reset_row else "rst"
    if client.fin >= 0 and server.fin >= 0:
        return "simultaneous" if connection.fins_crossed else "fin"
    if client.has_syn and not server.packets:
        return "unanswered"
    return "gave_up" if max(client.unanswered, server.unanswered) >= _RETRIES else "open"


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
