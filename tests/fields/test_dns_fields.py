"""DNS over UDP, multicast DNS."""

import struct
from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import read
from tui_tcp.fields.field import Value

NAME = b"\x03www\x07example\x00"
QUERY = struct.pack(">HHHHHH", 0x1234, 0x0100, 1, 0, 0, 0) + NAME + b"\0\x01\0\x01"
ANSWER = struct.pack(">HHHHHH", 0x1234, 0x8183, 1, 1, 0, 0) + NAME + b"\0\x01\0\x01"
ANSWER += b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + b"\x0a\0\0\x01"


def datagram(payload: bytes, ports: tuple[int, int]) -> bytes:
    return b.ether(b.ip(b.udp(payload, ports), 17))


FRAMES = [datagram(QUERY, (5000, 53)), datagram(ANSWER, (53, 5000)), datagram(QUERY, (5353, 5353))]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("dns.id", [0x1234] * 3),
        ("dns.flags.response", [0, 1, 0]),
        ("dns.flags.rcode", [None, 3, None]),
        ("dns.flags.recavail", [None, 1, None]),
        ("dns.flags.recdesired", [1, 1, 1]),
        ("dns.count.answers", [0, 1, 0]),
        ("dns.qry.name", ["www.example"] * 3),
        ("dns.qry.type", [1] * 3),
        ("dns.resp.name", [None, "www.example", None]),
        ("dns.resp.ttl", [None, 60, None]),
        ("dns.a", [None, 0x0A000001, None]),
        ("dns.cname", [None] * 3),
    ],
)
def test_the_field_of_every_message(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_multicast_dns_is_a_protocol_of_its_own(tmp_path: Path) -> None:
    assert [value is not None for value in read(tmp_path, FRAMES, "dns")] == [True, True, False]
    assert [value is not None for value in read(tmp_path, FRAMES, "mdns")] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("authoritative", [None, 1, None, None, None]),
        ("recdesired", [1, 1, 0, None, None]),
        ("recavail", [None, 1, None, None, None]),
        ("z", [1, 1, 0, None, None]),
        ("authenticated", [1, 1, None, None, None]),  # of questions it is told where it is set
        ("checkdisable", [1, 1, 0, None, None]),
        ("truncated", [1, 1, 0, 1, 1]),
        ("rcode", [None, 15, None, None, 15]),
        ("conflict", [None, None, None, 1, 1]),
        ("tentative", [None, None, None, 1, 1]),
    ],
)
def test_flags_of_questions_answers_and_llmnr(name: str, values: list[Value], tmp_path: Path) -> None:
    flags = [(53, 0x07FF), (53, 0x87FF), (5353, 0), (5355, 0x07FF), (5355, 0x87FF)]
    frames = [datagram(QUERY[:2] + bits.to_bytes(2, "big") + QUERY[4:], (5000, port)) for port, bits in flags]
    assert read(tmp_path, frames, f"dns.flags.{name}") == values


def test_options_are_a_record_without_a_class_and_with_a_length(tmp_path: Path) -> None:
    options = b"\0" + struct.pack(">HHIH", 41, 4096, 0, 0)
    frame = datagram(ANSWER[:10] + b"\0\1" + ANSWER[12:] + options, (53, 5000))
    assert read(tmp_path, [frame], "dns.resp.len") == [(4, 0)]
    assert read(tmp_path, [frame], "dns.resp.class") == [1]
