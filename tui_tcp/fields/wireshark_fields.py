"""Wireshark's own analysis as fields: `tcp.analysis.*` and `tcp.completeness`, by Wireshark 4.0's rules.

`tcp.completeness` of a frame is, as in one-pass tshark, the value before the frame.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, rows_of
from tui_tcp.fields.sources import Beside, Both, Told, header, scaled
from tui_tcp.tcp.labels import ALL_FLAGS, BITS, HAS_INITIAL_RTT, LABELS
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

NUMBER, LABEL, TIME = Type.NUMBER, Type.LABEL, Type.TIME
_QUOTED = int(Kind.QUOTED)


def _flag(bits: int) -> Find:
    """Say so where one of the bits is set, nothing elsewhere, as Wireshark's flags without a value do."""
    return _label(lambda slab: (_labels(slab) & bits) != 0)


def _remark(name: str) -> Find:
    """A duplicate ACK stands twice in Wireshark's tree."""
    find = _flag(BITS[name])
    return Both(find, find) if name == "duplicate_ack" else find


def _label(here: Callable[[Slab], Vector]) -> Find:
    return Told(lambda slab: np.ones(len(slab), np.int64), here)


def _labels(slab: Slab) -> Vector:
    labels: Vector = slab.column("labels") * slab.is_segment
    return labels


def _has_record(slab: Slab) -> Vector:
    """Where there is anything to say, be it only which frame is acknowledged."""
    values = (slab.column("amount") > 0) | (slab.column("push_bytes_sent") > 0)
    here: Vector = (_labels(slab) != 0) | _acks(slab) | (slab.is_segment & values)
    return here


def _is_duplicate(slab: Slab) -> Vector:
    duplicate: Vector = (_labels(slab) & BITS["duplicate_ack"]) != 0
    return duplicate


def _acks(slab: Slab) -> Vector:
    acks: Vector = slab.is_segment & (slab.column("acks_row") >= 0)
    return acks


def _frame(reference: str) -> Callable[[Slab], Vector]:
    """The number of the frame in a column of rows."""
    return lambda slab: slab.column(reference) + 1


def _since(slab: Slab, reference: str, here: Vector) -> Found:
    """Nanoseconds since the frame in a column of rows, in some rows; where none have passed, nothing."""
    rows = np.flatnonzero(here)
    since = slab.column("time")[rows] - slab.session.columns.take("time", slab.column(reference)[rows])
    passed = since != 0
    return Found(rows[passed], since[passed])


def _ack_rtt(slab: Slab) -> Found:
    return _since(slab, "acks_row", _acks(slab))


def _rto(slab: Slab) -> Found:
    """Of a plain retransmission whose first copy is known, if there is some time between them."""
    labels = _labels(slab)
    special = BITS["duplicate_ack"] | BITS["fast_retransmission"] | BITS["spurious_retransmission"]
    plain = labels & (BITS["retransmission"] | special) == BITS["retransmission"]
    return _since(slab, "reference_row", plain & (slab.column("reference_row") >= 0))


def _rto_frame(slab: Slab) -> Found:
    rows = rows_of(_rto(slab))
    return Found(rows, slab.column("reference_row")[rows] + 1)


def _has_bytes_in_flight(slab: Slab) -> Vector:
    has: Vector = slab.is_segment & (slab.column("amount") > 0) & ~_is_duplicate(slab)
    return has


def _has_pushed(slab: Slab) -> Vector:
    has: Vector = slab.is_segment & (slab.column("push_bytes_sent") > 0)
    return has


def _initial_rtt(slab: Slab) -> Found:
    """The round trip of the handshake, on frames with a record after it was known."""
    rows = np.flatnonzero((_labels(slab) & HAS_INITIAL_RTT) != 0)
    times = slab.of_connections("initial_rtt", lambda: _initial_rtts(slab.session))
    return Found(rows, times[slab.column("connection")[rows]])


def _initial_rtts(session: Session) -> Vector:
    return np.fromiter(map(attrgetter("analysis.initial_rtt"), session.connections), np.int64)


def _was_quoted(slab: Slab) -> Vector:
    quoted: Vector = slab.column("kind") == _QUOTED
    return quoted


def _column(name: str) -> Callable[[Slab], Vector]:
    return lambda slab: slab.column(name)


# Of a header that an ICMP error quotes, Wireshark says that nothing was seen.
_COMPLETENESS = Beside(
    Told(_column("completeness"), lambda slab: slab.is_segment),
    scaled(header("tcp", 12, 2), lambda values: 0 * values),
    _was_quoted,
)

WIRESHARK_FIELDS = [
    FrameField("tcp.completeness", NUMBER, "what of the connection was seen before this frame", _COMPLETENESS, 8),
    FrameField("tcp.analysis", LABEL, "Wireshark says something about the segment", _label(_has_record)),
    FrameField("tcp.analysis.flags", LABEL, "Wireshark flags the segment", _flag(ALL_FLAGS)),
    *(FrameField(f"tcp.analysis.{name}", LABEL, f"Wireshark: {meaning}", _remark(name)) for name, meaning in LABELS),
    FrameField(
        "tcp.analysis.duplicate_ack_num", NUMBER, "number of the duplicate ACK", Told(_column("amount"), _is_duplicate)
    ),
    FrameField(
        "tcp.analysis.duplicate_ack_frame",
        NUMBER,
        "frame that it repeats",
        Told(_frame("reference_row"), _is_duplicate),
    ),
    FrameField("tcp.analysis.acks_frame", NUMBER, "frame that this one acknowledges", Told(_frame("acks_row"), _acks)),
    FrameField("tcp.analysis.ack_rtt", TIME, "time since the frame that it acknowledges", _ack_rtt),
    FrameField("tcp.analysis.initial_rtt", TIME, "round trip of the handshake", _initial_rtt),
    FrameField("tcp.analysis.rto", TIME, "time since the segment whose loss it repairs", _rto),
    FrameField("tcp.analysis.rto_frame", NUMBER, "frame that the RTO counts from", _rto_frame),
    FrameField(
        "tcp.analysis.bytes_in_flight",
        NUMBER,
        "bytes sent and not acknowledged",
        Told(_column("amount"), _has_bytes_in_flight),
    ),
    FrameField(
        "tcp.analysis.push_bytes_sent",
        NUMBER,
        "bytes since the last PSH",
        Told(_column("push_bytes_sent"), _has_pushed),
    ),
]
