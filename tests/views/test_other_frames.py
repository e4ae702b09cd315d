from pathlib import Path

from tests.dissect import builders as b
from tests.model.captures import session_with
from tests.views.builders import read, session_of, udp_frame
from tui_tcp.views.other_frames import describe

QUERY = bytes((0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0)) + b"\x07example\x03org\x00\x00\x01\x00\x01"


def test_a_dns_query() -> None:
    session = session_of([(0, udp_frame(("10.0.0.1", 4000), ("10.0.0.9", 53), QUERY))])
    other = describe(session, 0)
    assert (other.source, other.destination, other.protocol) == ("10.0.0.1", "10.0.0.9", "DNS")
    assert "example.org" in other.info


def test_arp_and_udp() -> None:
    session = read("fixtures/bad/no_tcp.pcap")
    assert sorted(describe(session, row).protocol for row in range(3)) == ["ARP", "UDP", "UDP"]


def test_a_frame_too_short_for_anything() -> None:
    other = describe(session_of([(0, b"\x01\x02")]), 0)
    assert other.info


def test_a_query_in_fragments(tmp_path: Path) -> None:
    datagram = b.udp(QUERY + bytes(9), (5000, 53))
    frames = [b.ether(b.ip(datagram[:16], 17, fragment=0x2000)), b.ether(b.ip(datagram[16:], 17, fragment=2))]
    other = describe(session_with(tmp_path, frames), 1)
    assert (other.protocol, other.info) == ("DNS", "query example.org")
