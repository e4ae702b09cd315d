"""The fields below IP: Ethernet (IEEE 802.3), VLAN tags (IEEE 802.1Q, 802.1ad), ARP (RFC 826)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found
from tui_tcp.fields.layers import told_ethernet
from tui_tcp.fields.sources import Both, header, in_layer, layer_itself, only, worded
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, ETHER, IPV4 = Type.NUMBER, Type.FLAG, Type.HEX, Type.ETHER, Type.IPV4
PROTOCOL, TEXT, BYTES = Type.PROTOCOL, Type.TEXT, Type.BYTES

ETHERTYPES = {0x0800: "IPv4", 0x0806: "ARP", 0x86DD: "IPv6", 0x8100: "802.1Q Virtual LAN"}
_LEAST_TYPE = 1536
_LARGEST_LENGTH = 1500
_LOCAL = {
    0: "Globally unique address (factory default)",
    1: "Locally administered address (this is NOT the factory default)",
}
_GROUP = {0: "Individual address (unicast)", 1: "Group address (multicast/broadcast)"}
_IPV4_OVER_ETHERNET = 0x0800_06_04  # the protocol and both address sizes of an ARP header
_REQUEST, _REPLY = 1, 2
_ARP_PARTS = ((6, 2), (14, 4), (18, 6), (24, 4))  # offset and size of each part of _Arp


class _Arp(NamedTuple):
    """ARP messages: what they are, who asks for whom."""

    opcode: Vector
    sender: Vector
    target_card: Vector
    target: Vector


def _above(find: Find, least: int) -> Find:
    return only(find, lambda values: values >= least)


def _at_most(find: Find, most: int) -> Find:
    return only(find, lambda values: values <= most)


def _ethertype(values: Vector) -> Vector:
    """A length of 0 is a type: no frame is so short."""
    types: Vector = (values >= _LEAST_TYPE) | (values == 0)
    return types


def _is_length(values: Vector) -> Vector:
    lengths: Vector = (values > 0) & (values <= _LARGEST_LENGTH)
    return lengths


def _mac_text(value: int) -> str:
    return value.to_bytes(6, "big").hex(":")


def _end(name: str, offset: int, meaning: str) -> list[FrameField]:
    address = header("eth", offset, 6)
    return [
        FrameField(f"eth.{name}", ETHER, meaning, address),
        FrameField(f"eth.{name}_resolved", TEXT, f"{meaning}, as text", worded(address, _mac_text)),
        FrameField(f"eth.{name}.oui", NUMBER, f"{meaning}: who made it", header("eth", offset, 3), 24),
        FrameField(f"eth.{name}.lg", FLAG, f"{meaning}: local", header("eth", offset, 1, 0x02), 1, _LOCAL),
        FrameField(f"eth.{name}.ig", FLAG, f"{meaning}: of a group", header("eth", offset, 1, 0x01), 1, _GROUP),
    ]


def _either(size: int, mask: int = 0) -> Find:
    return Both(header("eth", 0, size, mask), header("eth", 6, size, mask))


def _tag(layer: str, kind: Type) -> list[FrameField]:
    def part(name: str, mask: int, meaning: str, kind: Type = NUMBER) -> FrameField:
        return FrameField(f"{layer}.{name}", kind, meaning, header(layer, 0, 2, mask), 16)

    return [
        FrameField(layer, PROTOCOL, "VLAN tag", layer_itself(layer, 4)),
        part("priority", 0xE000, "priority"),
        part("dei", 0x1000, "may be dropped", kind),
        part("id", 0x0FFF, "VLAN"),
    ]


def _arp(offset: int, size: int, least: int = 0) -> Find:
    """A field of an ARP message; addresses only where they are IPv4 over Ethernet."""

    def read(slab: Slab, spots: Spots) -> Found:
        spots = spots.where(spots.have(max(offset + size, 8)))
        if least:
            buffer = slab.bytes.array
            spots = spots.where(spots.have(28))
            kinds = number(buffer, spots.at + 2, 4)
            spots = spots.where(kinds == _IPV4_OVER_ETHERNET)
        return Found(spots.rows, number(slab.bytes.array, spots.at + offset, size))

    return in_layer("arp", read)


def _remark(is_so: Callable[[_Arp], Vector]) -> Find:
    """A remark on some of the requests and answers that map IPv4 to Ethernet."""

    def read(slab: Slab, spots: Spots) -> Found:
        spots = spots.where(spots.have(28))
        part = [number(slab.bytes.array, spots.at + offset, size) for offset, size in _ARP_PARTS]
        message = _Arp(*part)
        spots = spots.where(np.isin(message.opcode, (_REQUEST, _REPLY)) & is_so(message))
        return Found(spots.rows, np.ones(len(spots.rows), np.int64))

    return in_layer("arp", read)


def _is_gratuitous(message: _Arp) -> Vector:
    same: Vector = message.sender == message.target
    return same


def _is_announcement(message: _Arp) -> Vector:
    """RFC 5227 section 3."""
    here: Vector = _is_gratuitous(message) & (message.opcode == _REQUEST) & (message.target_card == 0)
    return here


def _is_probe(message: _Arp) -> Vector:
    """RFC 5227 section 1.1."""
    is_question = (message.opcode == _REQUEST) & (message.target_card == 0)
    here: Vector = is_question & (message.sender == 0) & (message.target != 0)
    return here


# Protocols of which only the presence can be asked.
PRESENT = {
    "ospf": "OSPF",
    "pim": "PIM",
    "vrrp": "VRRP",
    "eigrp": "EIGRP",
    "sctp": "SCTP",
}

LINK_FIELDS = [
    FrameField("eth", PROTOCOL, "Ethernet", layer_itself("eth", 14, told_ethernet)),
    *_end("dst", 0, "destination"),
    *_end("src", 6, "source"),
    FrameField("eth.addr", ETHER, "source and destination", _either(6)),
    FrameField("eth.addr_resolved", TEXT, "source and destination, as text", worded(_either(6), _mac_text)),
    FrameField("eth.addr.oui", NUMBER, "who made either address", _either(3), 24),
    FrameField("eth.lg", FLAG, "a local address", _either(1, 0x02), 1, _LOCAL),
    FrameField("eth.ig", FLAG, "a group's address", _either(1, 0x01), 1, _GROUP),
    FrameField("eth.type", HEX, "type of what follows", only(header("eth", 12, 2), _ethertype), 16, ETHERTYPES),
    FrameField("eth.len", NUMBER, "bytes of what follows", only(header("eth", 12, 2), _is_length), 16),
    *_tag("vlan", FLAG),
    FrameField("vlan.etype", HEX, "type of what follows", _above(header("vlan", 2, 2), _LEAST_TYPE), 16, ETHERTYPES),
    FrameField("vlan.len", NUMBER, "bytes of what follows", _at_most(header("vlan", 2, 2), _LARGEST_LENGTH), 16),
    *_tag("ieee8021ad", NUMBER),
    FrameField("arp", PROTOCOL, "Address Resolution Protocol", layer_itself("arp", 28)),
    FrameField("arp.hw.type", NUMBER, "kind of hardware", _arp(0, 2), 16, {1: "Ethernet"}),
    FrameField("arp.proto.type", HEX, "protocol", _arp(2, 2), 16, ETHERTYPES),
    FrameField("arp.hw.size", NUMBER, "bytes of a hardware address", _arp(4, 1), 8),
    FrameField("arp.proto.size", NUMBER, "bytes of a protocol address", _arp(5, 1), 8),
    FrameField("arp.opcode", NUMBER, "what is asked or answered", _arp(6, 2), 16, {1: "request", 2: "reply"}),
    FrameField("arp.src.hw_mac", ETHER, "sender's hardware address", _arp(8, 6, 1)),
    FrameField("arp.src.proto_ipv4", IPV4, "sender's address", _arp(14, 4, 1)),
    FrameField("arp.dst.hw_mac", ETHER, "target's hardware address", _arp(18, 6, 1)),
    FrameField("arp.dst.proto_ipv4", IPV4, "target's address", _arp(24, 4, 1)),
    FrameField("arp.isgratuitous", FLAG, "asks for its own address", _remark(_is_gratuitous), 1),
    FrameField("arp.isannouncement", FLAG, "announces its own address", _remark(_is_announcement), 1),
    FrameField("arp.isprobe", FLAG, "asks whether an address is in use", _remark(_is_probe), 1),
    *(FrameField(layer, PROTOCOL, meaning, layer_itself(layer)) for layer, meaning in PRESENT.items()),
]
