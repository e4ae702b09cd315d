"""Wireshark's own analysis as fields: `tcp.analysis.*` and `tcp.completeness`, by Wireshark 4.0's rules.

`tcp.completeness` of a frame is, as in one-pass tshark, the value before the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_tcp.fields.field import FrameField, Type, Value
from tui_tcp.tcp.labels import ALL_FLAGS, BITS, HAS_INITIAL_RTT, LABELS

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.rows import Rows

Read = Callable[["Rows"], Sequence[Value]]
NUMBER, FLAG, TIME = Type.NUMBER, Type.FLAG, Type.TIME


def _flag(bits: int) -> Read:
    """Print 1 where one of the bits is set, nothing elsewhere, as Wireshark's flags without a value do."""
    return lambda rows: [1 if here else None for here in ((_labels(rows) & bits) != 0).tolist()]


def _labels(rows: Rows) -> Vector:
    labels: Vector = rows.column("labels") * rows.is_segment
    return labels


def _listed(vector: Vector, present: Vector) -> Sequence[Value]:
    return [value if here else None for value, here in zip(vector.tolist(), present.tolist(), strict=True)]


def _record(rows: Rows) -> Sequence[Value]:
    """Print 1 where there is anything to say, be it only which frame is acknowledged."""
    values = (rows.column("amount") > 0) | (rows.column("push_bytes_sent") > 0)
    here = (_labels(rows) != 0) | _acks(rows) | (rows.is_segment & values)
    return [1 if present else None for present in here.tolist()]


def _is_duplicate(rows: Rows) -> Vector:
    duplicate: Vector = (_labels(rows) & BITS["duplicate_ack"]) != 0
    return duplicate


def _duplicate_number(rows: Rows) -> Sequence[Value]:
    return _listed(rows.column("amount"), _is_duplicate(rows))


def _duplicate_frame(rows: Rows) -> Sequence[Value]:
    return _listed(rows.column("reference_row") + 1, _is_duplicate(rows))


def _acks(rows: Rows) -> Vector:
    acks: Vector = rows.is_segment & (rows.column("acks_row") >= 0)
    return acks


def _acks_frame(rows: Rows) -> Sequence[Value]:
    return _listed(rows.column("acks_row") + 1, _acks(rows))


def _since(rows: Rows, reference: str) -> Vector:
    """Nanoseconds since the frame in a column of rows."""
    earlier = rows.session.columns.take("time", rows.column(reference).clip(0))
    since: Vector = rows.column("time") - earlier
    return since


def _ack_rtt(rows: Rows) -> Sequence[Value]:
    since = _since(rows, "acks_row")
    return _listed(since, _acks(rows) & (since != 0))


def _has_rto(rows: Rows) -> Vector:
    """A plain retransmission whose first copy is known, with some time between them."""
    plain = (_labels(rows) & BITS["retransmission"] != 0) & ~_is_duplicate(rows)
    special = _labels(rows) & (BITS["fast_retransmission"] | BITS["spurious_retransmission"])
    has: Vector = plain & (special == 0) & (rows.column("reference_row") >= 0) & (_since(rows, "reference_row") != 0)
    return has


def _rto(rows: Rows) -> Sequence[Value]:
    return _listed(_since(rows, "reference_row"), _has_rto(rows))


def _rto_frame(rows: Rows) -> Sequence[Value]:
    return _listed(rows.column("reference_row") + 1, _has_rto(rows))


def _in_flight(rows: Rows) -> Sequence[Value]:
    amount = rows.column("amount")
    return _listed(amount, rows.is_segment & (amount > 0) & ~_is_duplicate(rows))


def _pushed(rows: Rows) -> Sequence[Value]:
    pushed = rows.column("push_bytes_sent")
    return _listed(pushed, rows.is_segment & (pushed > 0))


def _initial_rtt(rows: Rows) -> Sequence[Value]:
    connections = rows.session.connections
    numbers, shown = rows.column("connection").tolist(), (_labels(rows) & HAS_INITIAL_RTT != 0).tolist()
    return [
        connections[number].analysis.initial_rtt if here else None for number, here in zip(numbers, shown, strict=True)
    ]


def _completeness(rows: Rows) -> Sequence[Value]:
    return _listed(rows.column("completeness"), rows.is_segment)


WIRESHARK_FIELDS = [
    FrameField("tcp.completeness", NUMBER, "what of the connection was seen before this frame", _completeness),
    FrameField("tcp.analysis", FLAG, "Wireshark says something about the segment", _record),
    FrameField("tcp.analysis.flags", FLAG, "Wireshark flags the segment", _flag(ALL_FLAGS)),
    *(FrameField(f"tcp.analysis.{name}", FLAG, f"Wireshark: {meaning}", _flag(BITS[name])) for name, meaning in LABELS),
    FrameField("tcp.analysis.duplicate_ack_num", NUMBER, "number of the duplicate ACK", _duplicate_number),
    FrameField("tcp.analysis.duplicate_ack_frame", NUMBER, "frame that it repeats", _duplicate_frame),
    FrameField("tcp.analysis.acks_frame", NUMBER, "frame that this one acknowledges", _acks_frame),
    FrameField("tcp.analysis.ack_rtt", TIME, "time since the frame that it acknowledges", _ack_rtt),
    FrameField("tcp.analysis.initial_rtt", TIME, "round trip of the handshake", _initial_rtt),
    FrameField("tcp.analysis.rto", TIME, "time since the segment whose loss it repairs", _rto),
    FrameField("tcp.analysis.rto_frame", NUMBER, "frame that the RTO counts from", _rto_frame),
    FrameField("tcp.analysis.bytes_in_flight", NUMBER, "bytes sent and not acknowledged", _in_flight),
    FrameField("tcp.analysis.push_bytes_sent", NUMBER, "bytes since the last PSH", _pushed),
]
