"""Cooked captures of both versions, BSD's loopback, LLC."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, MACS, slab
from tests.model.captures import pcap, session_of
from tui_tcp.fields.field import Value
from tui_tcp.fields.table import frame_fields

PACKET = HANDSHAKE[0][14:]
FIRST = bytes.fromhex("0004 0001 0006 0200000000010000 0800") + PACKET
SECOND = bytes.fromhex("0800 0000 00000003 0001 04 06 0200000000010000") + PACKET
LOOPBACK = (bytes.fromhex("02000000") + PACKET, bytes.fromhex("00000002") + PACKET)
SNAP = MACS + bytes.fromhex("0008 aaaa03 000000 0800")
INFORMATION = MACS + bytes.fromhex("0004 0001 0203")


def values(folder: Path, link: int, frames: tuple[bytes, ...], name: str) -> list[Value]:
    path = folder / "cooked.pcap"
    path.write_bytes(pcap(frames, link))
    return list(frame_fields([name])[0].read(slab(session_of(path))))


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("sll.pkttype", 4, 4),
        ("sll.hatype", 1, 1),
        ("sll.halen", 6, 6),
        ("sll.etype", 0x0800, 0x0800),
        ("sll.src.eth", 0x020000000001, 0x020000000001),
        ("sll.ifindex", None, 3),
        ("sll.unused", b"\0\0", b"\0\0"),
        ("sll.src.other", None, None),
    ],
)
def test_both_versions_of_a_cooked_header(name: str, first: Value, second: Value, tmp_path: Path) -> None:
    assert values(tmp_path, 113, (FIRST,), name) == [first]
    assert values(tmp_path, 276, (SECOND,), name) == [second]


def test_an_address_of_another_size_is_none_of_ethernet_s(tmp_path: Path) -> None:
    assert values(tmp_path, 113, (FIRST[:5] + b"\x04" + FIRST[6:],), "sll.src.eth") == [None]


def test_what_an_address_of_another_size_leaves_unused(tmp_path: Path) -> None:
    sizes = (0, 4, 5, 8, 9)
    frames = tuple(FIRST[:5] + bytes([size]) + FIRST[6:] for size in sizes)
    place = FIRST[6:14]
    assert values(tmp_path, 113, frames, "sll.unused") == [place, place[4:], place[5:], None, None]
    assert values(tmp_path, 113, frames, "sll.src.other") == [None, None, place[:5], place, place]


def test_a_family_in_either_byte_order(tmp_path: Path) -> None:
    assert values(tmp_path, 0, LOOPBACK, "null.family") == [2, 2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("llc.dsap", [0xAA, 0]),
        ("llc.ssap", [0xAA, 1]),
        ("llc.control", [3, 0x0302]),
        ("llc.oui", [0, None]),
        ("llc.type", [0x0800, None]),
    ],
)
def test_llc(name: str, expected: list[Value], tmp_path: Path) -> None:
    assert values(tmp_path, 1, (SNAP, INFORMATION), name) == expected
