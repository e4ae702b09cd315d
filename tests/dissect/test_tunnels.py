"""Tunnels, each around the same packet."""

import struct

import pytest

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import check, labelled, names, values

PACKET = b.ip(b.tcp())
FRAME = b.ether(PACKET)
MPLS = struct.pack(">II", 16 << 12 | 64, 17 << 12 | 0x100 | 64)


def datagram(port: int, payload: bytes) -> bytes:
    return b.ip(b.udp(payload, (40000, port)), 17)


def gtp(payload: bytes, flags: int = 0x30, extra: bytes = b"") -> bytes:
    return struct.pack(">BBHI", flags, 255, len(extra + payload), 0xABC) + extra + payload


CASES = {
    "mpls": (1, b.ether(MPLS + PACKET, 0x8847), ["eth", "mpls", "mpls", "ip", "tcp"]),
    "ethernet over mpls": (
        1,
        b.ether(MPLS + bytes(4) + FRAME, 0x8847),
        ["eth", "mpls", "mpls", "pwethcw", "eth", "ip", "tcp"],
    ),
    "gre": (228, b.ip(b"\0\0\x08\0" + PACKET, 47), ["ip", "gre", "ip", "tcp"]),
    "gre with all": (228, b.ip(b"\xb0\0\x08\0" + bytes(12) + PACKET, 47), ["ip", "gre", "ip", "tcp"]),
    "gre, bridged": (228, b.ip(b"\0\0\x65\x58" + FRAME, 47), ["ip", "gre", "eth", "ip", "tcp"]),
    "pptp": (
        228,
        b.ip(b"\x30\x81\x88\x0b" + bytes(12) + b"\xff\x03\x00\x21" + PACKET, 47),
        ["ip", "gre", "ppp", "ip", "tcp"],
    ),
    "erspan": (
        228,
        b.ip(b"\x10\0\x88\xbe" + bytes(4) + b"\x10" + bytes(7) + FRAME, 47),
        ["ip", "gre", "erspan", "eth", "ip", "tcp"],
    ),
    "erspan type I": (228, b.ip(b"\0\0\x88\xbe" + FRAME, 47), ["ip", "gre", "eth", "ip", "tcp"]),
    "erspan type III": (
        228,
        b.ip(b"\x10\0\x22\xeb" + bytes(4) + b"\x20" + bytes(11) + FRAME, 47),
        ["ip", "gre", "erspan", "eth", "ip", "tcp"],
    ),
    "wccp": (228, b.ip(b"\0\0\x88\x3e" + bytes(4) + PACKET, 47), ["ip", "gre", "wccp", "ip", "tcp"]),
    "vxlan": (228, datagram(4789, b"\x08\0\0\0\0\0\x2a\0" + FRAME), ["ip", "udp", "vxlan", "eth", "ip", "tcp"]),
    "geneve": (228, datagram(6081, b"\0\0\x65\x58\0\0\x2a\0" + FRAME), ["ip", "udp", "geneve", "eth", "ip", "tcp"]),
    "geneve with an option": (
        228,
        datagram(6081, b"\2\0\x65\x58\0\0\x2a\0" + b"\1\2\3\1abcd" + FRAME),
        ["ip", "udp", "geneve", "eth", "ip", "tcp"],
    ),
    "gtp": (228, datagram(2152, gtp(PACKET)), ["ip", "udp", "gtp", "ip", "tcp"]),
    "gtp with extensions": (
        228,
        datagram(2152, gtp(PACKET, 0x34, b"\0\0\0\x85" + b"\1\2\3\xc0" + b"\1\4\5\0")),
        ["ip", "udp", "gtp", "ip", "tcp"],
    ),
}


@pytest.mark.parametrize(("link_type", "data", "expected"), CASES.values(), ids=CASES)
def test_every_tunnel_leads_to_the_inner_packet(link_type: int, data: bytes, expected: list[str]) -> None:
    layers = dissect(data, link_type)
    check(layers, data)
    assert names(layers) == expected
    assert not labelled(layers, "Malformed")
    assert values(layers, "tcp.checksum")[-1].endswith(", correct")


def test_labels_and_identifiers() -> None:
    assert values(dissect(CASES["mpls"][1], 1), "mpls.label") == ["16", "17"]
    assert values(dissect(CASES["vxlan"][1], 228), "vxlan.vni") == ["42"]
    assert values(dissect(CASES["geneve"][1], 228), "geneve.vni") == ["42"]
    assert values(dissect(CASES["gtp"][1], 228), "gtp.teid") == ["0x00000abc"]


def test_a_gre_acknowledgment_without_payload_lacks_nothing() -> None:
    layers = dissect(b.ip(b"\x20\x81\x88\x0b" + bytes(8), 47), 228)
    assert names(layers) == ["ip", "gre"]
    assert not labelled(layers, "Malformed")


def test_pppoe_discovery_has_tags() -> None:
    data = b.ether(b"\x11\x09\0\0\0\x0c" + b"\x01\x01\0\0" + b"\x01\x02\0\x04name", 0x8863)
    layers = dissect(data, 1)
    assert names(layers) == ["eth", "pppoed"]
    assert labelled(layers, "Concentrator") == ["name"]


def test_another_version_of_gtp_is_not_read() -> None:
    assert labelled(dissect(datagram(2152, b"\x48" + bytes(20)), 228), "Malformed") == ["version 2"]
