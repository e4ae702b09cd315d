"""IPv6's extension headers; real ones are held against tshark (tests/judges/test_fields)."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import ethernet, read
from tui_tcp.fields.field import Value

HOME = bytes.fromhex("20010db8") + bytes(11) + b"\x09"
HOP = bytes.fromhex("3b00 0502 0000 0100")
DESTINATION = bytes.fromhex("3b02") + b"\xc9\x10" + HOME + bytes.fromhex("00 00 01 00")
ROUTE = bytes.fromhex("3b02 00 01 00000000") + HOME
SEGMENTS = bytes.fromhex("3b02 04 00 00 00 0007") + HOME
FRAGMENT = bytes.fromhex("1100 0009 0000beef") + bytes(8)


def packet(protocol: int, payload: bytes) -> bytes:
    return ethernet(b.ipv6(payload, protocol), 0x86DD)


FRAMES = [packet(0, HOP), packet(60, DESTINATION), packet(43, ROUTE), packet(43, SEGMENTS), packet(44, FRAGMENT)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("ipv6.hopopts.nxt", [59, None, None, None, None]),
        ("ipv6.hopopts.len_oct", [8, None, None, None, None]),
        ("ipv6.dstopts.len_oct", [None, 24, None, None, None]),
        ("ipv6.opt.type", [(5, 1), (0xC9, 0, 0, 1), None, None, None]),
        ("ipv6.opt.type.action", [(0, 0), (3, 0, 0, 0), None, None, None]),
        ("ipv6.opt.length", [(2, 0), (16, 0), None, None, None]),
        ("ipv6.opt.router_alert", [0, None, None, None, None]),
        ("ipv6.opt.padn", [b"", b"", None, None, None]),
        ("ipv6.opt.pad1", [None, (1, 1), None, None, None]),
        ("ipv6.opt.mipv6.home_address", [None, HOME, None, None, None]),
        ("ipv6.routing.type", [None, None, 0, 4, None]),
        ("ipv6.routing.segleft", [None, None, 1, 0, None]),
        ("ipv6.routing.src.addr", [None, None, HOME, None, None]),
        ("ipv6.routing.srh.addr", [None, None, None, HOME, None]),
        ("ipv6.routing.srh.tag", [None, None, None, 7, None]),
        ("ipv6.fraghdr.offset", [None, None, None, None, 1]),
        ("ipv6.fraghdr.more", [None, None, None, None, 1]),
        ("ipv6.fraghdr.ident", [None, None, None, None, 0xBEEF]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_options_of_both_headers_stand_in_order(tmp_path: Path) -> None:
    both = packet(0, b"\x3c" + HOP[1:] + DESTINATION)
    assert read(tmp_path, [both], "ipv6.opt.type") == [(5, 1, 0xC9, 0, 0, 1)]


def test_a_header_before_a_segment(tmp_path: Path) -> None:
    assert read(tmp_path, [packet(0, b"\x06" + HOP[1:] + b.tcp(b""))], "ipv6.hopopts.nxt") == [6]
