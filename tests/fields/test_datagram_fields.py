"""UDP, ICMP, ICMPv6."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import ethernet, icmp, read
from tests.model.captures import datagram
from tui_tcp.fields.field import Value

ADDRESSES = bytes(15) + b"\x01" + bytes(15) + b"\x02"


def ipv6(payload: bytes, protocol: int) -> bytes:
    header = b"\x60\0\0\0" + len(payload).to_bytes(2, "big") + bytes([protocol, 255]) + ADDRESSES
    return ethernet(header + payload, 0x86DD)


ECHO6 = ipv6(b"\x80\0\0\0\x12\x34\0\x05hi", 58)
SOLICITATION = ipv6(b"\x87\0\0\0" + bytes(4) + bytes(15) + b"\x09", 58)
FRAMES = [datagram(), icmp(8, b"\x12\x34\0\x05hi"), ECHO6, SOLICITATION]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("udp.srcport", [5000, None, None, None]),
        ("udp.port", [(5000, 53), None, None, None]),
        ("udp.length", [13, None, None, None]),
        ("udp.payload", [b"hello", None, None, None]),
        ("icmp.type", [None, 8, None, None]),
        ("icmp.ident", [None, 0x1234, None, None]),
        ("icmp.seq", [None, 5, None, None]),
        ("icmp.mtu", [None] * 4),
        ("icmpv6.type", [None, None, 128, 135]),
        ("icmpv6.echo.identifier", [None, None, 0x1234, None]),
        ("icmpv6.echo.sequence_number", [None, None, 5, None]),
        ("icmpv6.nd.ns.target_address", [None, None, None, bytes(15) + b"\x09"]),
        ("ipv6.hlim", [None, None, 255, 255]),
        ("ipv6.dst", [None, None, ADDRESSES[16:], ADDRESSES[16:]]),
        ("ip.version", [4, 4, 6, 6]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_a_datagram_without_a_checksum_says_so(tmp_path: Path) -> None:
    bare = b.ether(b.ip(b"\0\x01\0\x02\0\x08\0\0", 17))
    assert read(tmp_path, [bare], "udp.checksum.status") == [3]
