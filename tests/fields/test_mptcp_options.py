"""Multipath TCP's options: what stands where, by subtype, flags and length, as tshark 4.0 tells it."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, read, with_options
from tui_tcp.fields.field import Value

KEY, OTHER_KEY = "1122334455667788", "99aabbccddeeff00"
FIRST, SECOND = 0x1122334455667788, 0x99AABBCCDDEEFF00  # the second does not fit into 63 bits


def option(rest: str) -> bytes:
    """An option of what stands behind its length, with padding behind it."""
    content = bytes.fromhex(rest)
    return (bytes([30, 2 + len(content)]) + content).ljust(-(-(2 + len(content)) // 4) * 4, b"\x01")


@pytest.mark.parametrize(
    ("rest", "values"),
    [
        ("0081" + KEY, {"version": 0, "flags": 0x81, "sha1.flag": 1, "reserved.flag": 0, "sendkey": FIRST}),
        ("00ff", {"reserved.flag": 0x1F, "nomoresubflows.flag": None, "sha256.flag": None, "sendkey": None}),
        ("01ff", {"reserved.flag": 0x0F, "nomoresubflows.flag": 1, "sha256.flag": 1, "sha1.flag": None}),
        ("0181" + KEY + OTHER_KEY + "0005beef", {"recvkey": SECOND, "datalvllen": 5, "checksum": 0xBEEF}),
        ("0081" + "11" * 15, {"sendkey": None, "flags": 0x81}),
        ("1103" + "00000007aabbccdd", {"flags": 0x11, "backup.flag": 1, "addrid": 3, "recvtok": 7}),
        ("1003" + KEY + "aabbccdd", {"sendtrunchmac": FIRST, "sendrand": 0xAABBCCDD, "recvtok": None}),
        ("1000" + "ab" * 20, {"reserved": 0, "sendhmac": b"\xab" * 20, "flags": None}),
        ("2001" + "aabbccdd", {"rawdataack": 0xAABBCCDD, "rawdataseqno": None, "dataackpresent.flag": 1}),
        ("200f" + KEY + OTHER_KEY + "000000010010", {"rawdataack": FIRST, "rawdataseqno": SECOND, "datalvllen": 16}),
        ("2014" + "00000009" + "00000001" + "0010" + "beef", {"datafin.flag": 1, "subflowseqno": 1, "checksum": None}),
        ("2004" + "00000009" + "00000001" + "0010" + "beef0000", {"rawdataseqno": 9, "checksum": 0xBEEF}),
        ("3409" + "0a0900091f90", {"ipver": 4, "ipv4": 0x0A090009, "port": 8080, "echo": None}),
        ("3109" + "fd" * 16 + "1f90", {"ipver": None, "ipv6": b"\xfd" * 16, "port": 8080, "echo": 1}),
        ("3009" + "0a090009" + KEY, {"ipv4": 0x0A090009, "addaddrtrunchmac": FIRST, "port": None}),
        ("40090a0b", {"addrid": (9, 10, 11)}),
        ("5109", {"flags": 0x51, "backup.flag": 1, "addrid": 9}),
        ("6000" + KEY, {"rawdataseqno": FIRST, "reserved": 0}),
        ("7000" + OTHER_KEY, {"recvkey": SECOND}),
        ("8103", {"flags": 0x81, "flag_T.flag": 1, "flag_U.flag": 0, "rst_reason": 3}),
    ],
)
def test_what_an_option_holds(rest: str, values: dict[str, Value], tmp_path: Path) -> None:
    frames = [HANDSHAKE[0], with_options(option(rest), 0x10)]
    found = {name: read(tmp_path, frames, f"tcp.options.mptcp.{name}") for name in ["subtype", *values]}
    assert found == {name: [None, value] for name, value in {"subtype": int(rest[0], 16), **values}.items()}


def test_several_options_of_a_segment_keep_their_order(tmp_path: Path) -> None:
    frame = with_options(option("4007") + option("5109") + option("3409" + "0a090009"), 0x10)
    assert read(tmp_path, [frame], "tcp.options.mptcp.subtype") == [(4, 5, 3)]
    assert read(tmp_path, [frame], "tcp.options.mptcp.flags") == [0x51]


@pytest.mark.parametrize("cut", range(2, 20))
def test_an_option_that_ends_too_soon_holds_what_is_there(cut: int, tmp_path: Path) -> None:
    whole = bytes.fromhex("200f" + KEY + OTHER_KEY)
    frame = with_options(option(whole[:cut].hex()), 0x10)
    assert read(tmp_path, [frame], "tcp.options.mptcp.rawdataack") == [FIRST if cut >= 10 else None]
