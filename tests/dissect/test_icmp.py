"""ICMP and what it quotes."""

import struct

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import names, values


def icmp(kind: int, code: int, body: bytes) -> bytes:
    head = struct.pack(">BBH", kind, code, 0) + body
    return head[:2] + struct.pack(">H", b.checksum(head)) + body


def test_echo() -> None:
    layers = dissect(b.ip(icmp(8, 0, struct.pack(">HH", 7, 1) + b"ping"), 1), 228)
    assert layers[1].title == "Internet Control Message Protocol, echo request"
    assert values(layers, "icmp.seq") == ["1"]
    assert values(layers, "icmp.checksum")[0].endswith(", correct")


def test_an_error_quotes_the_head_of_a_packet() -> None:
    layers = dissect(b.ip(icmp(3, 4, struct.pack(">HH", 0, 1400) + b.ip(b.tcp(b"x" * 50))[:28]), 1), 228)
    assert names(layers) == ["ip", "icmp", "ip", "tcp"]
    assert values(layers, "icmp.mtu") == ["1400"]
    assert layers[3].title == "Quoted Transmission Control Protocol, 51234 -> 80"
    assert layers[3].fields[-1].label == "Truncated"


def test_icmpv6_errors_quote_too() -> None:
    layers = dissect(b.ipv6(bytes.fromhex("02000000 00000500") + b.ipv6(b.tcp()), 58), 229)
    assert names(layers) == ["ipv6", "icmpv6", "ipv6", "tcp"]
    assert values(layers, "icmpv6.mtu") == ["1280"]


def test_neighbor_discovery_options() -> None:
    body = bytes.fromhex("87000000 00000000") + bytes(16) + bytes.fromhex("0101 0242ac110002")
    layers = dissect(b.ipv6(body, 58), 229)
    assert values(layers, "icmpv6.opt.linkaddr") == ["02:42:ac:11:00:02"]
