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
_HEADS = 60 + 8  # the longest IPv4 header, and UDP's
_IP6_HEAD = 40
_FRAGMENT = 0x1FFF


def dns_datagrams(session: Session, start: int, stop: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield row, who asked and the message of datagrams from name servers in rows start..stop, all in one chunk."""
    chunk, first = session.columns.chunks[start // CHUNK_ROWS], start % CHUNK_ROWS
    kinds = chunk.vector("kind", first + stop - start)[first:]
    rows = np.flatnonzero(kinds == int(Kind.UDP)) + start
    columns = [session.columns.take(name, rows).tolist() for name in ("offset", "captured", "ip_at")]
    for row, offset, captured, ip_at in zip(rows.tolist(), *columns, strict=True):
        if ip_at == NO_HEADER:
            continue
        head = session.source.read(offset + ip_at, min(_HEADS, captured - ip_at))
        at = _udp_at(head)
        if at and head[at : at + 2] in _PORTS:
            message = session.source.read(offset + ip_at + at + 8, max(0, captured - ip_at - at - 8))
            yield row, _destination(head), message


def _udp_at(head: bytes) -> int:
    """Where the UDP header begins behind an IP header, 0 where it does not."""
    version = head[0] >> 4 if head else 0
    if version == 4 and len(head) >= 28 and head[9] == _UDP and not int.from_bytes(head[6:8], "big") & _FRAGMENT:
        return 4 * (head[0] & 15)
    return _IP6_HEAD if version == 6 and len(head) >= 48 and head[6] == _UDP else 0


def _destination(head: bytes) -> bytes:
    return head[16:20] if head[0] >> 4 == 4 else head[24:40]
