"""Multipath TCP's subtypes."""

import pytest

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import check, values

CASES = {
    "capable, syn": ("1e040101", {"version": ["1"], "sendkey": []}),
    "capable, ack": ("1e140101" + "01" * 8 + "02" * 8, {"sendkey": ["0x" + "01" * 8], "recvkey": ["0x" + "02" * 8]}),
    "join, syn": ("1e0c1001" + "0000000a" + "0000000b", {"backup.flag": [], "recvtok": ["0x0000000a"]}),
    "dss, ack of 4": ("1e082001" + "00000007", {"rawdataack": ["7"]}),
    "dss, all of 8": (
        "1e1c200f" + "0000000000000007" + "0000000000000008" + "00000009" + "000a" + "beef",
        {
            "rawdataack": ["7"],
            "rawdataseqno": ["8"],
            "subflowseqno": ["9"],
            "datalvllen": ["10"],
            "checksum": ["0xbeef"],
        },
    ),
    "add address": ("1e103001" + "0a090003" + "01" * 8, {"ipv4": ["10.9.0.3"], "addaddrtrunchmac": ["0x" + "01" * 8]}),
    "add address with port": ("1e0a3001" + "0a090003" + "0050" + "0101", {"ipv4": ["10.9.0.3"], "port": ["80"]}),
    "remove address": ("1e054002 03 010101", {"addrid": ["2", "3"]}),
    "fast close": ("1e0c7000" + "01" * 8, {"recvkey": ["0x" + "01" * 8]}),
    "reset": ("1e048101", {"flag_T.flag": ["1"], "rst_reason": ["1"]}),
    "unknown": ("1e04f101", {"subtype": ["15"]}),
}


@pytest.mark.parametrize(("option", "expected"), CASES.values(), ids=CASES)
def test_a_subtype_is_read(option: str, expected: dict[str, list[str]]) -> None:
    data = b.ip(b.tcp(options=bytes.fromhex(option)))
    layers = dissect(data, 228)
    check(layers, data)
    found = {name: values(layers, f"tcp.options.mptcp.{name}") for name in expected}
    assert found | {"backup.flag": []} == expected | {"backup.flag": []}


def test_subtypes_of_any_length_never_raise() -> None:
    for subtype in range(16):
        for size in range(2, 40):
            body = bytes((30, size, subtype << 4, 0xFF)) + bytes(36)
            data = b.ip(b.tcp(options=body[:40]))
            check(dissect(data, 228), data)
