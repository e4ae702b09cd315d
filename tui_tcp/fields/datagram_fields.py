"""The fields of UDP (RFC 768), ICMP (RFC 792) and ICMPv6 (RFC 4443)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS, unverified
from tui_tcp.fields.sources import Both, Octets, fixed, header, layer_itself
from tui_tcp.fields.spots import Spots

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At

NUMBER, FLAG, HEX, BYTES = Type.NUMBER, Type.FLAG, Type.HEX, Type.BYTES
IPV4, IPV6, PROTOCOL = Type.IPV4, Type.IPV6, Type.PROTOCOL

_ECHO, _ECHO6 = (0, 8), (128, 129)
_TIMES = (13, 14)
TYPES = {0: "Echo (ping) reply", 3: "Destination unreachable", 5: "Redirect", 8: "Echo (ping) request"}
TYPES6 = {128: "Echo (ping) request", 129: "Echo (ping) reply", 135: "Neighbor Solicitation"}


def of_types(*types: int) -> At:
    """Return the messages of some types."""

    def some(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(1))
        return spots.where(np.isin(slab.bytes.array[spots.at], types))

    return some


def _of_type(layer: str, types: Sequence[int], offset: int, size: int, mask: int = 0) -> Find:
    return header(layer, offset, size, mask, of_types(*types))


def _mtu(slab: Slab, spots: Spots) -> Spots:
    spots = of_types(3)(slab, spots)
    spots = spots.where(spots.have(8))
    return spots.where(slab.bytes.array[spots.at + 1] == 4)


def _udp_payload(_: Slab, spots: Spots) -> Spots:
    spots = spots.past(8)
    return spots.where(spots.have(1))


def _target(kind: int) -> Find:
    def place(slab: Slab, spots: Spots) -> Spots:
        return fixed(8, 16)(slab, of_types(kind)(slab, spots))

    return Octets("icmpv6", place)


_SRC, _DST = header("udp", 0, 2), header("udp", 2, 2)


def _icmp(name: str, kind: Type, meaning: str, types: Sequence[int], place: tuple[int, int]) -> FrameField:
    return FrameField(f"icmp.{name}", kind, meaning, _of_type("icmp", types, *place), 8 * place[1])


def _icmp6(name: str, kind: Type, meaning: str, types: Sequence[int], place: tuple[int, ...]) -> FrameField:
    return FrameField(f"icmpv6.{name}", kind, meaning, _of_type("icmpv6", types, *place), 8 * place[1])


DATAGRAM_FIELDS = [
    FrameField("udp", PROTOCOL, "User Datagram Protocol", layer_itself("udp", 8)),
    FrameField("udp.srcport", NUMBER, "source port", _SRC, 16),
    FrameField("udp.dstport", NUMBER, "destination port", _DST, 16),
    FrameField("udp.port", NUMBER, "source and destination port", Both(_SRC, _DST), 16),
    FrameField("udp.length", NUMBER, "bytes, the header's included", header("udp", 4, 2), 16),
    FrameField("udp.checksum", HEX, "checksum", header("udp", 6, 2), 16),
    FrameField("udp.checksum.status", NUMBER, "not verified", unverified("udp", 6, 0), 8, CHECKSUM_STATUS),
    FrameField("udp.payload", BYTES, "the payload", Octets("udp", _udp_payload)),
    FrameField("icmp", PROTOCOL, "Internet Control Message Protocol", layer_itself("icmp")),
    FrameField("icmp.type", NUMBER, "type", header("icmp", 0, 1), 8, TYPES),
    FrameField("icmp.code", NUMBER, "code", header("icmp", 1, 1), 8),
    FrameField("icmp.checksum", HEX, "checksum", header("icmp", 2, 2), 16),
    _icmp("ident", NUMBER, "identifier", (*_ECHO, *_TIMES), (4, 2)),
    _icmp("seq", NUMBER, "sequence number", (*_ECHO, *_TIMES), (6, 2)),
    FrameField("icmp.mtu", NUMBER, "MTU of the next hop", header("icmp", 6, 2, 0, _mtu), 16),
    _icmp("redir_gw", IPV4, "the better gateway", (5,), (4, 4)),
    FrameField("icmpv6", PROTOCOL, "ICMP for IPv6", layer_itself("icmpv6")),
    FrameField("icmpv6.type", NUMBER, "type", header("icmpv6", 0, 1), 8, TYPES6),
    FrameField("icmpv6.code", NUMBER, "code", header("icmpv6", 1, 1), 8),
    FrameField("icmpv6.checksum", HEX, "checksum", header("icmpv6", 2, 2), 16),
    _icmp6("echo.identifier", HEX, "identifier", _ECHO6, (4, 2)),
    _icmp6("echo.sequence_number", NUMBER, "sequence number", _ECHO6, (6, 2)),
    _icmp6("mtu", NUMBER, "MTU of the next hop", (2,), (4, 4)),
    FrameField("icmpv6.nd.ns.target_address", IPV6, "whose hardware address is asked", _target(135)),
    FrameField("icmpv6.nd.na.target_address", IPV6, "whose hardware address is told", _target(136)),
    _icmp6("nd.ra.cur_hop_limit", NUMBER, "hop limit to use", (134,), (4, 1)),
    _icmp6("nd.ra.router_lifetime", NUMBER, "seconds that the router serves", (134,), (6, 2)),
    _icmp6("nd.na.flag.r", FLAG, "a router answers", (136,), (4, 4, 0x80000000)),
    _icmp6("nd.na.flag.s", FLAG, "it was asked", (136,), (4, 4, 0x40000000)),
    _icmp6("nd.na.flag.o", FLAG, "overrides what was known", (136,), (4, 4, 0x20000000)),
]
