"""The fields of a connection: `flow.*`, ours alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import add, attrgetter
from typing import TYPE_CHECKING

from tui_tcp.fields.field import FlowField, Type, Value
from tui_tcp.tcp.closing import how_closed, who_closed
from tui_tcp.tcp.findings import names
from tui_tcp.tcp.states import State

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

NUMBER, FLAG, TIME, TEXT = Type.NUMBER, Type.FLAG, Type.TIME, Type.TEXT

_STATES = {state.value: state.text or None for state in State}


Connections = Sequence["Connection"]
Read = Callable[["Session", Connections], Sequence[Value]]


def _socket(end: int) -> Read:
    """Address and port of the client (0) or the server (1)."""
    return lambda session, connections: session.socket_texts(connections, end)


def _each(read: Callable[[Connection], Value]) -> Read:
    return lambda session, connections: list(map(read, connections))


def _start(session: Session, connections: Connections) -> Sequence[Value]:
    first = session.columns.value("time", 0) if session.frame_count else 0
    return [c.first_time - first for c in connections]


def _rtt(session: Session, connections: Connections) -> Sequence[Value]:
    return [rtt if (rtt := c.rtt) >= 0 else None for c in connections]


def _names(session: Session, connections: Connections) -> Sequence[Value]:
    from tui_tcp.names.names import names_of

    names = names_of(session)
    names.ask(connections)
    return [names.of(c) or None for c in connections]


def _applications(session: Session, connections: Connections) -> Sequence[Value]:
    from tui_tcp.names.names import names_of

    names = names_of(session)
    return [names.application(c) or None for c in connections]


def _findings(_: Session, connections: Connections) -> Sequence[Value]:
    """The names of each set of findings are joined once: there are few."""
    sets = [c.findings for c in connections]
    texts = {bits: ",".join(names(bits)) for bits in set(sets)}
    return [texts[bits] for bits in sets]


def _judged(what: str) -> Read:
    """What the room of verdicts says of connections; it is imported when it is asked, as it needs numpy."""

    def read(session: Session, connections: Connections) -> Sequence[Value]:
        from tui_tcp.verdicts import of_flows

        values: list[Value] = getattr(of_flows, what)(session, connections)
        return [value or None for value in values]

    return read


def _three(name: str, count: str, meaning: str) -> list[FlowField]:
    """A count of both ends together, of the client's, of the server's."""
    first, second = attrgetter(f"first.{count}"), attrgetter(f"second.{count}")
    return [
        FlowField(name, NUMBER, meaning, lambda _, flows: list(map(add, map(first, flows), map(second, flows)))),
        FlowField(f"{name}.client", NUMBER, f"{meaning}, from the client", _each(attrgetter(f"client.{count}"))),
        FlowField(f"{name}.server", NUMBER, f"{meaning}, from the server", _each(attrgetter(f"server.{count}"))),
    ]


def _of_frames(name: str, kind: Type, meaning: str, read: Read) -> FlowField:
    return FlowField(name, kind, meaning, read, needs_frames=True)


FLOW_FIELDS = [
    FlowField("tcp.stream", NUMBER, "number of the connection, from 0", _each(attrgetter("number"))),
    FlowField("flow.client", TEXT, "address and port of the end that opened", _socket(0)),
    FlowField("flow.server", TEXT, "address and port of the other end", _socket(1)),
    FlowField("flow.client_guessed", FLAG, "no SYN was seen: the client is a guess", _each(lambda c: c.client_guessed)),
    FlowField("flow.start", TIME, "time of the first frame since the capture's first", _start),
    FlowField("flow.duration", TIME, "from the earliest frame to the latest", _each(lambda c: c.duration)),
    FlowField("flow.rtt", TIME, "from SYN to the ACK that completed the handshake", _rtt),
    *_three("flow.packets", "packets", "frames"),
    *_three("flow.bytes", "bytes", "payload bytes, copies not counted"),
    *_three("flow.retransmissions", "retransmissions", "segments sent again"),
    FlowField("flow.client_state", TEXT, "the client's last state", _each(lambda c: _STATES[c.client.state])),
    FlowField("flow.server_state", TEXT, "the server's last state", _each(lambda c: _STATES[c.server.state])),
    FlowField("flow.state", TEXT, "the last state of the less closed end", _each(lambda c: _STATES[c.state])),
    FlowField("flow.close", TEXT, "how it ended", _each(how_closed)),
    FlowField("flow.closed_by", TEXT, "who sent the first FIN or RST that counted", _each(who_closed)),
    _of_frames("flow.name", TEXT, "the server's name: as the client asks for it, or as DNS answered", _names),
    _of_frames("flow.protocol", TEXT, "the application, by what is sent first, else by the port", _applications),
    _of_frames("flow.conn_state", TEXT, "Zeek's summary: S0, SF, REJ, RSTO and the like", _judged("conn_states")),
    _of_frames("flow.history", TEXT, "Zeek's history: a letter an event, capitals the client's", _judged("histories")),
    _of_frames("flow.completeness", NUMBER, "Wireshark's tcp.completeness at the end", _judged("completenesses")),
    _of_frames("flow.verdict", TEXT, "the verdicts on it, the worst first", _judged("verdict_names")),
    # What later frames teach about earlier ones reaches their connection by their rows.
    _of_frames("flow.findings", TEXT, "what was noticed about its segments", _findings),
]
