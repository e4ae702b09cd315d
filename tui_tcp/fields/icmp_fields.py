"""The fields of ICMP (RFC 792) and IGMP (RFC 2236, 3376)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.dissect.checksum import ones_sum
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS, UNVERIFIED
from tui_tcp.fields.sources import Both, Octets, header, in_layer, layer_itself, scaled
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At
    from tui_tcp.model.columns import Vector

NUMBER, HEX, IPV4, PROTOCOL, BYTES = Type.NUMBER, Type.HEX, Type.IPV4, Type.PROTOCOL, Type.BYTES

_ECHO, _TIMES = (0, 8), (13, 14)
_UNREACHABLE, _EXCEEDED, _PROBLEM = 3, 11, 12
_NEEDS_FRAGMENTS = 4  # code of "destination unreachable"
_ALL_ONES = 0xFFFF
TYPES = {
    0: "Echo (ping) reply",
    3: "Destination unreachable",
    5: "Redirect",
    8: "Echo (ping) request",
    11: "Time-to-live exceeded",
}
_IGMP_TYPES = {
    0x11: "Membership Query",
    0x12: "Membership Report",
    0x16: "Membership Report",
    0x17: "Leave Group",
    0x22: "Membership Report",
}
_QUERY, _REPORT_3 = 0x11, 0x22
_LEAST_QUERY_3 = 12  # bytes


def of_types(*types: int) -> At:
    """Return the messages of some types."""

    def some(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(1))
        return spots.where(np.isin(slab.bytes.array[spots.at], types))

    return some


def checked(layer: str, offset: int, pseudo: Callable[[Slab, Spots], Sequence[bytes]] | None = None) -> Find:
    """Find what a checksum is worth, with pseudo headers if there are any: 1 right, 0 wrong, 2 not all was captured."""

    def read(slab: Slab, spots: Spots) -> Found:
        spots, memory = spots.where(spots.have(offset + 2)), slab.bytes.memory
        heads = pseudo(slab, spots) if pseudo else [b""] * len(spots.rows)
        is_cut = (slab.column("captured") < slab.column("length"))[spots.rows] & (
            spots.end == slab.bytes.end[spots.rows]
        )
        messages = [bytes(memory[a:b]) for a, b in zip(spots.at.tolist(), spots.end.tolist(), strict=True)]
        sums = [ones_sum(head + message) for head, message in zip(heads, messages, strict=True)]
        right = (np.array(sums, np.int64) == _ALL_ONES).astype(np.int64)
        return Found(spots.rows, np.where(is_cut, UNVERIFIED, right))

    return in_layer(layer, read)


def turned(values: Vector) -> Vector:
    """Return numbers of two bytes as if their low byte came first."""
    other: Vector = (values & 0xFF) << 8 | values >> 8
    return other


def _mtu(slab: Slab, spots: Spots) -> Spots:
    spots = of_types(3)(slab, spots)
    spots = spots.where(spots.have(8))
    return spots.where(slab.bytes.array[spots.at + 1] == _NEEDS_FRAGMENTS)


def _unused(slab: Slab, spots: Spots) -> tuple[Spots, Vector]:
    """The four bytes before what an error quotes, and in which of them its length stands (RFC 4884 section 4).

    That is in the second; a pointer stands in the first, an MTU in the last two.
    """
    spots = of_types(_UNREACHABLE, _EXCEEDED, _PROBLEM)(slab, spots)
    spots = spots.where(spots.have(8))
    return spots.past(4).until(4), slab.bytes.array[spots.at + 5] > 0


def _unused_front(slab: Slab, spots: Spots) -> Spots:
    """What is not used before the length, or without one at all."""
    spots, has_length = _unused(slab, spots)
    buffer = slab.bytes.array
    has_pointer = buffer[spots.at - 4] == _PROBLEM
    has_mtu = (buffer[spots.at - 4] == _UNREACHABLE) & (buffer[spots.at - 3] == _NEEDS_FRAGMENTS)
    size = np.where(has_length, 1, np.where(has_mtu, 2, 4))
    spots = spots.until(size).past(has_pointer.astype(np.int64))
    return spots.where(spots.have(1))


def _unused_behind(slab: Slab, spots: Spots) -> Spots:
    """What is not used behind the length."""
    spots, has_length = _unused(slab, spots)
    buffer = slab.bytes.array
    has_mtu = (buffer[spots.at - 4] == _UNREACHABLE) & (buffer[spots.at - 3] == _NEEDS_FRAGMENTS)
    return spots.past(2).where(has_length & ~has_mtu)


def _numbered(offset: int) -> Find:
    return header("icmp", offset, 2, at=of_types(*_ECHO, *_TIMES))


def _le(offset: int) -> Find:
    return scaled(_numbered(offset), turned)


def _igmp_version(slab: Slab, spots: Spots) -> Found:
    """The version that a message shows to be of, by its type, its length and the field that version 1 leaves 0."""
    spots = spots.where(spots.have(8))
    kind, wait = number(slab.bytes.array, spots.at, 1), number(slab.bytes.array, spots.at + 1, 1)
    of_query = np.where(spots.have(_LEAST_QUERY_3), 3, np.where(wait == 0, 1, 2))
    version = np.select([kind == _QUERY, kind == 0x12, kind == _REPORT_3], [of_query, 1, 3], 2)
    return Found(spots.rows, version)


def _groups(message: bytes) -> Sequence[int]:
    """Where the group records of a report of version 3 begin (RFC 3376 section 4.2)."""
    places, at = [], 8
    for _ in range(int.from_bytes(message[6:8], "big")):
        if at + 8 > len(message):
            break
        places.append(at)
        at += 8 + 4 * (message[at + 1] + int.from_bytes(message[at + 2 : at + 4], "big"))
    return places


def _of_groups(offset: int, size: int) -> Find:
    """A number of every group record."""

    def read(slab: Slab, spots: Spots) -> Found:
        spots, memory = of_types(_REPORT_3)(slab, spots), slab.bytes.memory
        messages = [bytes(memory[a:b]) for a, b in zip(spots.at.tolist(), spots.end.tolist(), strict=True)]
        places = [_groups(message) for message in messages]
        rows = np.repeat(spots.rows, [len(at) for at in places])
        values = [
            int.from_bytes(message[at + offset : at + offset + size], "big")
            for message, several in zip(messages, places, strict=True)
            for at in several
        ]
        return Found(rows, np.array(values, np.int64))

    return in_layer("igmp", read)


_OLDER = of_types(_QUERY, 0x12, 0x16, 0x17)
_ICMP = (
    Row("type", NUMBER, "type", 0, 1, names=TYPES),
    Row("code", NUMBER, "code", 1, 1),
    Row("checksum", HEX, "checksum", 2, 2),
)
_IGMP = (
    Row("type", HEX, "type", 0, 1, names=_IGMP_TYPES),
    Row("max_resp", NUMBER, "time to answer in, in tenths of a second", 1, 1, at=of_types(_QUERY, 0x16, 0x17)),
    Row("checksum", HEX, "checksum", 2, 2),
    Row("num_grp_recs", NUMBER, "groups that are reported", 6, 2, at=of_types(_REPORT_3)),
)

ICMP_FIELDS = [
    FrameField("icmp", PROTOCOL, "Internet Control Message Protocol", layer_itself("icmp")),
    *header_fields("icmp", _ICMP),
    FrameField("icmp.checksum.status", NUMBER, "whether it is right", checked("icmp", 2), 8, CHECKSUM_STATUS),
    FrameField("icmp.ident", NUMBER, "identifier", _numbered(4), 16),
    FrameField("icmp.ident_le", NUMBER, "identifier, low byte first", _le(4), 16),
    FrameField("icmp.seq", NUMBER, "sequence number", _numbered(6), 16),
    FrameField("icmp.seq_le", NUMBER, "sequence number, low byte first", _le(6), 16),
    FrameField("icmp.mtu", NUMBER, "MTU of the next hop", header("icmp", 6, 2, 0, _mtu), 16),
    FrameField(
        "icmp.unused",
        BYTES,
        "what an error leaves unused",
        Both(Octets("icmp", _unused_front), Octets("icmp", _unused_behind)),
    ),
    FrameField("icmp.redir_gw", IPV4, "the better gateway", header("icmp", 4, 4, at=of_types(5))),
    FrameField("igmp", PROTOCOL, "group membership", layer_itself("igmp")),
    *header_fields("igmp", _IGMP),
    FrameField("igmp.checksum.status", NUMBER, "whether it is right", checked("igmp", 2), 8, CHECKSUM_STATUS),
    FrameField("igmp.version", NUMBER, "version", in_layer("igmp", _igmp_version), 8),
    FrameField("igmp.maddr", IPV4, "group", Both(header("igmp", 4, 4, at=_OLDER), _of_groups(4, 4))),
    FrameField("igmp.record_type", NUMBER, "what is reported of a group", _of_groups(0, 1), 8),
]
