"""The fields of IPv4 (RFC 791) and IPv6 (RFC 8200)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.ends import ends_of, senders
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, Words
from tui_tcp.fields.layers import is_direct, told_ip, told_ipv6
from tui_tcp.fields.sources import Beside, Both, Octets, Told, fixed, header, in_layer, layer_itself, scaled, worded
from tui_tcp.fields.spots import Spots, number
from tui_tcp.model.addresses import address_text

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import At
    from tui_tcp.model.columns import Vector

NUMBER, FLAG, HEX, TEXT = Type.NUMBER, Type.FLAG, Type.HEX, Type.TEXT
IPV4, IPV6, PROTOCOL, ETHER = Type.IPV4, Type.IPV6, Type.PROTOCOL, Type.ETHER
PROTOCOLS = {1: "ICMP", 2: "IGMP", 4: "IPIP", 6: "TCP", 17: "UDP", 41: "IPv6", 47: "GRE", 50: "ESP", 58: "ICMPv6"}
CHECKSUM_STATUS = {0: "Bad", 1: "Good", 2: "Unverified", 3: "Not present"}
UNVERIFIED, ABSENT = 2, 3
_BETWEEN_HALVES, _UNIVERSAL = 0xFFFE, 0x02  # what stands in the middle of such an address, and a bit of its first byte


def _not_told(slab: Slab) -> Vector:
    return ~is_direct(slab)


def _told_ipv4(end: int) -> Told:
    """The source (0) or destination (1) of direct segments, by their connection's ends."""
    return Told(lambda slab: ends_of(slab.session).ipv4[senders(slab) ^ end], told_ip)


def _told_ipv6(end: int) -> Told:
    def read(slab: Slab) -> Words:
        ends = ends_of(slab.session)
        return Words(ends.places[senders(slab) ^ end], ends.addresses)

    return Told(read, told_ipv6)


def _host(end: int, told: Callable[[Slab], Vector], other: Find) -> Find:
    """An address as text: by the connection's ends, and by another way in the rows that those do not tell of."""

    def read(slab: Slab) -> Words:
        ends = ends_of(slab.session)
        return Words(ends.places[senders(slab) ^ end], ends.texts)

    return Beside(Told(read, told), other, _not_told)


def _read_ipv4(end: int) -> Find:
    return header("ip", 12 + 4 * end, 4)


def _read_ipv6(end: int) -> Find:
    return Octets("ipv6", fixed(8 + 16 * end, 16))


def _ipv4(end: int) -> Find:
    return Beside(_told_ipv4(end), _read_ipv4(end), _not_told)


def _ipv6(end: int) -> Find:
    return Beside(_told_ipv6(end), _read_ipv6(end), _not_told)


def _ipv4_text(value: int) -> str:
    return address_text(value.to_bytes(4, "big"))


def _ipv6_texts(find: Find) -> Find:
    def find_texts(slab: Slab) -> Found:
        found = find(slab)
        if not isinstance(found.values, Words):
            return found
        texts = list(map(address_text, found.values.words))
        return Found(found.rows, Words(found.values.codes, texts))

    return find_texts


def unverified(layer: str, offset: int, absent: int = -1, at: At | None = None) -> Find:
    """Find what Wireshark says of a checksum that it does not verify, and of one that says that there is none."""
    return scaled(header(layer, offset, 2, at=at), lambda values: np.where(values == absent, ABSENT, UNVERIFIED))


def cut_behind(slab: Slab, spots: Spots) -> Vector:
    """Return how many bytes were on the wire and not captured behind layers that reach to the end of what was."""
    missing = np.maximum(slab.column("length") - slab.column("captured"), 0)
    cut: Vector = np.where(spots.end == slab.bytes.end[spots.rows], missing[spots.rows], 0)
    return cut


def _total(slab: Slab, spots: Spots) -> Found:
    """What a packet says of its length; where a card has yet to cut it into segments, and it says 0, how long it is."""
    spots = spots.where(spots.have(4))
    told = number(slab.bytes.array, spots.at + 2, 2)
    return Found(spots.rows, np.where(told > 0, told, spots.end - spots.at + cut_behind(slab, spots)))


def _header(slab: Slab, spots: Spots) -> Spots:
    spots = spots.where(spots.have(1))
    return spots.until((slab.bytes.array[spots.at] & 0x0F).astype(np.int64) * 4)


def _version(layer: str, number: int) -> Find:
    told = Told(lambda slab: np.full(len(slab), number), told_ip if number == 4 else told_ipv6)
    return Beside(told, header(layer, 0, 1, 0xF0), _not_told)


def _whole(_: Slab, spots: Spots) -> Spots:
    return spots


def _hardware(end: int) -> Find:
    """The hardware address of which an address was made (RFC 4291 appendix A)."""

    def read(slab: Slab, spots: Spots) -> Found:
        spots = fixed(16 + 16 * end, 8)(slab, spots)
        buffer = slab.bytes.array
        is_made = (number(buffer, spots.at + 3, 2) == _BETWEEN_HALVES) & (buffer[spots.at] & _UNIVERSAL != 0)
        spots = spots.where(is_made)
        high, low = number(buffer, spots.at, 3), number(buffer, spots.at + 5, 3)
        return Found(spots.rows, (high ^ _UNIVERSAL << 16) << 24 | low)

    return in_layer("ipv6", read, keeps=True)


_SRC_MAC, _DST_MAC = _hardware(0), _hardware(1)
_SRC, _DST, _SRC6, _DST6 = _ipv4(0), _ipv4(1), _ipv6(0), _ipv6(1)
_SRC_HOST, _DST_HOST = (_host(end, told_ip, worded(_read_ipv4(end), _ipv4_text)) for end in (0, 1))
_SRC_HOST6, _DST_HOST6 = (_host(end, told_ipv6, _ipv6_texts(_read_ipv6(end))) for end in (0, 1))


def _ip(name: str, kind: Type, meaning: str, offset: int, size: int, mask: int = 0) -> FrameField:
    return FrameField(f"ip.{name}", kind, meaning, header("ip", offset, size, mask), 8 * size)


def _six(name: str, kind: Type, meaning: str, offset: int, size: int, mask: int = 0) -> FrameField:
    return FrameField(f"ipv6.{name}", kind, meaning, header("ipv6", offset, size, mask), 8 * size)


IP_FIELDS = [
    FrameField("ip", PROTOCOL, "Internet Protocol, version 4", Octets("ip", _header, _whole, told_ip)),
    FrameField("ip.src", IPV4, "source address", _SRC),
    FrameField("ip.dst", IPV4, "destination address", _DST),
    FrameField("ip.addr", IPV4, "source and destination address", Both(_SRC, _DST)),
    FrameField("ip.src_host", TEXT, "source address, as text", _SRC_HOST),
    FrameField("ip.dst_host", TEXT, "destination address, as text", _DST_HOST),
    FrameField("ip.host", TEXT, "both addresses, as text", Both(_SRC_HOST, _DST_HOST)),
    FrameField("ip.version", NUMBER, "version, of IPv6, too", Both(_version("ip", 4), _version("ipv6", 6)), 8),
    FrameField("ip.hdr_len", NUMBER, "bytes of header", scaled(header("ip", 0, 1, 0x0F), lambda n: n * 4), 8),
    _ip("dsfield", HEX, "differentiated services", 1, 1),
    _ip("dsfield.dscp", NUMBER, "its codepoint", 1, 1, 0xFC),
    _ip("dsfield.ecn", NUMBER, "congestion notification", 1, 1, 0x03),
    FrameField("ip.len", NUMBER, "bytes of the packet", in_layer("ip", _total, keeps=True), 16),
    _ip("id", HEX, "identification", 4, 2),
    _ip("flags", HEX, "flags of fragmentation", 6, 1, 0xE0),
    _ip("flags.rb", FLAG, "reserved bit", 6, 1, 0x80),
    _ip("flags.df", FLAG, "do not fragment", 6, 1, 0x40),
    _ip("flags.mf", FLAG, "more fragments follow", 6, 1, 0x20),
    _ip("frag_offset", NUMBER, "where the fragment belongs, in units of 8 bytes", 6, 2, 0x1FFF),
    _ip("ttl", NUMBER, "time to live", 8, 1),
    FrameField("ip.proto", NUMBER, "protocol", header("ip", 9, 1), 8, PROTOCOLS),
    _ip("checksum", HEX, "header checksum", 10, 2),
    FrameField("ip.checksum.status", NUMBER, "not verified", unverified("ip", 10), 8, CHECKSUM_STATUS),
    FrameField("ipv6", PROTOCOL, "Internet Protocol, version 6", layer_itself("ipv6", 40, told_ipv6)),
    FrameField("ipv6.src", IPV6, "source address", _SRC6),
    FrameField("ipv6.dst", IPV6, "destination address", _DST6),
    FrameField("ipv6.addr", IPV6, "source and destination address", Both(_SRC6, _DST6)),
    FrameField("ipv6.src_host", TEXT, "source address, as text", _SRC_HOST6),
    FrameField("ipv6.dst_host", TEXT, "destination address, as text", _DST_HOST6),
    FrameField("ipv6.host", TEXT, "both addresses, as text", Both(_SRC_HOST6, _DST_HOST6)),
    FrameField("ipv6.slaac_mac", ETHER, "hardware address within either", Both(_SRC_MAC, _DST_MAC)),
    FrameField("ipv6.src_slaac_mac", ETHER, "hardware address within the source", _SRC_MAC),
    FrameField("ipv6.dst_slaac_mac", ETHER, "hardware address within the destination", _DST_MAC),
    FrameField("ipv6.version", NUMBER, "version", _version("ipv6", 6), 8),
    _six("tclass", HEX, "traffic class", 0, 4, 0x0FF00000),
    _six("tclass.dscp", NUMBER, "its differentiated services codepoint", 0, 4, 0x0FC00000),
    _six("tclass.ecn", NUMBER, "congestion notification", 0, 4, 0x00300000),
    _six("flow", HEX, "flow label", 1, 3, 0x0FFFFF),
    _six("plen", NUMBER, "bytes behind the header", 4, 2),
    FrameField("ipv6.nxt", NUMBER, "next header", header("ipv6", 6, 1), 8, PROTOCOLS),
    _six("hlim", NUMBER, "hop limit", 7, 1),
]
