"""Frames by dissection."""

from pathlib import Path

from tests.dissect import builders as b
from tests.fields.frames import QUOTED, icmp, read
from tests.model.captures import session_with
from tui_tcp.fields.odd import odd_frame


def test_every_layer_has_its_place_and_its_end(tmp_path: Path) -> None:
    whole = icmp(3, bytes(4) + QUOTED)
    session = session_with(tmp_path, [whole])
    places = odd_frame(session, 0, whole).places
    assert [place.name for place in places][:5] == ["eth", "ip", "icmp", "ip", "tcp"]
    assert places[4].at == 14 + 20 + 8 + 20
    assert odd_frame(session, 0, b"").places == places  # remembered


def test_a_datagram_in_fragments_is_found_by_its_fields(tmp_path: Path) -> None:
    message = bytes(2) + b"\1\0\0\1" + bytes(6) + b"\7example\3org\0\0\1\0\1" + bytes(9)
    datagram = b.udp(message, (5000, 53))
    frames = [b.ether(b.ip(datagram[:16], 17, fragment=0x2000)), b.ether(b.ip(datagram[16:], 17, fragment=2))]
    assert read(tmp_path, frames, "udp.length") == [None, len(datagram)]
    assert read(tmp_path, frames[::-1], "dns.qry.name") == [None, "example.org"]
    assert read(tmp_path, frames, "ip.len") == [36, 20 + len(datagram) - 16]


def test_a_tunnel_in_fragments_is_found_in_the_frame_that_completes_it(tmp_path: Path) -> None:
    tunnel = b.ip(QUOTED, 4)
    frames = [
        b.ether(b.ip(QUOTED[:24], 4, fragment=0x2000)),
        b.ether(b.ip(QUOTED[24:], 4, fragment=3)),
        b.ether(tunnel),
    ]
    assert read(tmp_path, frames, "ip.proto") == [4, (4, 6), (4, 6)]
    assert read(tmp_path, frames, "tcp.srcport") == [None, 40_000, 40_000]


def test_the_fields_of_a_packet_behind_headers_that_are_not_read_in_detail(tmp_path: Path) -> None:
    trill = b.ether(bytes(6) + b.ether(b.ip(b.tcp(b"abc"))), 0x22F3)
    assert read(tmp_path, [trill], "ip.len") == [20 + 20 + 3]
    assert read(tmp_path, [trill], "tcp.checksum") != [None]
