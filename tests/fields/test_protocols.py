"""The protocols of a frame in one line."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import HANDSHAKE, ethernet, icmp, read, slab
from tests.model.captures import datagram, pcap, session_of
from tui_tcp.fields.table import frame_fields

PACKET = b.ip(b.udp(b"hello", (5000, 6000)), 17)
HELLO = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (HANDSHAKE[0], "eth:ethertype:ip:tcp"),
        (b.ether(b.ip(b.tcp(HELLO))), "eth:ethertype:ip:tcp:http"),
        (b.ether(b.ip(b.tcp(HELLO + b"body"))), "eth:ethertype:ip:tcp:http:data"),
        (b.ether(PACKET), "eth:ethertype:ip:udp:data"),
        (b.ether(b.ip(b.udp(bytes(12), (5353, 5353)), 17)), "eth:ethertype:ip:udp:mdns"),
        (b.ether(b.vlan(PACKET, 7), 0x8100), "eth:ethertype:vlan:ethertype:ip:udp:data"),
        (ethernet(bytes.fromhex("0001204000013140") + PACKET, 0x8847), "eth:ethertype:mpls:ip:udp:data"),
        (b.ether(b.ip(bytes.fromhex("00000800") + PACKET, 47)), "eth:ethertype:ip:gre:ip:udp:data"),
        (icmp(3, bytes(4) + PACKET), "eth:ethertype:ip:icmp:ip:udp:data"),
        (b.ether(b.ip(bytes(8), 2)), "eth:ethertype:ip:igmp:igmp"),
        (
            b.ether(b.ipv6(bytes.fromhex("06000502000001 00") + b.tcp(b""), 0), 0x86DD),
            "eth:ethertype:ipv6:ipv6.hopopts:tcp",
        ),
    ],
)
def test_from_the_outside_in(one: bytes, expected: str, tmp_path: Path) -> None:
    assert read(tmp_path, [one], "frame.protocols") == [expected]


def test_each_frame_has_its_own(tmp_path: Path) -> None:
    frames = [datagram(), HANDSHAKE[0], datagram(), HANDSHAKE[1]]
    plain, other = "eth:ethertype:ip:tcp", "eth:ethertype:ip:udp:dns"
    assert read(tmp_path, frames, "frame.protocols") == [other, plain, other, plain]


def test_packets_that_begin_with_ip_of_either_version_are_raw(tmp_path: Path) -> None:
    path = tmp_path / "raw.pcap"
    path.write_bytes(pcap([PACKET], 101))
    assert frame_fields(["frame.protocols"])[0].read(slab(session_of(path))) == ["raw:ip:udp:data"]
    path.write_bytes(pcap([PACKET], 228))
    assert frame_fields(["frame.protocols"])[0].read(slab(session_of(path))) == ["ip:udp:data"]
