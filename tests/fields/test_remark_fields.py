"""Wireshark's remarks on headers, as tshark 4.0 makes them."""

import struct
from pathlib import Path

import pytest

from tests.builders import ack, back, established, fin
from tests.dissect import builders as b
from tests.fields.frames import read, with_options
from tests.model.captures import frame
from tui_tcp.fields.field import Value

COOKIE = bytes.fromhex("220a") + b"\xaa" * 8 + b"\x01\x01"


def packet(group: int, ttl: int, protocol: int = 17, first: int = 224) -> bytes:
    """A packet to a group of this link."""
    head = struct.pack(">BBHHHBBH", 0x45, 0, 24, 7, 0, ttl, protocol, 0)
    return b.ether(head + bytes([10, 9, 0, 1, first, 0, 0, group]) + b"\x11" * 4)


@pytest.mark.parametrize(
    ("group", "ttl", "protocol", "is_odd"),
    [
        (5, 1, 17, False),
        (5, 2, 17, True),
        (251, 255, 17, False),
        (251, 1, 17, True),
        (251, 1, 2, False),
        (18, 255, 2, True),
        (102, 255, 112, False),
        (252, 7, 17, False),
        (252, 7, 2, True),
    ],
)
def test_times_to_live_for_groups_of_this_link(
    group: int, ttl: int, protocol: int, is_odd: bool, tmp_path: Path
) -> None:
    assert read(tmp_path, [packet(group, ttl, protocol)], "ip.ttl.lncb") == [1 if is_odd else None]


@pytest.mark.parametrize(
    ("first", "ttl", "protocol", "is_small"),
    [(10, 4, 17, True), (10, 5, 17, False), (239, 1, 17, False), (255, 0, 17, True), (10, 1, 89, False)],
)
def test_times_to_live_that_are_nearly_over(
    first: int, ttl: int, protocol: int, is_small: bool, tmp_path: Path
) -> None:
    assert read(tmp_path, [packet(1, ttl, protocol, first)], "ip.ttl.too_small") == [1 if is_small else None]


def test_a_packet_longer_than_its_frame(tmp_path: Path) -> None:
    frames = [b.ether(b.ip(b.tcp(), length=length)) for length in (39, 40, 41)]
    assert read(tmp_path, frames, "ip.bogus_ip_length") == [None, None, 1]


def test_a_header_longer_than_its_packet(tmp_path: Path) -> None:
    whole = b.tcp(options=b"\x01" * 12)
    frames = [b.ether(b.ip(whole[:size])) for size in (32, 31, 28)]
    assert read(tmp_path, frames, "tcp.short_segment") == [None, 1, 1]


def test_who_closes_first_and_who_after(tmp_path: Path) -> None:
    lines = [*established(), fin(1, 1), back(ack(1, 2)), back(fin(1, 2)), fin(1, 1)]
    frames = [frame(line) for line in lines]
    assert read(tmp_path, frames, "tcp.connection.fin_active") == [None, None, None, 1, None, None, 1]
    assert read(tmp_path, frames, "tcp.connection.fin_passive") == [None, None, None, None, None, 1, None]


def segment(flags: int, acknowledged: int, options: bytes = b"", data: bytes = b"") -> bytes:
    """From port 40000 to 80, or (with ACK) back."""
    ports, seq = ((80, 40_000), 5000) if flags & 0x10 else ((40_000, 80), 1000)
    head = struct.pack(">HHIIHHHH", *ports, seq, acknowledged, 5 + len(options) // 4 << 12 | flags, 65535, 0, 0)
    whole = bytearray(b.ip(head + options + data))
    if flags & 0x10:
        whole[12:20] = whole[16:20] + whole[12:16]
    return b.ether(bytes(whole))


@pytest.mark.parametrize(
    ("options", "data", "acknowledged", "values"),
    [
        (COOKIE, b"hello", 1001, {"tfo_syn": 1, "tfo_ignored": 2}),
        (COOKIE, b"hello", 1006, {"tfo_syn": 1, "tfo_ack": 2}),
        (COOKIE, b"", 1001, {"tfo_syn": 1}),
        (b"\x22\x02\x01\x01", b"hello", 1001, {}),
        (b"\xfe\x06\xf9\x89\xbb\xbb\x01\x01", b"hello", 1001, {"tfo_syn": 1, "tfo_ignored": 2}),
        (b"", b"hello", 1006, {"tfo_ack": 2}),
    ],
)
def test_fast_open(options: bytes, data: bytes, acknowledged: int, values: dict[str, int], tmp_path: Path) -> None:
    frames = [segment(2, 0, options, data), segment(0x12, acknowledged)]
    for name in ("tfo_syn", "tfo_ack", "tfo_ignored"):
        wanted: list[Value] = [1 if values.get(name) == number else None for number in (1, 2)]
        assert read(tmp_path, frames, f"tcp.analysis.{name}") == wanted


def test_an_acknowledgment_number_that_does_not_count(tmp_path: Path) -> None:
    assert read(tmp_path, [segment(2, 7), segment(2, 0), segment(0x10, 7)], "tcp.ack.nonzero") == [1, None, None]


def test_a_maximum_segment_size_where_it_should_be_or_not(tmp_path: Path) -> None:
    size, other = b"\x02\x04\x05\xb4", b"\x01" * 4
    frames = [with_options(size), with_options(other), with_options(size, 0x10), with_options(other, 0x10)]
    assert read(tmp_path, frames, "tcp.options.mss.absent") == [None, 1, None, None]
    assert read(tmp_path, frames, "tcp.options.mss.present") == [None, None, 1, None]


def test_of_a_header_that_cannot_be_so_short_no_more_is_told(tmp_path: Path) -> None:
    whole = segment(0x11, 7)
    frames = [whole[:46] + bytes([words << 4]) + whole[47:] for words in (5, 4, 0)]
    assert read(tmp_path, frames, "tcp.bogus_header_length") == [None, 1, 1]
    for name in ("tcp.connection.fin_active", "tcp.time_relative", "tcp.time_delta", "tcp.nxtseq"):
        assert [value is None for value in read(tmp_path, frames, name)] == [False, True, True], name
    assert read(tmp_path, frames, "tcp.window_size_scalefactor") == [-1, None, None]
