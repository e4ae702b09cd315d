"""The segment's fields: of the columns, and of what ICMP errors quote."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, QUOTED, icmp, read
from tests.model.captures import datagram
from tui_tcp.fields.field import Value

FRAMES = [*HANDSHAKE, datagram(), icmp(3, bytes(4) + QUOTED)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("tcp.srcport", [40_000, 80, 40_000, None, 40_000]),
        ("tcp.port", [(40_000, 80), (80, 40_000), (40_000, 80), None, (40_000, 80)]),
        ("tcp.seq", [0, 0, 1, None, 7]),
        ("tcp.flags", [2, 0x12, 0x10, None, 2]),
        ("tcp.flags.syn", [1, 1, 0, None, 1]),
        ("tcp.flags.str", ["··········S·", "·······A··S·", "·······A····", None, "··········S·"]),
        ("tcp.hdr_len", [20, 20, 20, None, 20]),
        ("tcp.window_size_value", [65535, 65535, 65535, None, 100]),
        ("tcp.checksum", [0, 0, 0, None, 0]),
        ("tcp.urgent_pointer", [0, 0, 0, None, 0]),
        ("tcp.payload", [None] * 5),
        ("tcp.len", [0, 0, 0, None, None]),
        ("tcp.time_relative", [0, 1_000_000, 2_000_000, None, None]),
        ("tcp.time_delta", [0, 1_000_000, 1_000_000, None, None]),
        ("tcp.connection.syn", [1, None, None, None, 1]),
        ("tcp.connection.synack", [None, 1, None, None, None]),
        ("tcp.stream", [0, 0, 0, None, 1]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_behind_a_length_that_cannot_be_nothing_is_read(tmp_path: Path) -> None:
    whole = HANDSHAKE[0]
    bogus = whole[:46] + bytes([whole[46] & 0x0F]) + whole[47:]
    for name in ("tcp.checksum", "tcp.urgent_pointer", "tcp.payload"):
        assert read(tmp_path, [bogus], name) == [None]
    assert read(tmp_path, [whole], "tcp.urgent_pointer") == [0]
