"""TCP options, of all frames at once."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, read, with_options
from tui_tcp.fields.field import Value

MSS, SCALE, PERMITTED, NOP, END = b"\x02\x04\x05\xb4", b"\x03\x03\x07", b"\x04\x02", b"\x01", b"\x00"
CLOCK = b"\x08\x0a\0\0\0\x05\0\0\0\x06"
SYN = with_options(MSS + PERMITTED + CLOCK + NOP + SCALE)
SACK = with_options(NOP * 2 + b"\x05\x12" + b"".join(n.to_bytes(4, "big") for n in (1010, 1020, 1030, 1040)), 0x10)
ODD = with_options(PERMITTED + END + b"\x09")
FRAMES = [SYN, HANDSHAKE[0], SACK, ODD]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("tcp.option_kind", [(2, 4, 8, 1, 3), None, (1, 1, 5), (4, 0)]),
        ("tcp.option_len", [(4, 2, 10, 3), None, 18, 2]),
        ("tcp.options", [MSS + PERMITTED + CLOCK + NOP + SCALE, None, None, PERMITTED + END + b"\x09"]),
        ("tcp.options.mss", [MSS, None, None, None]),
        ("tcp.options.mss_val", [1460, None, None, None]),
        ("tcp.options.wscale.shift", [7, None, None, None]),
        ("tcp.options.wscale.multiplier", [128, None, None, None]),
        ("tcp.options.timestamp.tsval", [5, None, None, None]),
        ("tcp.options.timestamp.tsecr", [6, None, None, None]),
        ("tcp.options.sack.count", [None, None, 2, None]),
        ("tcp.options.nop", [NOP, None, (NOP, NOP), None]),
        ("tcp.options.echo", [None] * 4),
        ("tcp.options.echoreply", [None] * 4),
    ],
)
def test_the_option_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    found = read(tmp_path, FRAMES, name)
    if name == "tcp.options":
        found[2] = None
    assert found == values


def test_edges_are_relative_to_what_the_other_end_counts_from(tmp_path: Path) -> None:
    left, right = (read(tmp_path, [SACK], f"tcp.options.sack_{edge}e")[0] for edge in "lr")
    assert (left, right) == ((1011, 1031), (1021, 1041))  # its acknowledgment number, 0, is shown as 1


def blocks(*edges: int) -> bytes:
    """A SACK option, with its padding."""
    return NOP * 2 + bytes([5, 2 + 4 * len(edges)]) + b"".join(edge.to_bytes(4, "big") for edge in edges)


def exchange(options: bytes, flags: int) -> list[bytes]:
    """A handshake, and a segment of its client with options that acknowledges 5001."""
    import struct

    from tests.dissect import builders as b

    def segment(ports: tuple[int, int], seq: int, ack: int, flags: int, options: bytes = b"") -> bytes:
        words = 5 + len(options) // 4
        return struct.pack(">HHIIHHHH", *ports, seq, ack, words << 12 | flags, 65535, 0, 0) + options

    reply = bytearray(b.ip(segment((80, 40_000), 4000, 1001, 0x12)))
    reply[12:20] = reply[16:20] + reply[12:16]
    opening = b.ether(b.ip(segment((40_000, 80), 1000, 0, 0x02)))
    return [opening, b.ether(bytes(reply)), b.ether(b.ip(segment((40_000, 80), 1001, 5001, flags, options)))]


@pytest.mark.parametrize(
    ("edges", "twice"),
    [
        ((4001, 5001), (1, 1001)),
        ((4001, 5002), None),
        ((5001, 5101), None),
        ((5001, 5101, 5001, 5201), (1001, 1101)),
        ((5011, 5301, 5001, 5201), None),
        ((6001, 7001, 5501, 7001), (2001, 3001)),
        ((6001, 7001, 5501, 6501, 6001, 8001), None),
    ],
)
def test_a_first_block_that_came_twice(edges: tuple[int, ...], twice: tuple[int, int] | None, tmp_path: Path) -> None:
    frames = exchange(blocks(*edges), 0x10)
    left, right = twice or (None, None)
    assert read(tmp_path, frames, "tcp.options.sack.dsack") == [None, None, 1 if twice else None]
    assert read(tmp_path, frames, "tcp.options.sack.dsack_le")[2] == left
    assert read(tmp_path, frames, "tcp.options.sack.dsack_re")[2] == right


def test_edges_are_relative_without_an_acknowledgment_as_well(tmp_path: Path) -> None:
    assert read(tmp_path, exchange(blocks(4001, 4501), 0), "tcp.options.sack_le") == [None, None, 1]


@pytest.mark.parametrize("kind", [6, 7])
def test_an_echo_and_its_reply_go_by_one_name(kind: int, tmp_path: Path) -> None:
    option = bytes([kind, 6, 0, 0, 0, 9]) + NOP * 2
    assert read(tmp_path, [with_options(option)], "tcp.options.echo_value") == [9]
    assert read(tmp_path, [with_options(option)], "tcp.options.echo") == [option[:6]]


def test_options_that_the_capture_cut_are_those_that_begin(tmp_path: Path) -> None:
    import struct

    from tests.fields.frames import values_of
    from tests.model.captures import ETHERNET, session_of

    whole, kept = SYN, 14 + 20 + 20 + 8
    header = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, ETHERNET)
    path = tmp_path / "cut.pcap"
    path.write_bytes(header + struct.pack("<IIII", 1, 0, kept, len(whole)) + whole[:kept])
    assert values_of(session_of(path), "tcp.option_kind") == [(2, 4, 8)]
