"""Headers of links that are seldom met."""

from struct import pack

import pytest

from tests.wire.packets import IP4, assert_segment, assert_survives_cuts, decode, ether, ip4, snap, tcp
from tui_tcp.wire.frames import Kind

PACKET = ip4(tcp())
TAP = pack("<III", 108, 1, 12) + bytes(96)
LINKS = {
    "ATM": (11, snap(PACKET)),
    "classical IP over ATM": (16, PACKET),
    "the same": (18, PACKET),
    "Cisco HDLC": (112, b"\x0f\x00\x08\x00" + PACKET),
    "Fibre Channel": (122, bytes(16) + snap(PACKET)),
    "SunATM": (123, b"\x82\x00\x00\x05" + snap(PACKET)),
    "FireWire": (138, bytes(16) + pack(">H", IP4) + PACKET),
    "PKTAP": (258, TAP + PACKET),
    "PKTAP by its older number": (149, TAP + PACKET),
    "PKTAP around Ethernet": (258, pack("<III", 108, 1, 1) + bytes(96) + ether(PACKET)),
    "JunOS": (178, b"MGC\x00" + ether(PACKET)),
    "JunOS with extensions": (178, b"MGC\x81\x00\x05" + bytes(5) + ether(PACKET)),
    "JunOS without Ethernet": (178, b"MGC\x82\x00\x05" + bytes(5) + b"\x02\x00\x00\x00" + PACKET),
    "JunOS, PPP": (179, b"MGC\x00" + b"\xff\x03\x00\x21" + PACKET),
    "JunOS, frame relay": (180, b"MGC\x00" + b"\x18\x41\x03\xcc" + PACKET),
    "JunOS, Cisco HDLC": (181, b"MGC\x00" + b"\x0f\x00\x08\x00" + PACKET),
    "PPP with direction": (204, b"\x01\xff\x03\x00\x21" + PACKET),
    "PPP with direction, compressed": (204, b"\x00\x21" + PACKET),
    "InfiniBand": (242, bytes(40) + pack(">HH", IP4, 0) + PACKET),
    "exported": (252, pack(">HH4sHHHH", 12, 4, b"ip\0\0", 20, 0, 0, 0) + PACKET),
}


@pytest.mark.parametrize("name", LINKS)
def test_the_segment_is_found(name: str) -> None:
    link, frame = LINKS[name]
    assert_segment(frame, link)
    assert_survives_cuts(frame, link)


@pytest.mark.parametrize(
    ("link", "frame"),
    [
        (252, pack(">HH4sHH", 12, 4, b"smb\0", 0, 0) + PACKET),
        (252, pack(">HH", 1, 0) * 100),
        (123, b"\x01\x00\x00\x05" + snap(PACKET)),
        (178, b"MGD\x00" + ether(PACKET)),
        (178, b"MGC\x02\x09\x00\x00\x00" + PACKET),
    ],
    ids=["another dissector", "tags without end", "not IEEE 802.2", "not of JunOS", "not IP"],
)
def test_what_is_not_read(link: int, frame: bytes) -> None:
    assert decode(frame, link).kind is Kind.OTHER


def test_a_tap_within_a_tap_ends() -> None:
    nested = pack("<III", 0, 1, 258) * 50
    assert decode(nested, 258).kind in Kind
