"""ICMP and IGMP."""

from pathlib import Path

import numpy as np
import pytest

from tests.dissect import builders as b
from tests.fields.frames import icmp, read
from tui_tcp.fields.field import Value
from tui_tcp.fields.icmp_fields import turned

ECHO = bytes.fromhex("0800 d2c6 1234 0005 0000")
QUERY = b.ether(b.ip(bytes.fromhex("1164 ee9b 00000000"), 2))
REPORT = b.ether(b.ip(bytes.fromhex("2200 f902 0000 0001 04000000 e00000fb"), 2))
FRAMES = [b.ether(b.ip(ECHO, 1)), icmp(8, b"\x12\x34\0\x05hi"), icmp(5, b"\x0a\0\0\x09"), QUERY, REPORT]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("icmp.type", [8, 8, 5, None, None]),
        ("icmp.ident", [0x1234, 0x1234, None, None, None]),
        ("icmp.ident_le", [0x3412, 0x3412, None, None, None]),
        ("icmp.seq_le", [0x0500, 0x0500, None, None, None]),
        ("icmp.redir_gw", [None, None, 0x0A000009, None, None]),
        ("igmp.type", [None, None, None, 0x11, 0x22]),
        ("igmp.version", [None, None, None, 2, 3]),
        ("igmp.max_resp", [None, None, None, 100, None]),
        ("igmp.maddr", [None, None, None, 0, 0xE00000FB]),
        ("igmp.record_type", [None, None, None, None, 4]),
        ("igmp.checksum.status", [None, None, None, 1, 1]),
    ],
)
def test_the_field_of_every_frame(name: str, values: list[Value], tmp_path: Path) -> None:
    assert read(tmp_path, FRAMES, name) == values


def test_a_checksum_is_right_or_wrong(tmp_path: Path) -> None:
    right = b.ether(b.ip(bytes.fromhex("0800 e5c6 1234 0005"), 1))
    assert read(tmp_path, [right, icmp(8, bytes(4))], "icmp.checksum.status") == [1, 0]


def test_a_report_whose_records_are_cut(tmp_path: Path) -> None:
    cut = b.ether(b.ip(bytes.fromhex("2200 0000 0000 0003 04000000 e00000fb 0400"), 2))
    assert read(tmp_path, [cut], "igmp.maddr") == [0xE00000FB]


def test_the_low_byte_first() -> None:
    assert turned(np.array([0x1234])).tolist() == [0x3412]


@pytest.mark.parametrize(
    ("kind", "code", "rest", "unused"),
    [
        (3, 0, "01000203", bytes.fromhex("01000203")),
        (3, 0, "01020304", (b"\x01", b"\x03\x04")),  # a length in the second
        (3, 4, "010005dc", b"\x01\x00"),  # an MTU in the last two
        (3, 4, "010205dc", b"\x01"),
        (11, 0, "01020304", (b"\x01", b"\x03\x04")),
        (12, 0, "01000304", bytes.fromhex("000304")),  # a pointer in the first
        (12, 0, "01020304", b"\x03\x04"),
        (4, 0, "01020304", None),
    ],
)
def test_what_an_error_leaves_unused(kind: int, code: int, rest: str, unused: Value, tmp_path: Path) -> None:
    content = bytes([kind, code, 0, 0]) + bytes.fromhex(rest) + b"\x45" + bytes(27)
    assert read(tmp_path, [b.ether(b.ip(content, 1))], "icmp.unused") == [unused]
