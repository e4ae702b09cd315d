"""IPv4's options, as tshark 4.0 tells of them."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, ethernet, read
from tui_tcp.fields.field import Value

A, B, C = 0x01010101, 0x02020202, 0x03030303
HOPS = bytes.fromhex("01010101 02020202 03030303")


def packet(options: bytes) -> bytes:
    options += bytes(-len(options) % 4)
    size = 20 + len(options)
    head = (
        bytes([0x40 + size // 4, 0])
        + (size + 8).to_bytes(2, "big")
        + bytes.fromhex("0001 0000 40110000 0a000001 0a000002")
    )
    return ethernet(head + options + bytes(8), 0x0800)


def route(kind: int, pointer: int) -> bytes:
    return packet(bytes([kind, 15, pointer]) + HOPS)


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        (packet(b"\x01\x01\x94\x04\x00\x05\x00\x01"), "ip.opt.type", (1, 1, 148, 0)),
        (packet(b"\x01\x01\x94\x04\x00\x05\x00\x01"), "ip.opt.len", 4),
        (packet(b"\x94\x04\x00\x05"), "ip.opt.ra", 5),
        (packet(b"\x94\x04\x00\x05"), "ip.options.routeralert", b"\x94\x04\x00\x05"),
        (packet(b"\x94\x04\x00\x05"), "ip.opt.type.copy", 1),
        (packet(b"\x94\x04\x00\x05"), "ip.opt.type.number", 20),
        (packet(b"\x44\x04\x05\x00"), "ip.opt.type.class", 2),
        (packet(b"\x00\x01\x94\x04\x00\x05"), "ip.opt.type", 0),
        (packet(b"\x1e\x04\x01\x02"), "ip.opt.type", None),
        (packet(b"\x07\x0b\x04\x01"), "ip.opt.type", None),
        (packet(b"\x88\x04\x00\x07"), "ip.opt.sid", 7),
        (packet(b"\x0b\x04\x05\xdc"), "ip.opt.mtu", 1500),
        (route(7, 8), "ip.rec_rt", A),
        (route(7, 8), "ip.empty_rt", (B, C)),
        (route(7, 5), "ip.rec_rt", None),
        (route(131, 8), "ip.rec_rt", A),
        (route(131, 4), "ip.src_rt", (A, B)),
        (route(137, 16), "ip.rec_rt", (A, B, C)),
        (packet(b"\x44\x0c\x05\x20" + HOPS[:8]), "ip.opt.time_stamp", (A, B)),
        (packet(b"\x44\x0c\x05\x20" + HOPS[:8]), "ip.opt.overflow", 2),
        (packet(b"\x44\x0c\x05\x01" + HOPS[:8]), "ip.opt.time_stamp_addr", A),
        (packet(b"\x44\x0c\x05\x01" + HOPS[:8]), "ip.opt.time_stamp", B),
        (packet(b"\x44\x0c\x05\x00" + HOPS[:8]), "ip.opt.time_stamp_addr", None),
        (packet(b"\x44\x0c\x05\x03" + HOPS[:8]), "ip.opt.flag", 3),
        (packet(b"\x44\x0c\x05\x03" + HOPS[:8]), "ip.opt.ptr", 5),
        (HANDSHAKE[0], "ip.opt.type", None),
    ],
)
def test_what_stands_in_options(options: bytes, name: str, value: Value, tmp_path: Path) -> None:
    assert read(tmp_path, [options], name) == [value]


def test_options_before_a_segment(tmp_path: Path) -> None:
    plain = HANDSHAKE[0]
    length = int.from_bytes(plain[16:18], "big") + 4
    segment = plain[:14] + b"\x46\x00" + length.to_bytes(2, "big") + plain[18:34] + b"\x94\x04\x00\x05" + plain[34:]
    assert read(tmp_path, [plain, segment], "ip.opt.ra") == [None, 5]
