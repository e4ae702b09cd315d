"""The fields of ICMPv6 (RFC 4443), with neighbor discovery (RFC 4861) and multicast listeners (RFC 3810)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.icmp_fields import checked, of_types
from tui_tcp.fields.ip_fields import CHECKSUM_STATUS
from tui_tcp.fields.layers import spots_of
from tui_tcp.fields.option_finds import OptionFinds
from tui_tcp.fields.options import Form
from tui_tcp.fields.sources import Octets, fixed, layer_itself
from tui_tcp.fields.spots import Spots

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, ETHER = Type.NUMBER, Type.FLAG, Type.HEX, Type.ETHER
IPV6, LABEL, PROTOCOL = Type.IPV6, Type.LABEL, Type.PROTOCOL

TYPES = {
    1: "Destination Unreachable",
    2: "Packet Too Big",
    128: "Echo (ping) request",
    129: "Echo (ping) reply",
    133: "Router Solicitation",
    134: "Router Advertisement",
    135: "Neighbor Solicitation",
    136: "Neighbor Advertisement",
}
_OPTIONS_AT = {133: 8, 134: 16, 135: 24, 136: 24, 137: 40}  # by the type of message
_OF_SOURCE, _OF_TARGET, _PREFIX, _MTU = 1, 2, 3, 5
_OPTION_NAMES = {
    _OF_SOURCE: "Source link-layer address",
    _OF_TARGET: "Target link-layer address",
    _PREFIX: "Prefix information",
    _MTU: "MTU",
}
_ECHO, _TOO_BIG, _ROUTER, _NEIGHBOR = of_types(128, 129), of_types(2), of_types(134), of_types(136)
_REPORT_2 = 143
_ICMP6_PROTOCOL = 58


def _target(kind: int) -> Find:
    def place(slab: Slab, spots: Spots) -> Spots:
        return fixed(8, 16)(slab, of_types(kind)(slab, spots))

    return Octets("icmpv6", place)


def _begin(slab: Slab, spots: Spots) -> tuple[Spots, Vector]:
    """The options of neighbor discovery's messages."""
    spots = of_types(*_OPTIONS_AT)(slab, spots)
    begins = np.zeros(256, np.int64)
    begins[list(_OPTIONS_AT)] = list(_OPTIONS_AT.values())
    begin = begins[slab.bytes.array[spots.at]]
    has_any = spots.have(begin + 2)
    spots = spots.where(has_any).past(begin[has_any])
    return spots, spots.end


_OPTIONS = OptionFinds("icmpv6", Form(unit=8), _begin)


def _pseudo(slab: Slab, spots: Spots) -> Sequence[bytes]:
    """The pseudo header of each message (RFC 8200 section 8.1), by the packet that it stands in."""
    packets, memory = spots_of(slab, "ipv6"), slab.bytes.memory
    size = len(slab.bytes.array) + 1
    of_each = np.searchsorted(packets.rows * size + packets.at, spots.rows * size + spots.at) - 1
    begins = packets.at[of_each].tolist()
    lengths = (spots.end - spots.at).tolist()
    return [
        bytes(memory[at + 8 : at + 40]) + length.to_bytes(4, "big") + _ICMP6_PROTOCOL.to_bytes(4, "big")
        for at, length in zip(begins, lengths, strict=True)
    ]


def _records(message: bytes) -> list[int]:
    """Where the records of a report begin (RFC 3810 section 5.2)."""
    places, at = [], 8
    for _ in range(int.from_bytes(message[6:8], "big")):
        if at + 20 > len(message):
            break
        places.append(at)
        at += 20 + 4 * message[at + 1] + 16 * int.from_bytes(message[at + 2 : at + 4], "big")
    return places


def _record_spots(slab: Slab, spots: Spots) -> Spots:
    """Every record of every report."""
    spots, memory = of_types(_REPORT_2)(slab, spots), slab.bytes.memory
    found = [_records(bytes(memory[a:b])) for a, b in zip(spots.at.tolist(), spots.end.tolist(), strict=True)]
    counts = [len(places) for places in found]
    begins: Vector = np.repeat(spots.at, counts) + np.array([at for places in found for at in places], np.int64)
    return Spots(np.repeat(spots.rows, counts), begins, np.repeat(spots.end, counts))


def _group(slab: Slab, spots: Spots) -> Spots:
    spots = _record_spots(slab, spots).past(4)
    return spots.until(16)


_ICMP6 = (
    Row("type", NUMBER, "type", 0, 1, names=TYPES),
    Row("code", NUMBER, "code", 1, 1),
    Row("checksum", HEX, "checksum", 2, 2),
    Row("echo.identifier", HEX, "identifier", 4, 2, at=_ECHO),
    Row("echo.sequence_number", NUMBER, "sequence number", 6, 2, at=_ECHO),
    Row("mtu", NUMBER, "MTU of the next hop", 4, 4, at=_TOO_BIG),
    Row("nd.ra.cur_hop_limit", NUMBER, "hop limit to use", 4, 1, at=_ROUTER),
    Row("nd.ra.flag", HEX, "flags of a router", 5, 1, at=_ROUTER),
    Row("nd.ra.flag.m", FLAG, "addresses are to be had by DHCPv6", 5, 1, 0x80, at=_ROUTER),
    Row("nd.ra.flag.o", FLAG, "other things are to be had by DHCPv6", 5, 1, 0x40, at=_ROUTER),
    Row("nd.ra.flag.h", FLAG, "home agent", 5, 1, 0x20, at=_ROUTER),
    Row("nd.ra.flag.prf", NUMBER, "preference", 5, 1, 0x18, at=_ROUTER),
    Row("nd.ra.flag.p", FLAG, "proxy", 5, 1, 0x04, at=_ROUTER),
    Row("nd.ra.router_lifetime", NUMBER, "seconds that the router serves", 6, 2, at=_ROUTER),
    Row("nd.ra.reachable_time", NUMBER, "milliseconds that a neighbor is taken for reachable", 8, 4, at=_ROUTER),
    Row("nd.ra.retrans_timer", NUMBER, "milliseconds between questions", 12, 4, at=_ROUTER),
    Row("nd.na.flag.r", FLAG, "a router answers", 4, 4, 0x80000000, at=_NEIGHBOR),
    Row("nd.na.flag.s", FLAG, "it was asked", 4, 4, 0x40000000, at=_NEIGHBOR),
    Row("nd.na.flag.o", FLAG, "overrides what was known", 4, 4, 0x20000000, at=_NEIGHBOR),
    Row("mldr.nb_mcast_records", NUMBER, "groups that are reported", 6, 2, at=of_types(_REPORT_2)),
    Row("mldr.mar.record_type", NUMBER, "what is reported of a group", 0, 1, at=_record_spots),
)

ICMP6_FIELDS = [
    FrameField("icmpv6", PROTOCOL, "ICMP for IPv6", layer_itself("icmpv6")),
    *header_fields("icmpv6", _ICMP6),
    FrameField(
        "icmpv6.checksum.status", NUMBER, "whether it is right", checked("icmpv6", 2, _pseudo), 8, CHECKSUM_STATUS
    ),
    FrameField("icmpv6.nd.ns.target_address", IPV6, "whose hardware address is asked", _target(135)),
    FrameField("icmpv6.nd.na.target_address", IPV6, "whose hardware address is told", _target(136)),
    FrameField("icmpv6.mldr.mar.multicast_address", IPV6, "group", Octets("icmpv6", _group)),
    FrameField("icmpv6.opt", LABEL, "an option", _OPTIONS.marks()),
    FrameField("icmpv6.opt.type", NUMBER, "kind of an option", _OPTIONS.kinds(), 8, _OPTION_NAMES),
    FrameField("icmpv6.opt.length", NUMBER, "length of an option, in words of 8 bytes", _OPTIONS.lengths(), 8),
    FrameField("icmpv6.opt.linkaddr", ETHER, "a hardware address", _OPTIONS.numbers((_OF_SOURCE, _OF_TARGET), 2, 6)),
    FrameField(
        "icmpv6.opt.src_linkaddr", ETHER, "the sender's hardware address", _OPTIONS.numbers((_OF_SOURCE,), 2, 6)
    ),
    FrameField(
        "icmpv6.opt.target_linkaddr", ETHER, "the target's hardware address", _OPTIONS.numbers((_OF_TARGET,), 2, 6)
    ),
    FrameField("icmpv6.opt.mtu", NUMBER, "MTU of the link", _OPTIONS.numbers((_MTU,), 4, 4)),
    FrameField("icmpv6.opt.prefix.length", NUMBER, "bits of a prefix", _OPTIONS.numbers((_PREFIX,), 2, 1), 8),
    FrameField(
        "icmpv6.opt.prefix.flag.l", FLAG, "the prefix is of this link", _OPTIONS.numbers((_PREFIX,), 3, 1, 0x80), 1
    ),
    FrameField(
        "icmpv6.opt.prefix.flag.a", FLAG, "addresses may be made of it", _OPTIONS.numbers((_PREFIX,), 3, 1, 0x40), 1
    ),
    FrameField(
        "icmpv6.opt.prefix.valid_lifetime", NUMBER, "seconds that it is valid", _OPTIONS.numbers((_PREFIX,), 4, 4)
    ),
    FrameField(
        "icmpv6.opt.prefix.preferred_lifetime",
        NUMBER,
        "seconds that it is preferred",
        _OPTIONS.numbers((_PREFIX,), 8, 4),
    ),
    FrameField("icmpv6.opt.prefix", IPV6, "prefix", _OPTIONS.octets(_PREFIX, 16, 16)),
]
