"""IPv4, IPv6, ARP."""

import struct

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import labelled, names, values


def test_ipv4_fields_have_their_bytes() -> None:
    ip = dissect(b.ether(b.ip(b.tcp())), 1)[1]
    assert {field.name: (field.start, field.size) for field in ip.fields} == {
        "ip.version": (14, 1),
        "ip.hdr_len": (14, 1),
        "ip.dsfield": (15, 1),
        "ip.len": (16, 2),
        "ip.id": (18, 2),
        "ip.flags": (20, 1),
        "ip.frag_offset": (20, 2),
        "ip.ttl": (22, 1),
        "ip.proto": (23, 1),
        "ip.checksum": (24, 2),
        "ip.src": (26, 4),
        "ip.dst": (30, 4),
    }
    assert ip.title == "Internet Protocol Version 4, 10.9.0.1 -> 10.9.0.2"


def test_a_later_fragment_is_not_read_as_a_header() -> None:
    layers = dissect(b.ip(b.tcp(), fragment=185), 228)
    assert names(layers) == ["ip", "data"]
    assert values(layers, "ip.frag_offset") == ["185 (1480 bytes)"]
    assert layers[1].title == "Fragment of an IP packet, 20 bytes"


def test_length_zero_is_the_frames_length() -> None:
    layers = dissect(b.ip(b.tcp(b"x" * 9), length=0), 228)
    assert values(layers, "tcp.len") == ["9 bytes"]


def test_a_length_below_the_header_ends_the_reading() -> None:
    layers = dissect(b.ip(b.tcp(), length=19), 228)
    assert names(layers) == ["ip"]
    assert labelled(layers, "Malformed") == ["total length 19 with a header of 20 bytes"]


def test_a_length_beyond_the_frame_is_said() -> None:
    assert labelled(dissect(b.ip(b.tcp(), length=60), 228), "Length")[0] == "60 bytes, the frame has room for 40"


def test_a_wrong_version_is_malformed() -> None:
    assert labelled(dissect(b"\x60" + b.ip(b.tcp())[1:], 228), "Malformed") == ["version 6, header of 0 bytes"]
    assert labelled(dissect(b"\x70", 101), "Malformed") == ["IP version 7"]


def test_ipv6() -> None:
    layers = dissect(b.ipv6(b.udp(b"x", (1, 2), (b.CLIENT6, b.SERVER6)), 17), 229)
    assert (values(layers, "ipv6.flow"), values(layers, "ipv6.hlim")) == (["0x12345"], ["64"])
    assert values(layers, "udp.checksum")[0].endswith(", correct")


def test_packets_in_packets() -> None:
    inner6 = b.ipv6(b.tcp(ends=(b.CLIENT6, b.SERVER6)))
    assert names(dissect(b.ip(inner6, 41), 228)) == ["ip", "ipv6", "tcp"]
    assert names(dissect(b.ipv6(b.ip(b.tcp()), 4), 229)) == ["ipv6", "ip", "tcp"]


def test_arp_leaves_the_padding_alone() -> None:
    ends = bytes.fromhex("0242ac110003 0a090001 000000000000 0a090002")
    layers = dissect(b.ether(struct.pack(">HHBBH", 1, 0x800, 6, 4, 1) + ends, 0x0806, pad=True), 1)
    assert names(layers) == ["eth", "arp", "eth.padding"]
    assert values(layers, "arp.opcode") == ["1 (request)"]
    assert values(layers, "arp.dst.proto_ipv4") == ["10.9.0.2"]
