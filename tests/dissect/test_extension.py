"""IPv6 extension headers."""

import socket
import struct

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import check, labelled, names, values

FAR = "fd00::99"
FAR_RAW = socket.inet_pton(socket.AF_INET6, FAR)
SEGMENT = b.tcp(ends=(b.CLIENT6, b.SERVER6))


def test_headers_are_followed_one_after_the_other() -> None:
    chain = b"\x3c\0\1\4\0\0\0\0" + b"\x33\0\5\2\0\0\1\0" + struct.pack(">BBHIII", 6, 2, 0, 1, 2, 3)
    data = b.ipv6(chain + SEGMENT, 0)
    layers = dissect(data, 229)
    check(layers, data)
    assert names(layers) == ["ipv6", "ipv6.hopopts", "ipv6.dstopts", "ah", "tcp"]
    assert labelled(layers, "PadN") == ["00000000", ""]
    assert values(layers, "tcp.checksum")[0].endswith(", correct")


def test_the_checksum_counts_the_last_stop_of_a_route() -> None:
    head = struct.pack(">BBBBI", 6, 2, 0, 1, 0) + FAR_RAW
    layers = dissect(b.ipv6(head + b.tcp(ends=(b.CLIENT6, FAR)), 43), 229)
    assert values(layers, "ipv6.routing.src.addr") == [FAR]
    assert values(layers, "tcp.checksum")[0].endswith(", correct")


def test_segment_routing_lists_the_last_stop_first() -> None:
    head = struct.pack(">BBBBBBH", 6, 4, 4, 1, 1, 0, 0) + FAR_RAW + bytes(16)
    layers = dissect(b.ipv6(head + b.tcp(ends=(b.CLIENT6, FAR)), 43), 229)
    assert values(layers, "tcp.checksum")[0].endswith(", correct")


def test_the_checksum_counts_the_home_address() -> None:
    head = b"\x06\x02\x01\x02\0\0" + b"\xc9\x10" + FAR_RAW
    layers = dissect(b.ipv6(head + b.tcp(ends=(FAR, b.SERVER6)), 60), 229)
    assert values(layers, "ipv6.opt.mipv6.home_address") == [FAR]
    assert values(layers, "tcp.checksum")[0].endswith(", correct")


def test_fragments() -> None:
    first = dissect(b.ipv6(struct.pack(">BBHI", 6, 0, 1, 7) + SEGMENT, 44), 229)
    assert values(first, "tcp.checksum")[0].endswith(", not verified (fragment)")
    later = dissect(b.ipv6(struct.pack(">BBHI", 6, 0, 440 | 1, 7) + SEGMENT, 44), 229)
    assert names(later) == ["ipv6", "ipv6.fraghdr", "data"]
    assert values(later, "ipv6.fraghdr.offset") == ["55 (440 bytes)"]


def test_no_next_header_ends_the_packet() -> None:
    assert names(dissect(b.ipv6(b"", 59), 229)) == ["ipv6"]


def test_of_an_encrypted_payload_only_the_head_is_read() -> None:
    assert names(dissect(b.ipv6(bytes(20), 50), 229)) == ["ipv6", "esp", "data"]
