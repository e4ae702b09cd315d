"""The steps of opening and closing that the ladder numbers: ①②③ of the handshake, ①②③④ of the close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.views.ladder_index import Track

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


def steps(track: Track, connection: Connection) -> dict[int, int]:
    """Return the number of the step that each such segment takes."""
    return {**_handshake(track, connection), **closing_steps(track, connection)}


def _handshake(track: Track, connection: Connection) -> dict[int, int]:
    """Number each end's first SYN, its first SYN,ACK, and the ACK that completes the handshake.

    Where both ends sent a SYN the two SYN,ACKs complete it, and no third step is left.
    """
    flags = track.header_word
    bare, answering = (flags & (SYN | ACK)) == SYN, (flags & (SYN | ACK)) == SYN | ACK
    found: dict[int, int] = {}
    for direction in (0, 1):
        sent = track.direction == direction
        for number, chosen in ((1, bare & sent), (2, answering & sent)):
            at = _first(chosen)
            if at >= 0:
                found[at] = number
    if connection.handshake_time >= 0 and list(found.values()).count(1) == 1:
        last = (track.time == connection.handshake_time) & (track.direction == connection.client_direction)
        at = _first(last & ((flags & (SYN | ACK | RST)) == ACK))
        if at >= 0:
            found[at] = 3
    return found


def closing_steps(track: Track, connection: Connection) -> dict[int, int]:
    """Number both FINs and the acknowledgment of each in the order in which they came; nothing unless both came."""
    ends = (connection.first, connection.second)
    if min(end.fin for end in ends) < 0:
        return {}
    found = set()
    for direction, end in enumerate(ends):
        sent = track.direction == direction
        fin = _first(sent & ((track.header_word & FIN) != 0))
        found.add(fin)
        found.add(_acknowledgment(track, fin, ~sent, end.fin))
    return {at: number for number, at in enumerate(sorted(found - {-1}), 1)}


def _acknowledgment(track: Track, fin: int, answering: Vector, number: int) -> int:
    """Return the segment that acknowledges a FIN, -1 if none does."""
    after = slice(fin + 1, None)
    header = track.header_word[after]
    at = _first(answering[after] & ((header & (ACK | RST)) == ACK) & _reaches(track, after, number))
    return -1 if at < 0 else fin + 1 + at


def _reaches(track: Track, after: slice, number: int) -> Vector:
    """Tell which acknowledgments are not below a sequence number, modulo 2^32."""
    return (track.ack_raw[after].astype("i8") - number) & 0xFFFFFFFF < 0x80000000


def _first(chosen: Vector) -> int:
    at = int(chosen.argmax()) if len(chosen) else 0
    return at if len(chosen) and chosen[at] else -1
