"""What came in fragments, in the frame that completes it."""

import os
import struct
from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.model.captures import bounded_session, session_with
from tui_tcp.dissect.datagram import Dissected, dissect_row
from tui_tcp.model.session import Session

QUERY = bytes.fromhex("1234 0100 0001 0000 0000 0000") + b"\x07example\x03org\x00\x00\x01\x00\x01" + bytes(40)
MORE = 0x2000
HOP_BY_HOP, FRAGMENT = 0, 44
IN_FULL = struct.pack(">BBHI", FRAGMENT, 0, 0, 5)  # a fragment header before a whole packet


def ip4_fragments(payload: bytes, protocol: int = 17, options: bytes = b"") -> list[bytes]:
    first = b.ip(payload[:24], protocol, options=options, fragment=MORE)
    return [b.ether(first), b.ether(b.ip(payload[24:], protocol, options=options, fragment=3))]


def ip6_fragments(payload: bytes, before: bytes = b"", first: int = FRAGMENT) -> list[bytes]:
    heads = [before + struct.pack(">BBHI", 17, 0, place, 9) for place in (1, 24)]
    parts = (payload[:24], payload[24:])
    return [b.ether(b.ipv6(head + part, first), 0x86DD) for head, part in zip(heads, parts, strict=True)]


def dissected(session: Session, row: int) -> Dissected:
    return dissect_row(session, row, session.frame_bytes(row))


def names(session: Session, row: int) -> list[str]:
    frame = dissected(session, row)
    return [layer.name for layer in frame.here + frame.elsewhere]


UDP4 = b.udp(QUERY, (5000, 53))
UDP6 = b.udp(QUERY, (5000, 53), (b.CLIENT6, b.SERVER6))
ECHO = bytes((8, 0)) + bytes(2) + struct.pack(">HH", 1, 2) + bytes(50)
ERROR = bytes((3, 1)) + bytes(6) + b.ip(b.udp(bytes(40), (7, 9)), 17)
OPTIONS = bytes((HOP_BY_HOP, 0, 0, 0, 0, 0, 0, 0))
KINDS = {
    "udp": (ip4_fragments(UDP4), ["eth", "ip", "udp", "dns"]),
    "options": (ip4_fragments(UDP4, options=bytes(4)), ["eth", "ip", "udp", "dns"]),
    "udp6": (ip6_fragments(UDP6), ["eth", "ipv6", "ipv6.fraghdr", "udp", "dns"]),
    "icmp": (ip4_fragments(ECHO, 1), ["eth", "ip", "icmp"]),
    "error": (ip4_fragments(ERROR, 1), ["eth", "ip", "icmp", "ip", "udp"]),
    "tcp": (ip4_fragments(b.tcp(bytes(30)), 6), ["eth", "ip", "tcp"]),
    "tunnel": (ip4_fragments(b.ip(UDP4, 17), 4), ["eth", "ip", "ip", "udp", "dns"]),
}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("kind", KINDS)
def test_the_frame_that_completes_it_has_the_layers(kind: str, order: int, tmp_path: Path) -> None:
    frames, expected = KINDS[kind]
    session = session_with(tmp_path, frames[::order])
    found = names(session, 1)
    assert found[: len(expected)] == expected
    assert set(found[len(expected) :]) <= {"data"}
    assert not dissected(session, 0).elsewhere


def test_extension_headers_before_the_fragment_s(tmp_path: Path) -> None:
    before = bytes((FRAGMENT,)) + OPTIONS[1:] + IN_FULL
    session = session_with(tmp_path, ip6_fragments(UDP6, before, HOP_BY_HOP))
    assert [name for name in names(session, 1) if name in ("udp", "dns")] == ["udp", "dns"]


def test_checksums_are_those_of_the_whole(tmp_path: Path) -> None:
    for frames in (ip4_fragments(UDP4), ip6_fragments(UDP6)):
        udp = dissected(session_with(tmp_path, frames), 1).elsewhere[0]
        (checksum,) = [field.value for field in udp.fields if field.name == "udp.checksum"]
        assert "correct" in checksum and "incorrect" not in checksum


def test_places_lie_in_the_packet(tmp_path: Path) -> None:
    frame = dissected(session_with(tmp_path, ip4_fragments(UDP4)), 1)
    udp, dns = frame.elsewhere[:2]
    assert frame.packet[udp.start :] == UDP4
    assert frame.packet[dns.start :].startswith(QUERY[:20])


def test_a_file_that_lost_its_bytes(tmp_path: Path) -> None:
    session = session_with(tmp_path, ip6_fragments(UDP6))
    os.truncate(tmp_path / "written.pcap", 30)
    assert not dissected(session, 1).elsewhere


def test_a_file_that_was_written_over(tmp_path: Path) -> None:
    session = session_with(tmp_path, ip6_fragments(UDP6))
    data = session.frame_bytes(1)
    for value in range(256):
        assert dissect_row(session, 1, data[:14] + bytes((value,)) * (len(data) - 14)).here


def test_with_little_memory_old_datagrams_go(tmp_path: Path) -> None:
    session = bounded_session(tmp_path, ip4_fragments(UDP4), ip4_fragments(ECHO, 1))
    assert session.columns.first > 1
    assert len(session._decoder.places) == 1
    assert names(session, session.frame_count - 1)[:3] == ["eth", "ip", "icmp"]
