"""Tunnels' headers; real ones are held against tshark (tests/judges/test_fields)."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import ethernet, read
from tui_tcp.fields.field import Value

INNER = b.ether(b.ip(b.udp(b"hello", (1, 2)), 17))
VXLAN = b.ether(b.ip(b.udp(bytes.fromhex("0800000000002a00") + INNER, (5, 4789)), 17))
MPLS = ethernet(bytes.fromhex("0001204000013140") + INNER[14:], 0x8847)
GRE = b.ether(b.ip(bytes.fromhex("b0000800 beef0000 00000007 00000009") + INNER[14:], 47))
PPTP = b.ether(b.ip(bytes.fromhex("3081880b 00050003 00000009 00000008") + b"\xff\x03\x00\x21" + bytes(1), 47))
PPPOE = ethernet(bytes.fromhex("1100002a 0017 21") + INNER[14:], 0x8864)
AH = b.ether(b.ip(bytes.fromhex("110400000000000a0000000b") + b"\x01" * 12 + INNER[34:], 51))
ESP = b.ether(b.ip(bytes.fromhex("0000000c0000000d") + bytes(8), 50))
FRAMES = [VXLAN, MPLS, GRE, PPTP, PPPOE, AH, ESP]
NOTHING = [None] * len(FRAMES)


def only(place: int, value: Value) -> list[Value]:
    return [*NOTHING[:place], value, *NOTHING[place + 1 :]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("vxlan.vni", only(0, 42)),
        ("vxlan.flag_i", only(0, 1)),
        ("mpls.label", only(1, (18, 19))),
        ("mpls.bottom", only(1, (0, 1))),
        ("mpls.ttl", only(1, (64, 64))),
        ("gre.proto", [None, None, 0x0800, 0x880B, None, None, None]),
        ("gre.checksum", only(2, 0xBEEF)),
        ("gre.key", only(2, 7)),
        ("gre.sequence_number", [None, None, 9, 9, None, None, None]),
        ("gre.key.call_id", only(3, 3)),
        ("gre.ack_number", only(3, 8)),
        ("gre.flags.ack", only(3, 1)),
        ("ppp.protocol", [None, None, None, 0x21, 0x21, None, None]),
        ("ppp.address", only(3, 0xFF)),
        ("pppoe.session_id", only(4, 42)),
        ("ah.spi", only(5, 10)),
        ("ah.icv", only(5, b"\x01" * 12)),
        ("esp.sequence", only(6, 13)),
        ("geneve", NOTHING),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_a_header_that_was_cut_has_what_was_captured_of_it(tmp_path: Path) -> None:
    cut = [GRE[: 14 + 20 + 6], VXLAN[: 14 + 28 + 5]]
    assert read(tmp_path, cut, "gre.proto") == [0x0800, None]
    assert read(tmp_path, cut, "gre.checksum") == [0xBEEF, None]
    assert read(tmp_path, cut, "gre.key") == [None, None]
    assert read(tmp_path, cut, "vxlan.vni") == [None, None]


def test_what_stands_between_ip_and_tcp_is_found_though_columns_tell_of_the_segment(tmp_path: Path) -> None:
    segment = b.ether(b.ip(bytes.fromhex("060400000000000a0000000b") + b"\x01" * 12 + b.tcp(b""), 51))
    assert read(tmp_path, [segment], "ah.spi") == [10]
    assert read(tmp_path, [segment], "tcp.dstport") != [None]
