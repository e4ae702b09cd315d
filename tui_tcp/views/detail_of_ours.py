"""The two layers of a frame's detail that are not in its bytes: what the capture says, and what the connection does."""

from __future__ import annotations

from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.model.addresses import socket_text
from tui_tcp.model.numbers import base, relative, window
from tui_tcp.model.session import Session
from tui_tcp.tcp.columns import SHIFT_UNKNOWN, SHIFT_UNUSED
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.findings import BITS, FINDINGS
from tui_tcp.tcp.flags import ACK, FIN, SYN, flag_text
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.views.capture_notes import noted_fields
from tui_tcp.views.format import count, date_and_time, seconds

_SEQ_AT, _ACK_AT, _WINDOW_AT = 4, 8, 14  # within the TCP header
_REASONS = {
    Confidence.CERTAIN: "proved by what it sent",
    Confidence.IMPLIED: "it follows from what its peer sent",
    Confidence.ASSUMED: "what led there was not captured",
}


def frame_layer(session: Session, row: int) -> Layer:
    """Return when and where a frame was captured, and how much of it."""
    value = session.columns.value
    time, length, captured = value("time", row), value("length", row), value("captured", row)
    fields = [
        Field("frame.number", "Frame", str(row + 1), 0, 0),
        Field("frame.time", "Captured at", date_and_time(time), 0, 0),
        Field("frame.time_relative", "Since the first frame", f"{seconds(time - value('time', 0), 9)} s", 0, 0),
    ]
    if row:
        since = seconds(time - value("time", row - 1), 9)
        fields.append(Field("frame.time_delta", "Since the frame before", f"{since} s", 0, 0))
    fields += [
        Field("frame.len", "On the wire", count(length, "byte"), 0, 0),
        Field("frame.cap_len", "In the capture", count(captured, "byte"), 0, captured),
        *noted_fields(session, row),
    ]
    cut = f", {captured} of them captured" if captured < length else ""
    return Layer("frame", f"Frame {row + 1}, {count(length, 'byte')}{cut}", 0, captured, tuple(fields))


def connection_layer(session: Session, row: int) -> Layer:
    """Return what a segment means in its connection: numbers counted from its beginning, states, findings."""
    connection = session.connections[session.columns.value("connection", row)]
    is_from_client = session.columns.value("direction", row) == connection.client_direction
    way = "client → server" if is_from_client else "server → client"
    flags = session.columns.value("header_word", row) & 0xFFF
    fields = (
        *_ends(session, connection),
        *_numbers(session, connection, row),
        *_window(session, row),
        *_states(session, connection, row),
        *_findings(session.columns.value("findings", row)),
    )
    return Layer("tcptui", f"Connection {connection.number}, {way}, {flag_text(flags)}", 0, 0, fields)


def _ends(session: Session, connection: Connection) -> tuple[Field, ...]:
    client, server = map(socket_text, session.sockets(connection))
    guess = " (a guess: no SYN was captured)" if connection.client_guessed else ""
    return (
        Field("tcp.stream", "Connection", str(connection.number), 0, 0),
        Field("flow.client", "Client", client + guess, 0, 0),
        Field("flow.server", "Server", server, 0, 0),
    )


def _numbers(session: Session, connection: Connection, row: int) -> list[Field]:
    """Return the sequence numbers counted from the beginning, and what they are counted from."""
    columns = session.columns
    header, at, direction = (columns.value(name, row) for name in ("header_word", "tcp_at", "direction"))
    seq, ack = relative(columns, connection, row)
    length = columns.value("payload", row)
    following = seq + length + bool(header & SYN) + bool(header & FIN) & 0xFFFFFFFF
    origin = _origin(connection, direction, row, columns.value("seq_raw", row))
    fields = [
        Field("tcp.seq", "Sequence number", str(seq), at + _SEQ_AT, 4, origin),
        Field("tcp.len", "Payload", count(length, "byte"), 0, 0),
        Field("tcp.nxtseq", "Next sequence number", str(following), 0, 0),
    ]
    if header & ACK:
        origin = _origin(connection, 1 - direction, row, columns.value("ack_raw", row))
        fields.append(Field("tcp.ack", "Acknowledgment", str(ack), at + _ACK_AT, 4, origin))
    return fields


def _origin(connection: Connection, direction: int, row: int, raw: int) -> tuple[Field, ...]:
    """Say from what a number is counted, and what it is on the wire."""
    who = "client" if direction == connection.client_direction else "server"
    has_syn = (connection.second if direction else connection.first).has_syn
    which = f"the {who}'s initial sequence number" if has_syn else f"one before the {who}'s first number seen here"
    return (
        Field("", "counted from", f"{base(connection, direction, row)}, {which}", 0, 0),
        Field("", "on the wire", str(raw), 0, 0),
    )


def _window(session: Session, row: int) -> tuple[Field, ...]:
    columns = session.columns
    raw, shift, at = (columns.value(name, row) for name in ("window_raw", "shift", "tcp_at"))
    scaled = window(columns, row)
    if columns.value("header_word", row) & SYN:
        how = "never scaled on a SYN"
    elif shift == SHIFT_UNKNOWN:
        how = "scale unknown: the SYNs were not captured"
    elif shift == SHIFT_UNUSED:
        how = "not scaled: one end did not offer it"
    else:
        how = f"{raw} × {1 << shift}"
    return (Field("tcp.window_size", "Window", f"{count(scaled, 'byte')} ({how})", at + _WINDOW_AT, 2),)


def _states(session: Session, connection: Connection, row: int) -> list[Field]:
    """Return both ends' states once this segment was sent and received."""
    fields = []
    for who, direction in (("client", connection.client_direction), ("server", 1 - connection.client_direction)):
        code = session.columns.value(f"state_{direction}", row)
        state, confidence = State(code & 0x0F), Confidence(code >> 4)
        text = f"{state.text} ({confidence.text})" if state.text else "not known"
        why = Field(f"segment.{who}_confidence", confidence.text, _REASONS[confidence], 0, 0)
        fields.append(Field(f"segment.{who}_state", f"{who.capitalize()} then", text, 0, 0, (why,)))
    return fields


def _findings(bits: int) -> list[Field]:
    return [
        Field("segment.finding", f"{finding.letter}  {finding.name.replace('_', ' ')}".strip(), finding.meaning, 0, 0)
        for finding in FINDINGS
        if bits & BITS[finding.name]
    ]
