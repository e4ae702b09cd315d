"""The Internet checksum."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.dissect.checksum import judge, ones_sum
from tui_tcp.dissect.frame import dissect

from . import builders as b
from .looking import values


@settings(derandomize=True, max_examples=60)
@given(st.binary(max_size=64))
def test_the_sum_is_rfc_1071s(data: bytes) -> None:
    assert 0xFFFF - ones_sum(data) == b.checksum(data)


def test_a_header_is_judged() -> None:
    header = b.ip(b"")
    assert judge(header, 10) == "correct"
    broken = header[:10] + b"\x12\x34" + header[12:]
    assert judge(broken, 10) == f"incorrect, should be 0x{header[10:12].hex()}"


def stored_in(segment: bytes, fragment: int = 0, length: int | None = None) -> str:
    return values(dissect(b.ip(segment, fragment=fragment, length=length), 228), "tcp.checksum")[0].split(", ", 1)[1]


def test_tcp_verdicts() -> None:
    assert stored_in(b.tcp(b"odd")) == "correct"
    right = b.tcp(b"odd")[16:18].hex()
    assert stored_in(b.tcp(b"odd", stored=0x1234)) == f"incorrect, should be 0x{right}"
    half = 0xFFFF - b.checksum(b.pseudo(b.CLIENT, b.SERVER, 6, 23))
    assert stored_in(b.tcp(b"odd", stored=half)) == "partial (offload)"
    assert stored_in(b.tcp(b"odd"), fragment=0x2000) == "not verified (fragment)"
    assert stored_in(b.tcp(b"odd"), length=100) == "not verified (cut short)"


@pytest.mark.parametrize("pad", [False, True])
def test_padding_does_not_count(pad: bool) -> None:
    assert values(dissect(b.ether(b.ip(b.tcp()), pad=pad), 1), "tcp.checksum")[0].endswith(", correct")


def test_a_datagram_without_checksum_has_none() -> None:
    datagram = b.udp(b"x", (1, 2))
    packet = b.ip(datagram[:6] + b"\0\0" + datagram[8:], 17)
    assert values(dissect(packet, 228), "udp.checksum") == ["0x0000, none"]
