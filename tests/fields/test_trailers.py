"""What stands behind packets: padding, trailers, check sequences, told apart as tshark 4.0 does."""

from pathlib import Path

import pytest

from tests.dissect import builders as b
from tests.fields.frames import HANDSHAKE, MACS, ethernet, read, values_of
from tests.model.captures import session_of
from tui_tcp.fields.field import Value

SEGMENT = HANDSHAKE[0]  # 54 bytes
LONG = b.ether(b.ip(b.tcp(b"x" * 40)))  # 94 bytes
TAGGED = SEGMENT[:12] + b"\x81\x00\x60\x2a" + SEGMENT[12:]  # 58 bytes
ARP = ethernet(bytes.fromhex("0001080006040001 020000000001 0a090001 000000000000 0a090002"), 0x0806)
ZEROS = bytes(64)


@pytest.mark.parametrize(
    ("frame", "values"),
    [
        (SEGMENT, {}),
        (SEGMENT + ZEROS[:6], {"eth.padding": ZEROS[:6]}),
        (SEGMENT + ZEROS[:5], {"eth.trailer": ZEROS[:5]}),  # filled up frames are of 60 bytes
        (SEGMENT + ZEROS[:6] + b"ab", {"eth.padding": ZEROS[:6], "eth.trailer": b"ab"}),
        (SEGMENT + ZEROS[:6] + b"abcd", {"eth.padding": ZEROS[:6], "eth.fcs": 0x61626364, "eth.fcs.status": 2}),
        (SEGMENT + b"\x00\x01\x00\x00\x00\x00", {"eth.trailer": b"\x00\x01\x00\x00\x00\x00", "eth.padding_bad": 1}),
        (LONG + b"ab", {"eth.trailer": b"ab"}),
        (LONG + b"abcdef", {"eth.trailer": b"ab", "eth.fcs": 0x63646566, "eth.fcs.status": 2}),
        (ARP + ZEROS[:18], {"eth.padding": ZEROS[:18]}),
        (TAGGED + b"\0\0ab", {"eth.padding": b"\0\0", "vlan.trailer": b"ab"}),
        (TAGGED + b"abcdef", {"vlan.trailer": b"abcdef", "eth.padding_bad": 1}),
        (ethernet(b"\xaa\xaa\x03" + ZEROS[:2], 3) + b"abc", {"eth.trailer": b"\0\0abc"}),
        (ethernet(ZEROS[:60], 0), {}),
        (ethernet(b"\x15" + SEGMENT[15:], 0x0800) + ZEROS[:6], {}),
    ],
)
def test_what_stands_behind_a_packet(frame: bytes, values: dict[str, Value], tmp_path: Path) -> None:
    names = ("eth.padding", "eth.trailer", "eth.fcs", "eth.fcs.status", "eth.padding_bad", "vlan.trailer")
    found = {name: read(tmp_path, [SEGMENT, frame], name) for name in names}
    assert found == {name: [None, values.get(name)] for name in names}


def cooked(folder: Path, frame: bytes, kept: int, link_type: int) -> Path:
    import struct

    path = folder / "cooked.pcap"
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link_type)
    path.write_bytes(head + struct.pack("<IIII", 1, 0, kept, len(frame)) + frame[:kept])
    return path


def test_of_a_check_sequence_that_the_capture_cut_nothing_is_told(tmp_path: Path) -> None:
    session = session_of(cooked(tmp_path, LONG + b"abcdef", len(LONG) + 4, 1))
    assert values_of(session, "eth.trailer") == [b"ab"]
    assert values_of(session, "eth.fcs") == [None]


def test_of_padding_that_the_capture_cut_nothing_is_told(tmp_path: Path) -> None:
    session = session_of(cooked(tmp_path, SEGMENT + ZEROS[:6], len(SEGMENT) + 4, 1))
    assert values_of(session, "eth.padding") == [None]
    assert values_of(session, "eth.trailer") == [None]


@pytest.mark.parametrize(
    ("header", "link_type"),
    [("0000000100060200000000010000 0806", 113), ("0806000000000002000100060200000000010000", 276)],
)
def test_cooked_frames_have_trailers_of_their_own(header: str, link_type: int, tmp_path: Path) -> None:
    frame = bytes.fromhex(header) + ARP[len(MACS) + 2 :]
    frame = frame.ljust(60, b"\0") + b"abcd"
    session = session_of(cooked(tmp_path, frame, len(frame), link_type))
    assert values_of(session, "sll.trailer") == [b"abcd"]
    assert values_of(session, "eth.padding") == [bytes(60 - len(bytes.fromhex(header)) - 28)]
    assert values_of(session, "eth.fcs") == [None]
