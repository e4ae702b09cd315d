"""The streams of datagrams; real ones are held against tshark (tests/judges/test_fields)."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import icmp, read, values_of
from tests.model.captures import datagram, session_with, turned
from tui_tcp.fields.slab import slabs
from tui_tcp.fields.table import frame_fields

MILLISECOND = 1_000_000


def udp(ports: tuple[int, int], payload: bytes = b"hello") -> bytes:
    return b.ip(b.udp(payload, ports), 17)


FIRST, SECOND = udp((5000, 53)), udp((5001, 53))
BACK = turned(udp((53, 5000)))
SIX = b.ether(b.ipv6(b.udp(b"hi", (5000, 53), (b.CLIENT6, b.SERVER6)), 17), 0x86DD)
INNER = b.ether(b.ip(b.udp(bytes.fromhex("0800000000000100") + b.ether(FIRST), (9, 4789)), 17))
FRAMES = [b.ether(FIRST), b.ether(SECOND), b.ether(BACK), icmp(3, bytes(4) + FIRST), INNER, SIX]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("udp.stream", [0, 1, 0, 0, (2, 0), 3]),
        ("udp.time_relative", [0, 0, 2 * MILLISECOND, None, (0, 4 * MILLISECOND), 0]),
        ("udp.time_delta", [0, 0, 2 * MILLISECOND, None, (0, 2 * MILLISECOND), 0]),
    ],
)
def test_two_ends_make_a_stream_in_either_direction(name: str, values: list[object], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_a_stream_is_numbered_from_the_capture_s_beginning_whatever_is_asked_first(tmp_path: Path) -> None:
    session = session_with(tmp_path, FRAMES)
    (last,) = slabs(session, 2, 6, {})
    assert frame_fields(["udp.stream"])[0].read(last) == [0, 0, (2, 0), 3]
    assert values_of(session, "udp.stream")[:2] == [0, 1]


def test_a_header_that_was_cut_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, [datagram()[: 14 + 20 + 6]], "udp.stream") == [None]
