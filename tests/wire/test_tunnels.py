"""Above IP: tunnels to the innermost segment, and the headers that ICMP errors quote."""

from functools import reduce
from struct import pack

import pytest

from tests.wire.packets import (
    IP6,
    MPLS,
    TRANSPARENT,
    assert_segment,
    assert_survives_cuts,
    decode,
    decode_all,
    ether,
    gre,
    ip4,
    ip6,
    labels,
    tcp,
    udp,
)
from tui_tcp.segment import LINKED, NUMBERED, TOO_BIG
from tui_tcp.wire.frames import Kind

PACKET, SIX = ip4(tcp()), ip6(tcp())
FRAME = ether(PACKET)


def gtp(payload: bytes, flags: int = 0x30, fields: bytes = b"") -> bytes:
    return udp(pack(">BBHI", flags, 255, len(payload) + len(fields), 1) + fields + payload, 2152)


TUNNELS = {
    "IP in IP": ip4(PACKET, 4),
    "6in4": ip4(SIX, 41),
    "GRE": ip4(gre(PACKET), 47),
    "GRE with key": ip4(gre(PACKET, flags=0x2000, fields=b"key!"), 47),
    "GRE with all fields": ip4(gre(SIX, IP6, 0xB000, bytes(12)), 47),
    "GRE with routing": ip4(gre(PACKET, flags=0x4000, fields=bytes(4) + b"\x00\x00\x00\x04road" + bytes(4)), 47),
    "PPTP": ip4(gre(b"\xff\x03\x00\x21" + PACKET, 0x880B, 0x3081, bytes(12)), 47),
    "GRE, transparent Ethernet": ip4(gre(FRAME, TRANSPARENT), 47),
    "GRE, MPLS": ip4(gre(labels(PACKET, 3), MPLS), 47),
    "ERSPAN I": ip4(gre(FRAME, 0x88BE), 47),
    "ERSPAN II": ip4(gre(bytes(8) + FRAME, 0x88BE, 0x1000, bytes(4)), 47),
    "ERSPAN III": ip4(gre(bytes(12) + FRAME, 0x22EB, 0x1000, bytes(4)), 47),
    "ERSPAN III with subheader": ip4(gre(bytes(11) + b"\x01" + bytes(8) + FRAME, 0x22EB, 0x1000, bytes(4)), 47),
    "WCCP": ip4(gre(bytes(4) + PACKET, 0x883E), 47),
    "AH": ip4(pack(">BBHII", 6, 4, 0, 1, 1) + bytes(12) + tcp(), 51),
    "EtherIP": ip4(b"\x30\x00" + FRAME, 97),
    "MPLS in IP": ip4(labels(PACKET, 30), 137),
    "Ethernet in IP": ip4(FRAME, 143),
    "VXLAN": ip4(udp(b"\x08" + bytes(7) + FRAME, 4789), 17),
    "VXLAN, answers to its port": ip4(udp(b"\x08" + bytes(7) + FRAME, 50000, 4789), 17),
    "VXLAN-GPE": ip4(udp(b"\x0c\x00\x00\x01" + bytes(4) + PACKET, 4790), 17),
    "GENEVE": ip4(udp(pack(">BBHI", 0, 0, TRANSPARENT, 0) + FRAME, 6081), 17),
    "GENEVE with options": ip4(udp(pack(">BBHI", 2, 0, 0x0800, 0) + bytes(8) + PACKET, 6081), 17),
    "GTP-U": ip4(gtp(PACKET), 17),
    "GTP-U, IPv6": ip4(gtp(SIX), 17),
    "GTP-U with extensions": ip4(gtp(PACKET, 0x34, b"\x00\x00\x00\x85\x02" + bytes(6) + b"\xc0\x01\x00\x00\x00"), 17),
    "GTP'": ip4(udp(b"\x1e\xff" + bytes(18) + PACKET, 3386), 17),
    "Teredo": ip4(udp(SIX, 3544), 17),
    "Teredo with both indications": ip4(udp(b"\x00\x01\x00\x00" + bytes(9) + bytes(8) + SIX, 3544), 17),
    "L2TP": ip4(udp(pack(">HHHH", 0x4002, 60, 1, 1) + b"\xff\x03\x00\x21" + PACKET, 1701), 17),
    "L2TP with offset": ip4(udp(pack(">HHHHHH", 0x0A02, 1, 1, 0, 0, 2) + b"xx\x00\x21" + PACKET, 1701), 17),
    "LISP": ip4(udp(bytes(8) + PACKET, 4341), 17),
    "GRE in UDP": ip4(udp(gre(PACKET), 4754), 17),
    "MPLS in UDP": ip4(udp(labels(PACKET, 3), 6635), 17),
    "seven deep": reduce(lambda packet, _: ip4(packet, 4), range(7), PACKET),
}

PLAIN_UDP = {
    "a system port": ip4(udp(b"\x08" + bytes(7) + FRAME, 4789, 53), 17),
    "no length": ip4(pack(">HHHH", 1, 4789, 0, 0) + bytes(8) + FRAME, 17),
    "L2TP control": ip4(udp(pack(">HHHHHH", 0xC802, 12, 1, 1, 0, 0), 1701), 17),
    "GTP echo": ip4(udp(pack(">BBHI", 0x32, 1, 4, 0) + bytes(4), 2152), 17),
    "Teredo bubble of no packet": ip4(udp(b"\x45" + bytes(30), 3544), 17),
}


@pytest.mark.parametrize("name", TUNNELS)
def test_the_innermost_segment_counts(name: str) -> None:
    assert_segment(ether(TUNNELS[name]))
    assert_survives_cuts(ether(TUNNELS[name]))


@pytest.mark.parametrize("packet", [PACKET, TUNNELS["VXLAN"]], ids=["4in6", "VXLAN within"])
def test_tunnels_run_over_ipv6_as_well(packet: bytes) -> None:
    assert_segment(ether(ip6(packet, 4), IP6))


@pytest.mark.parametrize("name", PLAIN_UDP)
def test_what_is_no_tunnel_is_udp(name: str) -> None:
    assert decode(ether(PLAIN_UDP[name])).kind is Kind.UDP


def test_nesting_ends_at_a_fixed_depth() -> None:
    assert decode(ether(reduce(lambda packet, _: ip4(packet, 4), range(30), PACKET))).kind is Kind.OTHER_IP


def test_extensions_of_a_tunnel_without_end_are_malformed() -> None:
    fields = b"\x00\x00\x00\x85" + b"\x01\x00\x00\x85" * 60
    assert decode(ether(ip4(gtp(PACKET, 0x34, fields), 17))).kind is Kind.MALFORMED


def quoting(quoted: bytes, kind: int = 3) -> bytes:
    return ether(ip4(pack(">BBHI", kind, 1, 0, 0) + quoted, 1))


@pytest.mark.parametrize("kind", [3, 4, 11, 12])
def test_a_quoted_header_is_numbered_but_no_segment(kind: int) -> None:
    decoded = decode(quoting(ip4(tcp()), kind))
    assert (decoded.kind, decoded.form, decoded.ports) == (Kind.QUOTED, NUMBERED, (1025, 80))


def test_a_redirect_links_to_a_pair_that_was_seen_and_numbers_none() -> None:
    redirect = quoting(ip4(tcp()), 5)
    assert (decode(redirect).kind, decode(redirect).sockets) == (Kind.ICMP, None)
    _, decoded = decode_all([ether(PACKET), redirect])
    assert (decoded.kind, decoded.form, decoded.ports) == (Kind.ICMP, LINKED, (1025, 80))


def test_eight_quoted_bytes_link_to_a_pair_that_was_seen() -> None:
    _, decoded = decode_all([ether(PACKET), quoting(ip4(tcp()[:8], total=60))])
    assert (decoded.kind, decoded.form, decoded.ports) == (Kind.ICMP, LINKED, (1025, 80))


def test_eight_quoted_bytes_of_a_pair_never_seen_link_to_nothing() -> None:
    decoded = decode(quoting(ip4(tcp()[:8], total=60)))
    assert (decoded.kind, decoded.sockets) == (Kind.ICMP, None)


def test_a_quote_of_icmpv6_is_read() -> None:
    assert decode(ether(ip6(pack(">BBHI", 1, 4, 0, 0) + SIX, 58), IP6)).kind is Kind.QUOTED


@pytest.mark.parametrize(
    "quoted", [b"", b"\x45", ip4(b"", 17), ip4(tcp()[:2])], ids=["nothing", "a byte", "UDP", "half"]
)
def test_an_error_that_quotes_no_segment_stays_an_error(quoted: bytes) -> None:
    assert decode(quoting(quoted)).kind is Kind.ICMP


def test_an_echo_quotes_nothing() -> None:
    assert decode(quoting(PACKET, 8)).kind is Kind.ICMP


def test_what_was_too_big_is_marked_with_the_mtu() -> None:
    told = pack(">BBHHH", 3, 4, 0, 0, 1280)
    assert marked(ether(ip4(told + ip4(tcp()), 1))) == (NUMBERED | TOO_BIG, 1280)
    _, short = decode_all([ether(PACKET), ether(ip4(told + ip4(tcp()[:8], total=60), 1))])
    assert (short.form, short.mss) == (LINKED | TOO_BIG, 1280)
    assert marked(ether(ip6(pack(">BBHI", 2, 0, 0, 1280) + SIX, 58), IP6)) == (NUMBERED | TOO_BIG, 1280)
    assert marked(quoting(ip4(tcp()))) == (NUMBERED, 0)


def marked(frame: bytes) -> tuple[int, int]:
    decoded = decode(frame)
    return decoded.form, decoded.mss
