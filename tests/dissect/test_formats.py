"""How values are printed."""

import pytest

from tui_tcp.dissect import formats as f


@pytest.mark.parametrize(
    ("form", "raw", "printed"),
    [
        (f.dec, b"\x01\x00", "256"),
        (f.hexa, b"\x00\x12", "0x0012"),
        (f.octets, b"\xde\xad", "dead"),
        (f.octets, bytes(40), "00" * 32 + "…"),
        (f.text, b"a\x1b[0m", r"a\x1b[0m"),
        (f.mac, b"\x02\x42\xac\x11\x00\x02", "02:42:ac:11:00:02"),
        (f.address, b"\x0a\x09\x00\x01", "10.9.0.1"),
        (f.address, b"\xfd" + bytes(14) + b"\x01", "fd00::1"),
        (f.address, b"\x01\x02\x03", "010203"),
        (f.times(4), b"\x05", "20 bytes"),
        (f.masked(0xF0), b"\x45", "4"),
        (f.named({6: "TCP"}), b"\x06", "6 (TCP)"),
        (f.named({6: "TCP"}), b"\x07", "7"),
        (f.flags({2: "SYN", 16: "ACK"}, 0xFFF), b"\x50\x12", "0x0012 (SYN, ACK)"),
        (f.flags({2: "SYN"}, 0xFFF), b"\x50\x00", "0x0000"),
    ],
)
def test_formats(form: f.Format, raw: bytes, printed: str) -> None:
    assert form(raw) == printed


def test_a_bit_is_a_number_with_its_meaning() -> None:
    assert (f.switch(1), f.switch(0)) == ("1 (set)", "0 (not set)")
    assert f.coded({3: "three"})(3) == "3 (three)"
