"""Below IP: links, tags and labels, each to the segment within."""

from struct import pack

import pytest

from tests.wire.packets import (
    IP6,
    MPLS,
    PPPOE,
    VLAN,
    assert_segment,
    assert_survives_cuts,
    decode,
    ether,
    ip4,
    ip6,
    labels,
    snap,
    tcp,
)
from tui_tcp.wire.frames import Kind

PACKET = ip4(tcp())
SIX = ip6(tcp())
TAG = b"\x00\x05"
SESSION = b"\x11\x00\x00\x01" + pack(">H", len(PACKET) + 2) + b"\x00\x21"

FRAMES = {
    "ethernet": ether(PACKET),
    "ipv6": ether(SIX, IP6),
    "802.1Q": ether(TAG + b"\x08\x00" + PACKET, VLAN),
    "802.1ad": ether(TAG + b"\x81\x00" + TAG + b"\x08\x00" + PACKET, 0x88A8),
    "old QinQ": ether(TAG + b"\x81\x00" + TAG + b"\x08\x00" + PACKET, 0x9100),
    "802.3 SNAP": ether(snap(PACKET), 8 + len(PACKET)),
    "802.3 SAP 6": ether(b"\x06\x06\x03" + PACKET, 3 + len(PACKET)),
    "SNAP in a VLAN": ether(TAG + pack(">H", 8 + len(PACKET)) + snap(PACKET), VLAN),
    "bridged SNAP": ether(b"\xaa\xaa\x03\x00\x80\xc2\x00\x07\x00\x00" + ether(PACKET), 24 + len(PACKET)),
    "MPLS": ether(labels(PACKET, 100), MPLS),
    "MPLS, two labels, IPv6": ether(labels(SIX, 100, 200), MPLS),
    "pseudowire with a control word": ether(labels(bytes(4) + ether(PACKET), 9), MPLS),
    "pseudowire without": ether(labels(b"\x72" * 12 + b"\x08\x00" + PACKET, 9), MPLS),
    "associated channel": ether(labels(b"\x10\x00\x00\x21" + PACKET, 9), MPLS),
    "PPPoE": ether(SESSION + PACKET, PPPOE),
    "PPP multilink, whole": ether(b"\x11\x00\x00\x01\x00\x80\x00\x3d\xc0\x00\x00\x01\x00\x21" + PACKET, PPPOE),
    "PPP bridged": ether(b"\x11\x00\x00\x01\x00\x80\x00\x31\x00\x01" + ether(PACKET), PPPOE),
    "backbone bridge": ether(bytes(4) + ether(PACKET), 0x88E7),
    "NSH": ether(b"\x00\x06\x01\x03" + bytes(20) + ether(PACKET), 0x894F),
    "HSR": ether(bytes(4) + b"\x08\x00" + PACKET, 0x892F),
    "FabricPath": ether(b"\x00\x60" + ether(PACKET), 0x8903),
    "802.1BR": ether(bytes(6) + b"\x08\x00" + PACKET, 0x893F),
    "Cisco metadata": ether(bytes(6) + b"\x08\x00" + PACKET, 0x8909),
    "TRILL": ether(bytes(6) + ether(PACKET), 0x22F3),
    "MACsec, not encrypted": ether(bytes(6) + b"\x08\x00" + PACKET + bytes(16), 0x88E5),
}

LINKS = {
    "NULL, little-endian": (0, b"\x02\x00\x00\x00" + PACKET),
    "NULL, big-endian": (0, b"\x00\x00\x00\x02" + PACKET),
    "NULL, IPv6": (0, b"\x1e\x00\x00\x00" + SIX),
    "NULL, PPP": (0, b"\xff\x03\x00\x21" + PACKET),
    "LOOP": (108, b"\x00\x00\x00\x18" + SIX),
    "token ring": (6, b"\x10\x40" + bytes(12) + snap(PACKET)),
    "PPP": (9, b"\xff\x03\x00\x21" + PACKET),
    "PPP without address": (9, b"\x00\x57" + SIX),
    "PPP, one-byte protocol": (9, b"\xff\x03\x21" + PACKET),
    "PPP, Cisco": (50, b"\x0f\x00\x08\x00" + PACKET),
    "FDDI": (10, b"\x50" + bytes(12) + snap(PACKET)),
    "raw 12": (12, PACKET),
    "raw 14": (14, SIX),
    "raw 101": (101, PACKET),
    "IPv4": (228, PACKET),
    "IPv6": (229, SIX),
    "PPPoE link": (51, SESSION + PACKET),
    "ATM": (100, snap(PACKET)),
    "ATM, routed": (100, b"\xfe\xfe\x03\xcc" + PACKET),
    "Cisco HDLC": (104, b"\x0f\x00\x08\x00" + PACKET),
    "Cisco HDLC, MPLS": (104, b"\x0f\x00\x88\x47" + labels(PACKET, 3)),
    "frame relay": (107, b"\x18\x41\x03\xcc" + PACKET),
    "frame relay, SNAP": (107, b"\x18\x41\x03\x00\x80\x00\x00\x00\x08\x00" + PACKET),
    "frame relay, Cisco": (107, b"\x18\x41\x08\x00" + PACKET),
    "enc": (109, bytes(12) + PACKET),
    "cooked": (113, bytes(14) + b"\x08\x00" + PACKET),
    "cooked, 802.2": (113, bytes(14) + b"\x00\x04" + snap(PACKET)),
    "cooked 2": (276, b"\x86\xdd" + bytes(18) + SIX),
    "pflog": (117, b"\x3d" + bytes(63) + PACKET),
}


@pytest.mark.parametrize("name", FRAMES)
def test_the_segment_is_found_behind_what_stands_in_an_ethernet_frame(name: str) -> None:
    assert_segment(FRAMES[name])


@pytest.mark.parametrize("name", FRAMES)
def test_an_ethernet_frame_may_be_cut_anywhere(name: str) -> None:
    assert_survives_cuts(FRAMES[name])


@pytest.mark.parametrize("name", LINKS)
def test_the_segment_is_found_on_every_link(name: str) -> None:
    link, frame = LINKS[name]
    assert_segment(frame, link)
    assert_survives_cuts(frame, link)


@pytest.mark.parametrize(
    ("frame", "link"),
    [
        (ether(b"\x11\x00\x00\x01\x00\x02\xc0\x21", PPPOE), 1),
        (b"\x07\x00\x00\x00" + PACKET, 0),
        (b"\x01\x00\x00\x01" + PACKET, 0),
        (b"\x03\x38".rjust(4, b"\x00") + bytes(10) + b"\x08\x00" + PACKET, 113),
        (ether(b"\x08" + bytes(5) + b"\x08\x00" + PACKET + bytes(16), 0x88E5), 1),
        (ether(b"\xaa\xaa\x03\x00\x00\x0c\x20\x00" + PACKET, 40), 1),
    ],
    ids=["PPP's own", "no address family", "no family at all", "netlink", "encrypted", "Cisco's SNAP"],
)
def test_what_leads_to_no_packet_is_other(frame: bytes, link: int) -> None:
    assert decode(frame, link).kind is Kind.OTHER


def test_labels_without_end_are_malformed() -> None:
    assert decode(ether(bytes(400), MPLS)).kind is Kind.MALFORMED


def test_padding_of_a_session_is_no_payload() -> None:
    assert_segment(ether(SESSION + PACKET + bytes(30), PPPOE))


def test_arp_is_told() -> None:
    assert decode(ether(bytes(28), 0x0806)).kind is Kind.ARP


def test_an_unknown_link_is_told() -> None:
    assert decode(PACKET, 195).kind is Kind.UNKNOWN_LINK
