"""IPv4 (RFC 791), IPv6 (RFC 8200) and ARP (RFC 826)."""

from dataclasses import replace

from tui_tcp.dissect.checksum import judge, put_checksum
from tui_tcp.dissect.draft import Draft, Span, Step, rest
from tui_tcp.dissect.formats import (
    address,
    coded,
    dec,
    flags,
    hexa,
    mac,
    masked,
    named,
    octets,
    times,
)
from tui_tcp.dissect.formats import (
    ipv4 as ipv4_address,
)
from tui_tcp.dissect.formats import (
    ipv6 as ipv6_address,
)
from tui_tcp.dissect.ip_options import last_hop, put_ip_options
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.registry import IP_PROTOCOLS, ethertype, follower, protocol
from tui_tcp.dissect.table import Bit, Row

# RFC 2474 and the class names of RFC 2597, 3246, 5865, 8622
_DSCP = {
    **{8 * n: f"CS{n}" for n in range(1, 8)},
    **{8 * n + 2 * drop: f"AF{n}{drop}" for n in range(1, 5) for drop in range(1, 4)},
    1: "LE",
    44: "VOICE-ADMIT",
    46: "EF",
}
_ECN = {0: "not ECN-capable", 1: "ECT(1)", 2: "ECT(0)", 3: "congestion experienced"}
_FRAGMENT = {4: "reserved", 2: "don't fragment", 1: "more fragments"}


def _service(prefix: str, shift: int = 0) -> tuple[Bit, ...]:
    """Return the bits of the differentiated services field (RFC 2474 3, RFC 3168 5)."""
    return (
        Bit(f"{prefix}.dscp", "Class", 0xFC << shift, coded(_DSCP)),
        Bit(f"{prefix}.ecn", "Congestion", 0x03 << shift, coded(_ECN)),
    )


_IPV4 = (
    Row("ip.version", "Version", 0, 1, masked(0xF0)),
    Row("ip.hdr_len", "Header length", 0, 1, lambda raw: times(4)(bytes((raw[0] & 0x0F,)))),
    Row("ip.dsfield", "Differentiated services", 1, 1, hexa, _service("ip.dsfield")),
    Row("ip.len", "Total length", 2, 2, dec),
    Row("ip.id", "Identification", 4, 2, hexa),
    Row(
        "ip.flags",
        "Flags",
        6,
        1,
        masked(0xE0, lambda bits: flags(_FRAGMENT, 7)(bytes((bits,)))),
        (
            Bit("ip.flags.rb", "Reserved", 0x80),
            Bit("ip.flags.df", "Don't fragment", 0x40),
            Bit("ip.flags.mf", "More fragments", 0x20),
        ),
    ),
    Row("ip.frag_offset", "Fragment offset", 6, 2, masked(0x1FFF, lambda units: f"{units} ({8 * units} bytes)")),
    Row("ip.ttl", "Time to live", 8, 1, dec),
    Row("ip.proto", "Protocol", 9, 1, protocol),
)
_IPV4_ADDRESSES = (
    Row("ip.src", "Source", 12, 4, ipv4_address),
    Row("ip.dst", "Destination", 16, 4, ipv4_address),
)
_IPV6 = (
    Row("ipv6.version", "Version", 0, 1, masked(0xF0)),
    Row(
        "ipv6.tclass", "Traffic class", 0, 2, masked(0x0FF0, lambda value: f"0x{value:02x}"), _service("ipv6.tclass", 4)
    ),
    Row("ipv6.flow", "Flow label", 1, 3, masked(0x0FFFFF, lambda value: f"0x{value:05x}")),
    Row("ipv6.plen", "Payload length", 4, 2, dec),
    Row("ipv6.nxt", "Next header", 6, 1, protocol),
    Row("ipv6.hlim", "Hop limit", 7, 1, dec),
    Row("ipv6.src", "Source", 8, 16, ipv6_address),
    Row("ipv6.dst", "Destination", 24, 16, ipv6_address),
)
_ARP = (
    Row("arp.hw.type", "Hardware type", 0, 2, named({1: "Ethernet"})),
    Row("arp.proto.type", "Protocol type", 2, 2, ethertype),
    Row("arp.hw.size", "Hardware address size", 4, 1, dec),
    Row("arp.proto.size", "Protocol address size", 5, 1, dec),
    Row("arp.opcode", "Operation", 6, 2, named({1: "request", 2: "reply", 3: "reverse request", 4: "reverse reply"})),
)


def raw(span: Span) -> Step:
    """Read an IP packet that only its first four bits announce."""
    version = span.payload[0] >> 4 if span.size else 0
    if version in (4, 6):
        return ip(span) if version == 4 else ipv6(span)
    draft = Draft(span, "raw")
    if draft.needs(1):
        draft.malformed(f"IP version {version}")
    return draft.stop("Raw IP packet")


def ip(span: Span) -> Step:
    """Read an IPv4 header and its options (RFC 791 3.1)."""
    draft = Draft(span, "ip", _IPV4)
    title = "Internet Protocol Version 4"
    header = 4 * (draft.number(0, 1) & 0x0F)
    if draft.sound and (draft.number(0, 1) >> 4 != 4 or header < 20):
        draft.malformed(f"version {draft.number(0, 1) >> 4}, header of {header} bytes")
    if draft.sound and draft.needs(12):
        put_checksum(draft, "ip.checksum", 10, _header_verdict(span, header))
    if not (draft.sound and draft.read(_IPV4_ADDRESSES)):
        return draft.stop(title)
    title = f"{title}, {ipv4_address(draft.bytes(12, 4))} -> {ipv4_address(draft.bytes(16, 4))}"
    options = put_ip_options(draft, 20, header)
    inner = _inside_ip(draft, header, options)
    if not draft.sound or inner is None:
        return draft.stop(title)
    return draft.then(title, header, _ip_follower(draft), inner)


def _header_verdict(span: Span, header: int) -> str:
    return judge(span.payload[:header], 10) if span.size >= header else "not verified (cut short)"


def _inside_ip(draft: Draft, header: int, options: list[Field]) -> Span | None:
    """Return what the packet carries, None where its length makes no sense."""
    span = draft.span
    total = draft.number(2, 2)
    # Segmentation offload leaves the length 0 for the card to fill in: the packet is as long as the frame.
    if 0 < total < header:
        draft.malformed(f"total length {total} with a header of {header} bytes", 2)
        return None
    if total > span.declared and not span.quoted:
        draft.put("", "Length", f"{total} bytes, the frame has room for {span.declared}", 2, 2)
    inner = rest(span, header, total - header if total else None)
    return replace(
        inner,
        depth=span.depth + 1,
        whole=not draft.number(6, 2) & 0x3FFF,
        source=draft.bytes(12, 4),
        destination=last_hop(span.data, options) or draft.bytes(16, 4),
    )


def _ip_follower(draft: Draft) -> str:
    """Only a datagram's first fragment begins with the header of what it carries."""
    return "fragment" if draft.number(6, 2) & 0x1FFF else follower(IP_PROTOCOLS, draft.number(9, 1))


def ipv6(span: Span) -> Step:
    """Read the fixed IPv6 header (RFC 8200 3); extension headers are layers of their own."""
    draft = Draft(span, "ipv6", _IPV6)
    title = "Internet Protocol Version 6"
    if draft.sound and draft.number(0, 1) >> 4 != 6:
        draft.malformed(f"version {draft.number(0, 1) >> 4}")
    if not draft.sound:
        return draft.stop(title)
    title = f"{title}, {ipv6_address(draft.bytes(8, 16))} -> {ipv6_address(draft.bytes(24, 16))}"
    length = draft.number(4, 2)
    if length > span.declared - 40 and not span.quoted:
        draft.put("", "Length", f"{length} bytes, the frame has room for {max(0, span.declared - 40)}", 4, 2)
    # Length 0: a jumbogram (RFC 2675), or one that segmentation offload will cut: as long as the frame.
    inner = replace(
        rest(span, 40, length or None),
        depth=span.depth + 1,
        whole=True,
        source=draft.bytes(8, 16),
        destination=draft.bytes(24, 16),
    )
    return draft.then(title, 40, follower(IP_PROTOCOLS, draft.number(6, 1)), inner)


def arp(span: Span) -> Step:
    """Read ARP for any two address sizes (RFC 826)."""
    draft = Draft(span, "arp", _ARP)
    title = "Address Resolution Protocol"
    if not draft.sound:
        return draft.stop(title)
    hardware, network = draft.number(4, 1), draft.number(5, 1)
    size = 8 + 2 * (hardware + network)
    draft.read(_arp_ends(hardware, network, draft.number(2, 2) == 0x0800))
    if not draft.sound:
        return draft.stop(title)
    opcode = {1: "request", 2: "reply"}.get(draft.number(6, 2), "message")
    return draft.then(f"{title}, {opcode}", size, "", rest(span, size, 0))


def _arp_ends(hardware: int, network: int, is_ip: bool) -> tuple[Row, ...]:
    """Return the rows of the two ends' addresses, whose sizes the header tells."""
    card = ".hw_mac" if hardware == 6 else ".hw"
    host = ".proto_ipv4" if network == 4 and is_ip else ".proto"
    second = 8 + hardware + network
    return (
        Row(f"arp.src{card}", "Sender hardware address", 8, hardware, mac),
        Row(f"arp.src{host}", "Sender address", 8 + hardware, network, address if is_ip else octets),
        Row(f"arp.dst{card}", "Target hardware address", second, hardware, mac),
        Row(f"arp.dst{host}", "Target address", second + hardware, network, address if is_ip else octets),
    )
