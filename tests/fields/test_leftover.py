"""What is left over as data, and what goes by the ports of others."""

from pathlib import Path

import pytest

from tests.builders import data
from tests.dissect import builders as b
from tests.fields.frames import HANDSHAKE, ethernet, icmp, read, slab
from tests.model.captures import datagram, frame, session_with
from tui_tcp.fields.leftover import may_carry, parts_of

PAGE = b"HTTP/1.1 200 OK\r\n\r\nbody"


def tcp(payload: bytes, ports: tuple[int, int]) -> bytes:
    segment = b.tcp(payload)
    return b.ether(b.ip(ports[0].to_bytes(2, "big") + ports[1].to_bytes(2, "big") + segment[4:]))


def udp(payload: bytes, ports: tuple[int, int]) -> bytes:
    return b.ether(b.ip(b.udp(payload, ports), 17))


@pytest.mark.parametrize(
    ("one", "left"),
    [
        (tcp(b"hello", (40_000, 7777)), b"hello"),
        (tcp(b"hello", (40_000, 22)), None),
        (tcp(b"", (40_000, 7777)), None),
        (tcp(b"more of a body", (40_000, 80)), None),
        (tcp(PAGE, (80, 40_000)), b"body"),
        (tcp(b"GET / HTTP/1.1\r\n\r\n", (40_000, 80)), None),
        (tcp(b"\x16\x03\x01\x00\x01\x00", (40_000, 7777)), None),
        (udp(b"hello", (5000, 6000)), b"hello"),
        (udp(b"hello", (5000, 123)), None),
        (udp(b"", (5000, 6000)), None),
        (icmp(8, bytes(4) + b"echo this"), b"echo this"),
        (icmp(8, bytes(4) + (1_700_000_000).to_bytes(4, "big") + bytes(4) + b"echo"), b"echo"),
        (b.ether(b.ip(b"what is it", 253)), b"what is it"),
        (b.ether(b.ip(b"compressed", 108)), None),
        (ethernet(b"unknown", 0x1234), b"unknown"),
        (ethernet(b"neighbors", 0x88CC), None),
    ],
)
def test_what_is_left_of_a_frame(one: bytes, left: bytes | None, tmp_path: Path) -> None:
    assert read(tmp_path, [one], "data.data") == [left]
    assert read(tmp_path, [one], "data.len") == [left if left is None else len(left)]


def test_a_lone_fragment_carries_data(tmp_path: Path) -> None:
    whole = datagram()
    assert read(tmp_path, [whole[:20] + b"\x00\xb9" + whole[22:]], "data.data") == [whole[34:]]


def test_plain_segments_without_payload_need_not_be_read(tmp_path: Path) -> None:
    session = session_with(tmp_path, [*HANDSHAKE, frame(data(1, 5)), datagram()])
    assert may_carry(slab(session)).tolist() == [False, False, False, True, True]


def test_what_goes_by_a_port_has_its_name(tmp_path: Path) -> None:
    parts = parts_of(slab(session_with(tmp_path, [tcp(b"SSH", (40_000, 22)), udp(b"tick", (123, 123))])))
    assert {name for name, spots in parts.items() if len(spots.rows)} == {"ssh", "ntp"}


def test_the_service_points_of_llc(tmp_path: Path) -> None:
    tree = bytes(12) + (7).to_bytes(2, "big") + bytes.fromhex("424203") + bytes(4)
    cisco = bytes(12) + (12).to_bytes(2, "big") + bytes.fromhex("aaaa03 00000c 2000") + bytes(4)
    parts = parts_of(slab(session_with(tmp_path, [tree, cisco])))
    assert parts["stp"].rows.tolist() == [0] and parts["cdp"].rows.tolist() == [1]
