"""The fields of a connection: `flow.*`, ours alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui_tcp.model.addresses import socket_text
from tui_tcp.model.field import FlowField, Type, Value
from tui_tcp.tcp.closing import how_closed, who_closed
from tui_tcp.tcp.findings import names
from tui_tcp.tcp.states import State

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

NUMBER, FLAG, TIME, TEXT = Type.NUMBER, Type.FLAG, Type.TIME, Type.TEXT

_STATES = {state.value: state.text or None for state in State}


def _client(session: Session, connection: Connection) -> Value:
    return socket_text(session.sockets(connection)[0])


def _server(session: Session, connection: Connection) -> Value:
    return socket_text(session.sockets(connection)[1])


def _start(session: Session, connection: Connection) -> Value:
    return connection.first_time - session.columns.value("time", 0)


def _rtt(session: Session, connection: Connection) -> Value:
    return connection.rtt if connection.rtt >= 0 else None


def _both(count: str) -> Callable[[Session, Connection], Value]:
    return lambda session, connection: getattr(connection.first, count) + getattr(connection.second, count)


def _of_client(count: str) -> Callable[[Session, Connection], Value]:
    return lambda session, connection: getattr(connection.client, count)


def _of_server(count: str) -> Callable[[Session, Connection], Value]:
    return lambda session, connection: getattr(connection.server, count)


def _three(name: str, count: str, meaning: str) -> list[FlowField]:
    """A count of both ends together, of the client's, of the server's."""
    return [
        FlowField(name, NUMBER, meaning, _both(count)),
        FlowField(f"{name}.client", NUMBER, f"{meaning}, from the client", _of_client(count)),
        FlowField(f"{name}.server", NUMBER, f"{meaning}, from the server", _of_server(count)),
    ]


FLOW_FIELDS = [
    FlowField("tcp.stream", NUMBER, "number of the connection, from 0", lambda session, c: c.number),
    FlowField("flow.client", TEXT, "address and port of the end that opened", _client),
    FlowField("flow.server", TEXT, "address and port of the other end", _server),
    FlowField("flow.client_guessed", FLAG, "no SYN was seen: the client is a guess", lambda session, c: c.client_guessed),
    FlowField("flow.start", TIME, "time of the first frame since the capture's first", _start),
    FlowField("flow.duration", TIME, "from the first frame to the last", lambda session, c: c.last_time - c.first_time),
    FlowField("flow.rtt", TIME, "from SYN to the ACK that completed the handshake", _rtt),
    *_three("flow.packets", "packets", "frames"),
    *_three("flow.bytes", "bytes", "payload bytes, copies not counted"),
    *_three("flow.retransmissions", "retransmissions", "segments sent again"),
    FlowField("flow.client_state", TEXT, "the client's last state", lambda session, c: _STATES[c.client.state]),
    FlowField("flow.server_state", TEXT, "the server's last state", lambda session, c: _STATES[c.server.state]),
    FlowField("flow.state", TEXT, "the last state of the less closed end", lambda session, c: c.state.text),
    FlowField("flow.close", TEXT, "how it ended", lambda session, c: how_closed(c)),
    FlowField("flow.closed_by", TEXT, "who sent the first FIN or RST that counted", lambda session, c: who_closed(c)),
    FlowField(
        "flow.findings", TEXT, "what was noticed about its segments", lambda session, c: ",".join(names(c.findings))
    ),
]
