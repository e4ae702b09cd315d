"""DNS messages in UDP datagrams of a capture, found by their ports without dissecting every datagram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.wire.frames import NO_HEADER, Kind

if TYPE_CHECKING:
    from tui_tcp.model.session import Session

_PORTS = frozenset(port.to_bytes(2, "big") for port in (53, 5353, 5355))  # DNS, mDNS, LLMNR: answers come from them
_UDP = 17
_UDP_SIZE = 8
_HEADS = 60 + 8  # the longest IPv4 header, and UDP's
_IP6_HEAD = 40
_FRAGMENT = 0x1FFF


def dns_datagrams(session: Session, start: int, stop: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield row, who asked and the message of datagrams from name servers in rows start..stop, all in one chunk.

    One that came in fragments is that of the row that completes it.
    """
    chunk, first = session.columns.chunks[start // CHUNK_ROWS], start % CHUNK_ROWS
    kinds = chunk.vector("kind", first + stop - start)[first:]
    rows = np.flatnonzero(kinds == int(Kind.UDP)) + start
    columns = [session.columns.take(name, rows).tolist() for name in ("offset", "captured", "ip_at")]
    for row, offset, captured, ip_at in zip(rows.tolist(), *columns, strict=True):
        if ip_at == NO_HEADER:
            continue
        head = session.bytes_at(offset + ip_at, min(_HEADS, captured - ip_at))
        message = _answer(session, row, head, offset + ip_at, captured - ip_at)
        if message:
            yield row, _destination(head), message


def _answer(session: Session, row: int, head: bytes, at: int, size: int) -> bytes:
    """Return what a name server says in a packet of `size` bytes that begins at `at` in the file, b'' if it is none."""
    joined = session.datagram(row)
    if joined:
        return joined[_UDP_SIZE:] if joined[:2] in _PORTS else b""
    udp_at = _udp_at(head)
    if not udp_at or head[udp_at : udp_at + 2] not in _PORTS:
        return b""
    return session.bytes_at(at + udp_at + _UDP_SIZE, max(0, size - udp_at - _UDP_SIZE))


def _udp_at(head: bytes) -> int:
    """Where the UDP header begins behind an IP header, 0 where it does not."""
    version = head[0] >> 4 if head else 0
    if version == 4 and len(head) >= 28 and head[9] == _UDP and not int.from_bytes(head[6:8], "big") & _FRAGMENT:
        return 4 * (head[0] & 15)
    return _IP6_HEAD if version == 6 and len(head) >= 48 and head[6] == _UDP else 0


def _destination(head: bytes) -> bytes:
    return head[16:20] if head[0] >> 4 == 4 else head[24:40]
