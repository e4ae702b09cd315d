"""Link layers, each around the same packet."""

import struct

import pytest

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import check, names, values

PACKET, PACKET6 = b.ip(b.tcp()), b.ipv6(b.tcp(ends=(b.CLIENT6, b.SERVER6)))
LLC_SNAP = bytes.fromhex("aaaa03 000000 0800")
IEEE_802_3 = b.ether(LLC_SNAP + PACKET, len(LLC_SNAP + PACKET))

CASES = {
    "ethernet": (1, b.ether(PACKET), ["eth"]),
    "802.3 with SNAP": (1, IEEE_802_3, ["eth", "llc"]),
    "802.1Q": (1, b.ether(b.vlan(PACKET, 5), 0x8100), ["eth", "vlan"]),
    "802.1ad": (1, b.ether(b.vlan(b.vlan(PACKET, 5), 6, 0x8100), 0x88A8), ["eth", "ieee8021ad", "vlan"]),
    "QinQ 0x9100": (1, b.ether(b.vlan(b.vlan(PACKET, 5), 6, 0x8100), 0x9100), ["eth", "vlan", "vlan"]),
    "cooked v1": (113, struct.pack(">HHH8sH", 4, 1, 6, b"\2B\xac\x11\0\2\0\0", 0x800) + PACKET, ["sll"]),
    "cooked v2": (276, struct.pack(">HHIHBB8s", 0x800, 0, 3, 1, 0, 6, b"\2B\xac\x11\0\2\0\0") + PACKET, ["sll"]),
    "null, little": (0, b"\x02\0\0\0" + PACKET, ["null"]),
    "null, big": (0, b"\0\0\0\x02" + PACKET, ["null"]),
    "null, IPv6": (0, b"\x1e\0\0\0" + PACKET6, ["null"]),
    "loop": (108, b"\0\0\0\x1c" + PACKET6, ["null"]),
    "raw": (101, PACKET, []),
    "raw, IPv6": (12, PACKET6, []),
    "IPv4": (228, PACKET, []),
    "IPv6": (229, PACKET6, []),
    "ppp": (9, b"\xff\x03\x00\x21" + PACKET, ["ppp"]),
    "ppp, compressed": (9, b"\x21" + PACKET, ["ppp"]),
    "pppoe": (
        1,
        b.ether(b"\x11\0\0\1" + struct.pack(">HH", len(PACKET) + 2, 0x21) + PACKET, 0x8864),
        ["eth", "pppoes", "ppp"],
    ),
    "cisco hdlc": (104, b"\x0f\0\x08\0" + PACKET, ["chdlc"]),
    "fddi": (10, b"\x50" + bytes(12) + LLC_SNAP + PACKET, ["fddi", "llc"]),
}


@pytest.mark.parametrize(("link_type", "data", "above"), CASES.values(), ids=CASES)
def test_every_link_layer_leads_to_the_packet(link_type: int, data: bytes, above: list[str]) -> None:
    layers = dissect(data, link_type)
    check(layers, data)
    assert names(layers)[: len(above)] == above
    assert names(layers)[len(above) :] in (["ip", "tcp"], ["ipv6", "tcp"])
    assert values(layers, "tcp.checksum")[0].endswith(", correct")


def test_tags_are_taken_apart() -> None:
    layers = dissect(b.ether(b.vlan(PACKET, 5), 0x8100), 1)
    assert (values(layers, "vlan.priority"), values(layers, "vlan.id")) == (["3"], ["5"])
    assert layers[1].title == "802.1Q Virtual LAN, priority 3, ID 5"


def test_the_cooked_sender_has_as_many_bytes_as_the_header_says() -> None:
    data = struct.pack(">HHH8sH", 0, 772, 0, bytes(8), 0x800) + PACKET
    assert values(dissect(data, 113), "sll.src.eth") == []
    assert values(dissect(CASES["cooked v1"][1], 113), "sll.src.eth") == ["02:42:ac:11:00:02"]


def test_another_organizations_protocol_is_no_ethertype() -> None:
    layers = dissect(b.ether(bytes.fromhex("aaaa03 00000c 0800") + PACKET, 8 + len(PACKET)), 1)
    assert names(layers) == ["eth", "llc", "data"]
    assert values(layers, "llc.pid") == ["0x0800"]
