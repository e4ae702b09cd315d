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
        ("tcp.options.tfo.cookie", [None] * 4),
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


def test_options_that_the_capture_cut_are_those_that_begin(tmp_path: Path) -> None:
    import struct

    from tests.fields.frames import values_of
    from tests.model.captures import ETHERNET, session_of

    whole, kept = SYN, 14 + 20 + 20 + 8
    header = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, ETHERNET)
    path = tmp_path / "cut.pcap"
    path.write_bytes(header + struct.pack("<IIII", 1, 0, kept, len(whole)) + whole[:kept])
    assert values_of(session_of(path), "tcp.option_kind") == [(2, 4, 8)]
