"""Ethernet, VLAN tags, ARP."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, ethernet, read
from tui_tcp.fields.field import Value

TAGGED = HANDSHAKE[0][:12] + b"\x81\x00\x60\x2a" + HANDSHAKE[0][12:]
DOUBLE = HANDSHAKE[0][:12] + b"\x88\xa8\x00\x07\x81\x00\x00\x09" + HANDSHAKE[0][12:]
ARP = ethernet(bytes.fromhex("0001080006040002 020000000001 0a090001 020000000002 0a090001"), 0x0806)
FRAMES = [TAGGED, DOUBLE, ARP]
MAC1, MAC2 = 0x020000000001, 0x020000000002


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("vlan.id", [42, 9, None]),
        ("vlan.priority", [3, 0, None]),
        ("vlan.etype", [0x0800, 0x0800, None]),
        ("ieee8021ad.id", [None, 7, None]),
        ("eth.type", [0x8100, 0x88A8, 0x0806]),
        ("eth.len", [None] * 3),
        ("arp.opcode", [None, None, 2]),
        ("arp.src.hw_mac", [None, None, MAC1]),
        ("arp.dst.hw_mac", [None, None, MAC2]),
        ("arp.src.proto_ipv4", [None, None, 0x0A090001]),
        ("arp.isgratuitous", [None, None, 1]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_both_ends_of_an_ethernet_frame(tmp_path: Path) -> None:
    assert read(tmp_path, [ARP], "eth.addr") == [(MAC2, MAC1)]
    assert read(tmp_path, [ARP], "eth.src_resolved") == ["02:00:00:00:00:01"]
    assert read(tmp_path, [ARP], "eth.src.oui") == [0x020000]
    assert read(tmp_path, [ARP], "eth.lg") == [(1, 1)]


def test_an_arp_message_that_is_cut_has_no_addresses(tmp_path: Path) -> None:
    assert read(tmp_path, [ARP[:30]], "arp.src.hw_mac") == [None]
    assert read(tmp_path, [ARP[:30]], "arp.opcode") == [2]


def test_a_length_of_nothing_is_a_type(tmp_path: Path) -> None:
    frames = [ethernet(bytes(40), kind) for kind in (0, 1, 1500, 0x0600)]
    assert read(tmp_path, frames, "eth.type") == [0, None, None, 0x0600]
    assert read(tmp_path, frames, "eth.len") == [None, 1, 1500, None]
