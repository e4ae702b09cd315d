"""The fields of a frame and of the segment in it. Names are Wireshark's where Wireshark has the thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tcp.fields.field import FrameField, Type, Value
from tui_tcp.model.protocols import PROTOCOLS
from tui_tcp.tcp import flags
from tui_tcp.tcp.findings import names
from tui_tcp.tcp.segment import SHIFT_UNKNOWN
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.rows import Rows

Read = Callable[["Rows"], Sequence[Value]]

NUMBER, FLAG, HEX, TIME, TEXT = Type.NUMBER, Type.FLAG, Type.HEX, Type.TIME, Type.TEXT

LEAST_HEADER = 5 << 12  # a TCP header of 20 bytes, as its bytes 12 and 13 say it
QUOTED = int(Kind.QUOTED)

_STATES = {state.value: state.text or None for state in State}
_CONFIDENCES = {confidence.value: confidence.text for confidence in Confidence}


def _column(name: str) -> Read:
    return lambda rows: _listed(rows.column(name))


def _listed(vector: Vector) -> Sequence[Value]:
    values: list[int] = vector.tolist()
    return values


def _where(vector: Vector, present: Vector) -> Sequence[Value]:
    """Return the values as a list, None where `present` is false."""
    return [value if here else None for value, here in zip(vector.tolist(), present.tolist(), strict=True)]


def _of_segments(read: Callable[[Rows], Vector]) -> Read:
    return lambda rows: _where(read(rows), rows.is_segment)


def _of_whole_headers(read: Callable[[Rows], Vector]) -> Read:
    """What stands behind the header's length is not read where that length cannot be."""
    return lambda rows: _where(read(rows), rows.is_segment & (rows.column("header_word") >= LEAST_HEADER))


def _of_measured(read: Callable[[Rows], Vector]) -> Read:
    """What follows from the segment's length."""
    return lambda rows: _where(read(rows), rows.is_segment & ~rows.is_partial)


def _stream(rows: Rows) -> Sequence[Value]:
    """The connection's number; of an ICMP error, that of the connection whose header it quotes."""
    quoting, numbers = rows.session.quoting, rows.column("connection")
    if not quoting:
        return _where(numbers, rows.is_segment)
    both = zip(rows.numbers.tolist(), numbers.tolist(), rows.column("kind").tolist(), strict=True)
    return [quoting.get(row) if kind == QUOTED else number if number >= 0 else None for row, number, kind in both]


def _segment_column(name: str) -> Read:
    return _of_segments(lambda rows: rows.column(name))


def _header_column(name: str) -> Read:
    return _of_whole_headers(lambda rows: rows.column(name))


def _flag(bit: int) -> Read:
    return _of_whole_headers(lambda rows: (rows.flags & bit) != 0)


def _port(end: int) -> Read:
    def read(rows: Rows) -> Sequence[Value]:
        ports = []
        for index in range(len(rows)):
            connection = rows.connection(index)
            sockets = rows.session.sockets(connection) if connection else None
            ports.append(sockets[end ^ (not rows.from_client[index])][1] if sockets else None)
        return ports

    return read


def _address(end: int, size: int) -> Read:
    return lambda rows: rows.address_texts(end, size)


def _timed(read: Callable[[Rows], Vector]) -> Read:
    """A time, of the rows that have one."""

    def read_timed(rows: Rows) -> Sequence[Value]:
        return _where(read(rows), rows.column("time") != 0) if rows.session.notes.has_timeless else _listed(read(rows))

    return read_timed


def _since_first(rows: Rows) -> Vector:
    return rows.column("time") - rows.session.columns.value("time", 0)


def _time_delta(rows: Rows) -> Vector:
    """Time since the frame before in the capture; 0 for the first."""
    delta: Vector = rows.column("time") - rows.session.columns.take("time", (rows.numbers - 1).clip(0))
    return delta


def _window(rows: Rows) -> Vector:
    shift = rows.column("shift")
    shift = shift * ((shift < SHIFT_UNKNOWN) & ((rows.flags & flags.SYN) == 0) & ~rows.is_partial)
    window: Vector = rows.column("window_raw") << shift
    return window


def _scale_factor(rows: Rows) -> Sequence[Value]:
    """1 << shift, -1 where the SYNs are missing, -2 where scaling was not agreed; absent on SYNs."""
    known = {**{shift: 1 << shift for shift in range(SHIFT_UNKNOWN)}, SHIFT_UNKNOWN: -1, SHIFT_UNKNOWN + 1: -2}
    present = rows.is_segment & ((rows.flags & flags.SYN) == 0)
    return [known[shift] if here else None for shift, here in zip(rows.column("shift"), present, strict=True)]


def _next_seq(rows: Rows) -> Vector:
    ends = ((rows.flags & flags.SYN) != 0).astype("int64") + ((rows.flags & flags.FIN) != 0)
    following: Vector = rows.relative[0] + rows.column("payload") + ends & 0xFFFFFFFF
    return following


def _state_vector(rows: Rows, of_client: bool) -> Vector:
    """The packed state of the client or the server after each row."""
    sender_is_first = rows.column("direction") == 0
    client_is_first = sender_is_first == rows.from_client
    first, second = rows.column("state_0"), rows.column("state_1")
    vector: Vector = first.copy()
    is_second = client_is_first != of_client
    vector[is_second] = second[is_second]
    return vector


def _state(of_client: bool) -> Read:
    return lambda rows: [
        _STATES[packed & 0x0F] if here else None
        for packed, here in zip(_state_vector(rows, of_client).tolist(), rows.is_segment.tolist(), strict=True)
    ]


def _confidence(of_client: bool) -> Read:
    return lambda rows: [
        _CONFIDENCES[packed >> 4] if here else None
        for packed, here in zip(_state_vector(rows, of_client).tolist(), rows.is_segment.tolist(), strict=True)
    ]


def _findings(rows: Rows) -> Sequence[Value]:
    return [",".join(names(bits)) or None if bits else None for bits in rows.column("findings").tolist()]


def _protocol(rows: Rows) -> Sequence[Value]:
    return [PROTOCOLS[kind] for kind in rows.column("kind").tolist()]


FRAME_FIELDS = [
    FrameField("frame.number", NUMBER, "number of the frame, from 1", lambda rows: _listed(rows.numbers + 1)),
    FrameField(
        "frame.time_epoch", TIME, "time of capture since 1970-01-01 UTC", _timed(lambda rows: rows.column("time"))
    ),
    FrameField("frame.time_relative", TIME, "time since the first frame", _timed(_since_first)),
    FrameField("frame.time_delta", TIME, "time since the frame before", _timed(_time_delta)),
    FrameField("frame.len", NUMBER, "bytes on the wire", _column("length")),
    FrameField("frame.cap_len", NUMBER, "bytes captured", _column("captured")),
    FrameField("frame.protocol", TEXT, "highest protocol that is told apart here", _protocol),
    FrameField("ip.src", TEXT, "source address", _address(0, 4)),
    FrameField("ip.dst", TEXT, "destination address", _address(1, 4)),
    FrameField("ipv6.src", TEXT, "source address", _address(0, 16)),
    FrameField("ipv6.dst", TEXT, "destination address", _address(1, 16)),
    FrameField("tcp.srcport", NUMBER, "source port", _port(0)),
    FrameField("tcp.dstport", NUMBER, "destination port", _port(1)),
    FrameField("tcp.stream", NUMBER, "number of the connection, from 0", _stream),
    FrameField("tcp.seq", NUMBER, "sequence number, relative", _of_segments(lambda rows: rows.relative[0])),
    FrameField("tcp.nxtseq", NUMBER, "next sequence number, relative", _of_measured(_next_seq)),
    FrameField("tcp.ack", NUMBER, "acknowledgment number, relative", _of_whole_headers(lambda rows: rows.relative[1])),
    FrameField("tcp.seq_raw", NUMBER, "sequence number as sent", _segment_column("seq_raw")),
    FrameField("tcp.ack_raw", NUMBER, "acknowledgment number as sent", _header_column("ack_raw")),
    FrameField("tcp.len", NUMBER, "bytes of payload", _of_measured(lambda rows: rows.column("payload"))),
    FrameField(
        "tcp.hdr_len",
        NUMBER,
        "bytes of TCP header",
        _of_segments(lambda rows: (rows.column("header_word") >> 12) * 4),
    ),
    FrameField("tcp.flags", HEX, "the flag bits", _of_whole_headers(lambda rows: rows.flags)),
    FrameField("tcp.flags.fin", FLAG, "the sender has no more data", _flag(flags.FIN)),
    FrameField("tcp.flags.syn", FLAG, "synchronize sequence numbers", _flag(flags.SYN)),
    FrameField("tcp.flags.reset", FLAG, "reset the connection", _flag(flags.RST)),
    FrameField("tcp.flags.push", FLAG, "push to the receiver's program", _flag(flags.PSH)),
    FrameField("tcp.flags.ack", FLAG, "the acknowledgment number counts", _flag(flags.ACK)),
    FrameField("tcp.flags.urg", FLAG, "the urgent pointer counts", _flag(flags.URG)),
    FrameField("tcp.flags.ece", FLAG, "ECN echo", _flag(flags.ECE)),
    FrameField("tcp.flags.cwr", FLAG, "congestion window reduced", _flag(flags.CWR)),
    FrameField("tcp.flags.ae", FLAG, "accurate ECN", _flag(flags.AE)),
    FrameField("tcp.window_size_value", NUMBER, "window field as sent", _header_column("window_raw")),
    FrameField(
        "tcp.window_size", NUMBER, "window in bytes, scaled where the scale is known", _of_whole_headers(_window)
    ),
    FrameField("tcp.window_size_scalefactor", NUMBER, "factor of the window; -1 unknown, -2 unused", _scale_factor),
    FrameField("segment.client_state", TEXT, "the client's state after this frame", _state(True)),
    FrameField("segment.server_state", TEXT, "the server's state after this frame", _state(False)),
    FrameField("segment.client_confidence", TEXT, "certain, implied or assumed", _confidence(True)),
    FrameField("segment.server_confidence", TEXT, "certain, implied or assumed", _confidence(False)),
    FrameField("segment.finding", TEXT, "what was noticed about the segment", _findings),
]
