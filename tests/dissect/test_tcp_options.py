"""TCP's options, one of each."""

import pytest

from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import values

CASES = {
    "mss": ("020405b4", "tcp.options.mss", "1460"),
    "window scale": ("03030700", "tcp.options.wscale", "7 (multiply by 128)"),
    "window scale beyond 14": ("0303ff00", "tcp.options.wscale", "255 (multiply by 16384)"),
    "sack permitted": ("04020101", "tcp.options.sack_perm", ""),
    "sack": ("0101050a000000640000012c", "tcp.options.sack", "100-300"),
    "timestamps": ("0101080a0000000100000002", "tcp.options.timestamp", "value 1, echo reply 2"),
    "md5": ("1312" + "ab" * 16 + "0101", "tcp.options.md5", "ab" * 16),
    "user timeout": ("1c04801e", "tcp.options.user_to", "30 min"),
    "authentication": ("1d080102aabbccdd", "tcp.options.ao", "key 1, next key 2, mac aabbccdd"),
    "fast open, asked for": ("22020101", "tcp.options.tfo", "requested"),
    "fast open": ("220a0102030405060708 0101", "tcp.options.tfo", "0102030405060708"),
    "fast open, experimental": (
        "fe06f98901020101",
        "tcp.options.experimental",
        "experiment 0xf989, fast open cookie 0102",
    ),
    "accurate ecn": ("ac0500000901 0101", "tcp.options.acc_ecn", "9"),
    "unknown": ("fa04abcd", "tcp.options.unknown.payload", "abcd"),
}


@pytest.mark.parametrize(("options", "name", "value"), CASES.values(), ids=CASES)
def test_an_option_is_read(options: str, name: str, value: str) -> None:
    raw = bytes.fromhex(options)
    layers = dissect(b.ip(b.tcp(b"x", options=raw + b"\x01" * (-len(raw) % 4))), 228)
    assert values(layers, name)[0] == value
    assert values(layers, "data.data") == ["x"]


def test_a_broken_option_does_not_move_the_payload() -> None:
    layers = dissect(b.ip(b.tcp(b"x", options=b"\x02\x00\x00\x00")), 228)
    assert values(layers, "_ws.malformed") == ["kind 2 has an impossible length"]
    assert values(layers, "data.data") == ["x"]
