"""ICMPv6 with neighbor discovery."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import ethernet, read
from tui_tcp.fields.field import Value

ADDRESS = bytes.fromhex("fe80") + bytes(13) + b"\x09"
PREFIX = bytes.fromhex("20010db8") + bytes(12)


def message(payload: str, rest: bytes = b"") -> bytes:
    return ethernet(b.ipv6(bytes.fromhex(payload) + rest, 58), 0x86DD)


ECHO = message("8000 0000 1234 0005")
ROUTER = message(
    "8600 0000 40 c8 0708 00000001 00000002 0101 020000000001 0501 0000 000005dc",
    bytes.fromhex("0304 40 c0 00000010 00000008 00000000") + PREFIX,
)
QUESTION = message("8700 0000 00000000", ADDRESS + bytes.fromhex("0101 020000000001"))
ANSWER = message("8800 0000 e0000000", ADDRESS + bytes.fromhex("0201 020000000002"))
REPORT = message("8f00 0000 0000 0001 04000000", ADDRESS)
FRAMES = [ECHO, ROUTER, QUESTION, ANSWER, REPORT]
MAC1, MAC2 = 0x020000000001, 0x020000000002


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("icmpv6.type", [128, 134, 135, 136, 143]),
        ("icmpv6.echo.identifier", [0x1234, None, None, None, None]),
        ("icmpv6.nd.ra.flag.m", [None, 1, None, None, None]),
        ("icmpv6.nd.ra.flag.prf", [None, 1, None, None, None]),
        ("icmpv6.nd.ra.router_lifetime", [None, 1800, None, None, None]),
        ("icmpv6.nd.ra.retrans_timer", [None, 2, None, None, None]),
        ("icmpv6.opt.type", [None, (1, 5, 3), 1, 2, None]),
        ("icmpv6.opt.length", [None, (1, 1, 4), 1, 1, None]),
        ("icmpv6.opt.linkaddr", [None, MAC1, MAC1, MAC2, None]),
        ("icmpv6.opt.src_linkaddr", [None, MAC1, MAC1, None, None]),
        ("icmpv6.opt.target_linkaddr", [None, None, None, MAC2, None]),
        ("icmpv6.opt.mtu", [None, 1500, None, None, None]),
        ("icmpv6.opt.prefix", [None, PREFIX, None, None, None]),
        ("icmpv6.opt.prefix.length", [None, 64, None, None, None]),
        ("icmpv6.opt.prefix.flag.a", [None, 1, None, None, None]),
        ("icmpv6.opt.prefix.valid_lifetime", [None, 16, None, None, None]),
        ("icmpv6.nd.ns.target_address", [None, None, ADDRESS, None, None]),
        ("icmpv6.nd.na.target_address", [None, None, None, ADDRESS, None]),
        ("icmpv6.nd.na.flag.s", [None, None, None, 1, None]),
        ("icmpv6.mldr.mar.multicast_address", [None, None, None, None, ADDRESS]),
        ("icmpv6.mldr.mar.record_type", [None, None, None, None, 4]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_a_checksum_is_right_or_wrong(tmp_path: Path) -> None:
    content = bytes.fromhex("8000 0000 1234 0005")
    head = b.pseudo(b.CLIENT6, b.SERVER6, 58, len(content))
    right = content[:2] + b.checksum(head + content).to_bytes(2, "big") + content[4:]
    frames = [ethernet(b.ipv6(each, 58), 0x86DD) for each in (right, content)]
    assert read(tmp_path, frames, "icmpv6.checksum.status") == [1, 0]
    tunnel = ethernet(b.ipv6(b.ipv6(right, 58), 41, "fd00::8", "fd00::9"), 0x86DD)
    assert read(tmp_path, [tunnel, *frames], "icmpv6.checksum.status") == [1, 1, 0]
