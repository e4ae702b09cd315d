"""Compressed payload, honest and not."""

import zlib

import pytest

from tests.wire.packets import assert_segment, decode, ether, ip4, tcp
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.ipcomp import decompressed

RAW = zlib.compress(tcp())[2:-4]


def test_the_segment_within_counts() -> None:
    assert_segment(ether(ip4(b"\x06\x00\x00\x02" + RAW, 108)))


def test_zlibs_header_is_taken_as_well() -> None:
    assert decompressed(zlib.compress(b"abc")) == b"abc"


@pytest.mark.parametrize("body", [b"", b"\x06\x00", b"\x06\x00\x00\x02\xff\xff\xff"])
def test_what_does_not_decompress_is_no_segment(body: bytes) -> None:
    assert decode(ether(ip4(body, 108))).kind in (Kind.OTHER_IP, Kind.CUT)


def test_a_bomb_is_no_longer_than_a_packet() -> None:
    assert len(decompressed(zlib.compress(bytes(10_000_000))[2:-4])) == 65_535
