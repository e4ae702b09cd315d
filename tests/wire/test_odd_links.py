"""Wireless frames and the headers of capture tools."""

from struct import pack

import pytest

from tests.wire.packets import assert_segment, assert_survives_cuts, decode, ether, ip4, snap, tcp, udp
from tui_tcp.wire.frames import Kind

PACKET = ip4(tcp())


def wlan(first: int, flags: int, size: int) -> bytes:
    return bytes([first, flags]) + bytes(size - 2) + snap(PACKET)


DATA = wlan(0x08, 1, 24)
LINKS = {
    "802.11 data": (105, DATA),
    "802.11 with four addresses": (105, wlan(0x08, 3, 30)),
    "802.11 with quality of service": (105, wlan(0x88, 1, 26)),
    "802.11 with high throughput": (105, wlan(0x88, 0x81, 30)),
    "radiotap": (127, pack("<BBHI", 0, 0, 8, 0) + DATA),
    "radiotap, padded": (127, pack("<BBHIB", 0, 0, 9, 2, 0x20) + wlan(0x88, 1, 28)),
    "prism": (119, bytes(144) + DATA),
    "AVS": (163, pack(">II", 0x80211001, 64) + bytes(56) + DATA),
    "PPI": (192, pack("<BBHI", 0, 0, 8, 105) + DATA),
    "netfilter log": (239, b"\x02\x00\x00\x00" + pack("<HHI", 8, 1, 0) + pack("<HH", 4 + len(PACKET), 9) + PACKET),
    "TZSP": (1, ether(ip4(udp(b"\x01\x00\x00\x01\x0a\x01x\x00\x01" + ether(PACKET), 37008), 17))),
}


@pytest.mark.parametrize("name", LINKS)
def test_the_segment_is_found(name: str) -> None:
    link, frame = LINKS[name]
    assert_segment(frame, link)
    assert_survives_cuts(frame, link)


@pytest.mark.parametrize(
    "frame",
    [wlan(0x80, 0, 24), wlan(0x48, 1, 24), wlan(0x08, 0x41, 24)],
    ids=["management", "null", "encrypted"],
)
def test_frames_without_readable_data_are_other(frame: bytes) -> None:
    assert decode(frame, 105).kind is Kind.OTHER


def test_fields_of_no_length_do_not_hold_up() -> None:
    assert decode(bytes(400), 239).kind is Kind.OTHER


def test_tags_without_end_do_not_hold_up() -> None:
    assert decode(ether(ip4(udp(b"\x01\x00\x00\x01" + bytes(300), 37008), 17))).kind is Kind.UDP
