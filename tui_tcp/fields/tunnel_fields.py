"""The headers of tunnels: MPLS (RFC 3032), GRE (RFC 2784, 2890, 2637), ERSPAN, VXLAN (RFC 7348), GENEVE (RFC 8926),
GTP-U (3GPP TS 29.281), PPP (RFC 1661) and PPPoE (RFC 2516), AH (RFC 4302) and ESP (RFC 4303).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.header_fields import Row, header_fields
from tui_tcp.fields.ip_fields import PROTOCOLS
from tui_tcp.fields.link_fields import ETHERTYPES
from tui_tcp.fields.sources import Both, Octets, header, layer_itself
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At

NUMBER, FLAG, HEX, BYTES, PROTOCOL = Type.NUMBER, Type.FLAG, Type.HEX, Type.BYTES, Type.PROTOCOL

_CHECKSUM, _ROUTING, _KEY, _SEQUENCE, _ACKNOWLEDGMENT = 0x8000, 0x4000, 0x2000, 0x1000, 0x0080
_PPTP = 1  # the version of GRE whose key is a length and a call
_FRAMING = 0xFF03  # PPP's address and control, where they are not left out
_MESSAGES = {1: "Echo request", 2: "Echo response", 26: "Error indication", 254: "End marker", 255: "T-PDU"}
_CODES = {0: "Session Data", 7: "Offer", 9: "Initiation", 0x19: "Request", 0x65: "Confirmation", 0xA7: "Terminate"}

_MPLS = (
    Row("label", NUMBER, "label", 0, 4, 0xFFFFF000),
    Row("exp", NUMBER, "traffic class", 0, 4, 0x00000E00),
    Row("bottom", NUMBER, "the last label of the stack", 0, 4, 0x00000100),
    Row("ttl", NUMBER, "time to live", 0, 4, 0x000000FF),
)


def _is_pptp(slab: Slab, spots: Spots) -> Spots:
    spots = spots.where(spots.have(2))
    return spots.where(slab.bytes.array[spots.at + 1] & 7 == _PPTP)


def _part(flag: int, *before: int, version: int | None = None) -> At:
    """A part of GRE's header that stands there if a flag is set, behind those of other flags."""

    def place(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(4))
        bits = number(slab.bytes.array, spots.at, 2)
        at = sum((np.where(bits & other != 0, 4, 0) for other in before), np.full(len(bits), 4))
        here = bits & flag != 0
        if version is not None:
            here &= bits & 7 == version
        return spots.past(at).where(here)

    return place


_GRE = (
    Row("flags_and_version", HEX, "flags and version", 0, 2),
    Row("flags.checksum", FLAG, "has a checksum", 0, 2, _CHECKSUM),
    Row("flags.routing", FLAG, "has a route", 0, 2, _ROUTING),
    Row("flags.key", FLAG, "has a key", 0, 2, _KEY),
    Row("flags.sequence_number", FLAG, "has a sequence number", 0, 2, _SEQUENCE),
    Row("flags.strict_source_route", FLAG, "the route is strict", 0, 2, 0x0800),
    Row("flags.recursion_control", NUMBER, "further encapsulations allowed", 0, 2, 0x0700),
    Row("flags.ack", FLAG, "has an acknowledgment number", 0, 2, _ACKNOWLEDGMENT, at=_is_pptp),
    Row("flags.version", NUMBER, "version", 0, 2, 0x0007),
    Row("proto", HEX, "type of what follows", 2, 2, names=ETHERTYPES),
    Row("checksum", HEX, "checksum", 0, 2, at=_part(_CHECKSUM | _ROUTING, version=0)),
    Row("offset", NUMBER, "where the route goes on", 2, 2, at=_part(_CHECKSUM | _ROUTING, version=0)),
    Row("key", HEX, "key", 0, 4, at=_part(_KEY, _CHECKSUM | _ROUTING, version=0)),
    Row("key.payload_length", NUMBER, "bytes of payload", 0, 2, at=_part(_KEY, version=_PPTP)),
    Row("key.call_id", NUMBER, "call", 2, 2, at=_part(_KEY, version=_PPTP)),
    Row("sequence_number", NUMBER, "sequence number", 0, 4, at=_part(_SEQUENCE, _CHECKSUM | _ROUTING, _KEY)),
    Row("ack_number", NUMBER, "acknowledgment number", 0, 4, at=_part(_ACKNOWLEDGMENT, _KEY, _SEQUENCE, version=_PPTP)),
)
_ERSPAN = (
    Row("version", NUMBER, "version", 0, 2, 0xF000),
    Row("vlan", NUMBER, "VLAN", 0, 2, 0x0FFF),
    Row("cos", NUMBER, "class of service", 2, 2, 0xE000),
    Row("truncated", NUMBER, "the frame was cut", 2, 2, 0x0400),
    Row("spanid", NUMBER, "session", 2, 2, 0x03FF),
)
_VXLAN = (
    Row("flags", HEX, "flags", 0, 2),
    Row("flag_g", FLAG, "has a group policy", 0, 2, 0x8000),
    Row("flag_i", FLAG, "has a network identifier", 0, 2, 0x0800),
    Row("flag_d", FLAG, "is not to be learnt from", 0, 2, 0x0040),
    Row("flag_a", FLAG, "the policy was applied", 0, 2, 0x0008),
    Row("gbp", NUMBER, "group policy", 2, 2),
    Row("vni", NUMBER, "network identifier", 4, 3),
    Row("reserved8", NUMBER, "reserved", 7, 1),
)
_GENEVE = (
    Row("version", NUMBER, "version", 0, 1, 0xC0),
    Row("flags", HEX, "flags", 1, 1),
    Row("flags.oam", FLAG, "for operations alone", 1, 1, 0x80),
    Row("flags.critical", FLAG, "has critical options", 1, 1, 0x40),
    Row("proto_type", HEX, "type of what follows", 2, 2, names=ETHERTYPES),
    Row("vni", HEX, "network identifier", 4, 3),
    Row("reserved", HEX, "reserved", 7, 1),
)
_GTP = (
    Row("flags", HEX, "flags", 0, 1),
    Row("flags.version", NUMBER, "version", 0, 1, 0xE0),
    Row("flags.payload", NUMBER, "GTP, and not charging", 0, 1, 0x10),
    Row("flags.e", FLAG, "has extension headers", 0, 1, 0x04),
    Row("flags.s", FLAG, "has a sequence number", 0, 1, 0x02),
    Row("flags.pn", FLAG, "has an N-PDU number", 0, 1, 0x01),
    Row("message", HEX, "kind of message", 1, 1, names=_MESSAGES),
    Row("length", NUMBER, "bytes behind the header", 2, 2),
    Row("teid", HEX, "tunnel endpoint", 4, 4),
)


def _framed(slab: Slab, spots: Spots) -> Spots:
    spots = spots.where(spots.have(2))
    return spots.where(number(slab.bytes.array, spots.at, 2) == _FRAMING)


def _protocol(size: int) -> At:
    """PPP's protocol, whose first byte may be left out where it is 0: the second alone is odd."""

    def place(slab: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(3))
        spots = spots.past(np.where(number(slab.bytes.array, spots.at, 2) == _FRAMING, 2, 0))
        is_short = slab.bytes.array[spots.at] & 1 == 1
        return spots.where(is_short == (size == 1))

    return place


_PPP = (
    Row("address", HEX, "address", 0, 1, at=_framed),
    Row("control", HEX, "control", 1, 1, at=_framed),
)
_PPP_PROTOCOLS = {0x0021: "Internet Protocol version 4", 0x0057: "Internet Protocol version 6"}
_PPPOE = (
    Row("version", NUMBER, "version", 0, 1, 0xF0),
    Row("type", NUMBER, "type", 0, 1, 0x0F),
    Row("code", HEX, "kind of packet", 1, 1, names=_CODES),
    Row("session_id", HEX, "session", 2, 2),
    Row("payload_length", NUMBER, "bytes of payload", 4, 2),
)
_AH = (
    Row("next_header", NUMBER, "next header", 0, 1, names=PROTOCOLS),
    Row("length", NUMBER, "length, in words of 4 bytes less 2", 1, 1),
    Row("spi", HEX, "security parameters index", 4, 4),
    Row("sequence", NUMBER, "sequence number", 8, 4),
)
_ESP = (
    Row("spi", HEX, "security parameters index", 0, 4),
    Row("sequence", NUMBER, "sequence number", 4, 4),
)


def _check_value(slab: Slab, spots: Spots) -> Spots:
    """What behind AH's fixed part proves it."""
    spots = spots.where(spots.have(13))
    size = (slab.bytes.array[spots.at + 1].astype(np.int64) + 2) * 4
    return spots.until(size).where(size > 12).past(12)


_PPP_PROTOCOL = Both(header("ppp", 0, 2, at=_protocol(2)), header("ppp", 0, 1, at=_protocol(1)))


def _itself(layer: str, meaning: str) -> FrameField:
    return FrameField(layer, PROTOCOL, meaning, layer_itself(layer))


TUNNEL_FIELDS = [
    _itself("mpls", "labels of MPLS"),
    *header_fields("mpls", _MPLS),
    _itself("gre", "Generic Routing Encapsulation"),
    *header_fields("gre", _GRE),
    _itself("erspan", "frames of a remote switch"),
    *header_fields("erspan", _ERSPAN),
    _itself("vxlan", "VXLAN"),
    *header_fields("vxlan", _VXLAN),
    _itself("geneve", "GENEVE"),
    *header_fields("geneve", _GENEVE),
    _itself("gtp", "GPRS tunnel"),
    *header_fields("gtp", _GTP),
    _itself("ppp", "Point-to-Point Protocol"),
    *header_fields("ppp", _PPP),
    FrameField("ppp.protocol", HEX, "type of what follows", _PPP_PROTOCOL, 16, _PPP_PROTOCOLS),
    _itself("pppoes", "PPP over Ethernet, a session"),
    _itself("pppoed", "PPP over Ethernet, discovery"),
    *header_fields("pppoe", _PPPOE, "pppoes", "pppoed"),
    _itself("ah", "authentication header"),
    *header_fields("ah", _AH),
    FrameField("ah.icv", BYTES, "integrity check value", Octets("ah", _check_value)),
    _itself("esp", "encrypted payload"),
    *header_fields("esp", _ESP),
]
