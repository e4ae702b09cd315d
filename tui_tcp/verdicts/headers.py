"""What only the bytes of a frame tell: the options of a SYN, timestamps, SACK blocks, the IP header's TTL and number.

Frames are read again, one at a time, and only where a verdict hangs on them. Every byte is hostile: lengths are
checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.tcp.flags import ACK, AE, CWR, ECE
from tui_tcp.wire.frames import NO_HEADER

if TYPE_CHECKING:
    from tui_tcp.model.session import Session

_MSS, _SCALE, _SACK_PERMITTED, _SACK, _TIMESTAMPS, _MPTCP, _FAST_OPEN = 2, 3, 4, 5, 8, 30, 34
_ECN = AE | CWR | ECE
_ACCURATE_ANSWERS = (CWR, CWR | ECE, AE, AE | CWR)
_LEAST_HEADER = 20
_MOST_BYTES = 1 << 16


class Options(NamedTuple):
    """The options of one TCP header by kind, the first of each; `is_whole` unless the capture cut them.

    `multipath` are those of Multipath TCP, of which one header may have several.
    """

    found: dict[int, bytes]
    is_whole: bool
    multipath: tuple[bytes, ...] = ()

    @property
    def timestamps(self) -> tuple[int, int] | None:
        """TSval and TSecr (RFC 7323 section 3.2)."""
        value = self.found.get(_TIMESTAMPS, b"")
        return (int.from_bytes(value[:4], "big"), int.from_bytes(value[4:], "big")) if len(value) == 8 else None

    @property
    def sacked(self) -> list[tuple[int, int]]:
        """The edges of the SACK blocks as sent (RFC 2018 section 3)."""
        value = self.found.get(_SACK, b"")
        edges = [int.from_bytes(value[at : at + 4], "big") for at in range(0, len(value) - 3, 4)]
        return list(zip(edges[::2], edges[1::2], strict=False))


class Offer(NamedTuple):
    """What a SYN or a SYN,ACK offers; None where the capture does not tell."""

    mss: int | None
    scale: int | None  # the shift; None where it is not offered, too
    sack: bool
    timestamps: bool
    ecn: bool
    fast_open: bool
    multipath: bool
    is_whole: bool
    accurate_ecn: bool = False


class Network(NamedTuple):
    """Of an IP header: version, TTL or hop limit, and identification (0 in IPv6, which has none)."""

    version: int
    ttl: int
    identification: int


def read_options(session: Session, row: int) -> Options:
    """Read the options of a segment's header."""
    word, at, captured, offset = _values(session, row, "header_word", "tcp_at", "captured", "offset")
    size = (word >> 12) * 4
    if size <= _LEAST_HEADER:
        return Options({}, size == _LEAST_HEADER)
    data = session.bytes_at(offset + at, max(min(size, captured - at), 0))
    options = _walk(data)
    found = dict(reversed(options))
    multipath = tuple([value for kind, value in options if kind == _MPTCP]) if _MPTCP in found else ()
    return Options(found, len(data) >= size, multipath)


def _values(session: Session, row: int, *names: str) -> list[int]:
    """Return some columns' values of one frame."""
    buffers, at = session.columns.chunks[row // CHUNK_ROWS].buffers, row % CHUNK_ROWS
    return [buffers[name][at] for name in names]


def _walk(data: bytes) -> list[tuple[int, bytes]]:
    """Return kinds and values; 0 ends, 1 pads. A length that cannot be right ends them, too."""
    options: list[tuple[int, bytes]] = []
    at, end = _LEAST_HEADER, len(data)
    while at + 1 < end and data[at]:
        if data[at] == 1:
            at += 1
            continue
        stop = at + data[at + 1]
        if stop < at + 2 or stop > end:
            break
        options.append((data[at], data[at + 2 : stop]))
        at = stop
    return options


def read_offer(session: Session, row: int) -> Offer:
    """Read what a SYN or a SYN,ACK offers."""
    options = read_options(session, row)
    found, flags = options.found, session.columns.value("header_word", row) & 0xFFF
    is_answer = bool(flags & ACK)
    mss, scale = found.get(_MSS), found.get(_SCALE)
    return Offer(
        mss=int.from_bytes(mss, "big") if mss else None,
        scale=min(scale[0], 14) if scale else None,
        sack=_SACK_PERMITTED in found,
        timestamps=_TIMESTAMPS in found,
        # RFC 3168 section 6.1.1: both flags ask, ECE alone agrees.
        ecn=flags & (ECE | CWR) == (ECE if is_answer else ECE | CWR),
        fast_open=_FAST_OPEN in found,
        multipath=_MPTCP in found,
        is_whole=options.is_whole,
        # RFC 9768 section 3.1.1: all three flags ask; an answer that agrees tells how the SYN's IP header arrived.
        accurate_ecn=flags & _ECN in (_ACCURATE_ANSWERS if is_answer else (_ECN,)),
    )


def read_network(session: Session, row: int) -> Network | None:
    """Read a segment's innermost IP header; None where it was not captured."""
    at, captured, offset = _values(session, row, "ip_at", "captured", "offset")
    if at == NO_HEADER or at + 9 > captured:
        return None
    data = session.bytes_at(offset + at, 9)
    if len(data) < 9:
        return None
    if data[0] >> 4 == 4:
        return Network(4, data[8], int.from_bytes(data[4:6], "big"))
    return Network(6, data[7], 0)


def read_segment(session: Session, row: int) -> bytes:
    """Read a segment as captured, header and payload without what may follow it in the frame."""
    word, at, captured, offset, payload = _values(
        session, row, "header_word", "tcp_at", "captured", "offset", "payload"
    )
    return session.bytes_at(offset + at, min((word >> 12) * 4 + payload, max(captured - at, 0), _MOST_BYTES))
