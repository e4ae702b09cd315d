"""TCP's rarer options: user timeouts, authentication, accurate ECN, experiments, as tshark 4.0 tells them."""

from pathlib import Path

import pytest

from tests.fields.frames import HANDSHAKE, read, with_options
from tui_tcp.fields.field import Value


@pytest.mark.parametrize(
    ("option", "values"),
    [
        ("1c048005", {"user_to_granularity": 1, "user_to_val": 5, "user_to": bytes.fromhex("1c048005")}),
        ("1c03ff", {"user_to_val": None, "user_to": bytes.fromhex("1c03ff")}),
        ("1d0a0102aabbccddeeff", {"ao.keyid": 1, "ao.rnextkeyid": 2, "ao.mac": bytes.fromhex("aabbccddeeff")}),
        ("1d040102", {"ao.keyid": 1, "ao.mac": None}),
        ("ac0b000001000002000003", {"acc_ecn.ee0b": 1, "acc_ecn.eceb": 2, "acc_ecn.ee1b": 3}),
        ("ae0b000001000002000003", {"acc_ecn.ee0b": 3, "acc_ecn.eceb": 2, "acc_ecn.ee1b": 1}),
        ("ae05000001", {"acc_ecn.ee0b": None, "acc_ecn.ee1b": 1}),
        ("fd0dacc0000001000002000003", {"experimental.exid": 0xACC0, "acc_ecn.ee1b": 3, "experimental.data": None}),
        ("fe0500ac0f", {"experimental.exid": 0x00AC, "tarr.rate": 7}),
        ("fe0600ac0f00", {"tarr.rate": None}),
        ("fd08abcd11223344", {"experimental.exid": 0xABCD, "experimental.data": bytes.fromhex("11223344")}),
        ("fe06f989aabb", {"tfo.cookie": b"\xaa\xbb", "tfo.request": None, "tfo": None, "experimental.exid": 0xF989}),
        ("fd04f989", {"tfo.cookie": None, "tfo.request": 1}),
        ("2204aabb", {"tfo.cookie": b"\xaa\xbb", "tfo.request": None, "tfo": bytes.fromhex("2204aabb")}),
        ("2202", {"tfo.cookie": None, "tfo.request": 1}),
        ("4f06aabbccdd", {"unknown": bytes.fromhex("4f06aabbccdd"), "unknown.payload": bytes.fromhex("aabbccdd")}),
    ],
)
def test_what_an_option_holds(option: str, values: dict[str, Value], tmp_path: Path) -> None:
    content = bytes.fromhex(option)
    frames = [HANDSHAKE[0], with_options(content.ljust(-(-len(content) // 4) * 4, b"\x01"))]
    found = {name: read(tmp_path, frames, f"tcp.options.{name}") for name in values}
    assert found == {name: [None, value] for name, value in values.items()}
