"""The fields of a TCP segment (RFC 9293): from the columns, and from the header where an ICMP error quotes one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.carried import payload_spots
from tui_tcp.fields.ends import ends_of, senders
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, dense, merged
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS, unverified
from tui_tcp.fields.layers import may_quote
from tui_tcp.fields.previous import since_previous
from tui_tcp.fields.sources import Beside, Both, Octets, Told, header, layer_itself, only, scaled, worded
from tui_tcp.fields.tcp_options import OPTION_FIELDS, SWITCH
from tui_tcp.tcp import flags
from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.wire.frames import Kind

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

NUMBER, FLAG, HEX, TIME, TEXT, LABEL = Type.NUMBER, Type.FLAG, Type.HEX, Type.TIME, Type.TEXT, Type.LABEL
BYTES, PROTOCOL = Type.BYTES, Type.PROTOCOL

LEAST_HEADER = 5 << 12  # a TCP header of 20 bytes, as its bytes 12 and 13 say it
_LETTERS = "RRRACEUAPRSF"  # of the flags, highest first; the three above AE are reserved
_QUOTED = int(Kind.QUOTED)
_UNSCALED = (-1, -2)  # the SYNs are missing; scaling was not agreed


def _segments(slab: Slab) -> Vector:
    return slab.is_segment


def is_sound(slab: Slab) -> Vector:
    """What stands behind the header's length is not read where that length cannot be."""
    sound: Vector = slab.is_segment & (slab.column("header_word") >= LEAST_HEADER)
    return sound


def _sound(slab: Slab, spots: Spots) -> Spots:
    """The headers whose length can be."""
    spots = spots.where(spots.have(13))
    return spots.where(slab.bytes.array[spots.at + 12] >= LEAST_HEADER >> 8)


def _measured(slab: Slab) -> Vector:
    """What follows from the segment's length."""
    measured: Vector = slab.is_segment & ~slab.is_partial
    return measured


def _quoted_too(first: Told, offset: int, size: int, mask: int = 0) -> Find:
    """A number of the columns, and the same of headers that ICMP errors quote."""
    return Beside(first, header("tcp", offset, size, mask), may_quote)


def _column(name: str) -> Callable[[Slab], Vector]:
    return lambda slab: slab.column(name)


def _port(end: int) -> Find:
    told = Told(lambda slab: ends_of(slab.session).ports[senders(slab) ^ end], _segments)
    return _quoted_too(told, 2 * end, 2)


def _stream(slab: Slab) -> Found:
    """The connection's number; of an ICMP error, that of the connection whose header it quotes."""
    own = dense(slab.column("connection"), slab.is_segment)
    rows = np.flatnonzero(slab.column("kind") == _QUOTED)
    if not len(rows):
        return own
    quoting = slab.session.quoting
    numbers = np.array([quoting.get(row, -1) for row in slab.numbers[rows].tolist()], np.int64)
    return merged([own, Found(rows[numbers >= 0], numbers[numbers >= 0])])


def _flag(bit: int) -> Find:
    return _quoted_too(Told(lambda slab: ((slab.flags & bit) != 0).astype(np.int64), is_sound), 12, 2, bit)


_FLAGS = _quoted_too(Told(lambda slab: slab.flags, is_sound), 12, 2, 0x0FFF)


def _label(mask: int, bits: int) -> Find:
    """A remark on segments that have some of the flags and not others."""
    return scaled(only(_FLAGS, lambda values: values & mask == bits), np.ones_like)


def _flag_text(value: int) -> str:
    return "".join(letter if value >> 11 - place & 1 else "·" for place, letter in enumerate(_LETTERS))


def _window(slab: Slab) -> Vector:
    shift = slab.column("shift")
    shift = shift * ((shift < SHIFT_UNKNOWN) & ((slab.flags & flags.SYN) == 0) & ~slab.is_partial)
    window: Vector = slab.column("window_raw") << shift
    return window


def _scale_factor(slab: Slab) -> Found:
    """1 << shift, -1 where the SYNs are missing, -2 where scaling was not agreed; absent on SYNs."""
    factors = np.array([*(1 << shift for shift in range(SHIFT_UNKNOWN)), *_UNSCALED], np.int64)
    shift = np.minimum(slab.column("shift"), len(factors) - 1)
    return dense(factors[shift], is_sound(slab) & ((slab.flags & flags.SYN) == 0))


def _next_seq(slab: Slab) -> Vector:
    word = slab.stored("header_word")
    ends = (word >> 1 & 1) + (word & flags.FIN)  # a SYN takes a number, and so does a FIN
    following: Vector = slab.relative_seq + slab.stored("payload") + ends & 0xFFFFFFFF
    return following


def _time_relative(slab: Slab) -> Vector:
    first = slab.of_connections("first times", lambda: _first_times(slab.session))
    since: Vector = slab.column("time") - first[slab.column("connection")]
    return since


def _first_times(session: Session) -> Vector:
    return np.array([connection.first_time for connection in session.connections] or [0], np.int64)


_SRC, _DST = _port(0), _port(1)
_FLAG_FIELDS = [
    ("fin", flags.FIN, "the sender has no more data"),
    ("syn", flags.SYN, "synchronize sequence numbers"),
    ("reset", flags.RST, "reset the connection"),
    ("push", flags.PSH, "push to the receiver's program"),
    ("ack", flags.ACK, "the acknowledgment number counts"),
    ("urg", flags.URG, "the urgent pointer counts"),
    ("ece", flags.ECE, "ECN echo"),
    ("cwr", flags.CWR, "congestion window reduced"),
    ("ae", flags.AE, "accurate ECN"),
    ("res", 0x0E00, "reserved bits"),
]

TCP_FIELDS = [
    FrameField("tcp", PROTOCOL, "Transmission Control Protocol", layer_itself("tcp", told=_segments)),
    FrameField("tcp.srcport", NUMBER, "source port", _SRC, 16),
    FrameField("tcp.dstport", NUMBER, "destination port", _DST, 16),
    FrameField("tcp.port", NUMBER, "source and destination port", Both(_SRC, _DST), 16),
    FrameField("tcp.stream", NUMBER, "number of the connection, from 0", _stream),
    FrameField(
        "tcp.seq",
        NUMBER,
        "sequence number, relative",
        _quoted_too(Told(lambda slab: slab.relative_seq, _segments), 4, 4),
    ),
    FrameField(
        "tcp.nxtseq",
        NUMBER,
        "next sequence number, relative",
        Told(_next_seq, lambda slab: _measured(slab) & is_sound(slab)),
    ),
    FrameField(
        "tcp.ack",
        NUMBER,
        "acknowledgment number, relative",
        _quoted_too(Told(lambda slab: slab.relative_ack, is_sound), 8, 4),
    ),
    FrameField("tcp.seq_raw", NUMBER, "sequence number as sent", Told(_column("seq_raw"), _segments)),
    FrameField(
        "tcp.ack_raw", NUMBER, "acknowledgment number as sent", _quoted_too(Told(_column("ack_raw"), is_sound), 8, 4)
    ),
    FrameField("tcp.len", NUMBER, "bytes of payload", Told(_column("payload"), _measured)),
    FrameField(
        "tcp.hdr_len",
        NUMBER,
        "bytes of TCP header",
        Beside(
            Told(lambda slab: (slab.column("header_word") >> 12) * 4, _segments),
            scaled(header("tcp", 12, 1, 0xF0), lambda n: n * 4),
            may_quote,
        ),
        8,
    ),
    FrameField("tcp.flags", HEX, "the flag bits", _FLAGS, 16),
    *(FrameField(f"tcp.flags.{name}", FLAG, meaning, _flag(bit), 1, SWITCH) for name, bit, meaning in _FLAG_FIELDS),
    FrameField("tcp.flags.str", TEXT, "the flags as letters", worded(_FLAGS, _flag_text)),
    FrameField(
        "tcp.window_size_value",
        NUMBER,
        "window field as sent",
        _quoted_too(Told(_column("window_raw"), is_sound), 14, 2),
        16,
    ),
    FrameField(
        "tcp.window_size",
        NUMBER,
        "window in bytes, scaled where the scale is known",
        _quoted_too(Told(_window, is_sound), 14, 2),
    ),
    FrameField(
        "tcp.window_size_scalefactor", NUMBER, "factor of the window; -1 unknown, -2 unused", _scale_factor, -32
    ),
    FrameField("tcp.checksum", HEX, "checksum", header("tcp", 16, 2, at=_sound), 16),
    FrameField("tcp.checksum.status", NUMBER, "not verified", unverified("tcp", 16, at=_sound), 8, CHECKSUM_STATUS),
    FrameField("tcp.urgent_pointer", NUMBER, "where urgent data ends", header("tcp", 18, 2, at=_sound), 16),
    FrameField("tcp.time_relative", TIME, "time since the connection's first frame", Told(_time_relative, is_sound)),
    FrameField("tcp.time_delta", TIME, "time since the connection's frame before", Told(since_previous, is_sound)),
    FrameField("tcp.payload", BYTES, "the payload", Octets("tcp", payload_spots)),
    FrameField("tcp.connection.syn", LABEL, "asks for a connection", _label(flags.SYN | flags.ACK, flags.SYN)),
    FrameField(
        "tcp.connection.synack", LABEL, "accepts a connection", _label(flags.SYN | flags.ACK, flags.SYN | flags.ACK)
    ),
    FrameField("tcp.connection.fin", LABEL, "closes its direction", _label(flags.FIN, flags.FIN)),
    FrameField("tcp.connection.rst", LABEL, "resets the connection", _label(flags.RST, flags.RST)),
    *OPTION_FIELDS,
]
