"""TCP options: those that count, those that lie, and those that are cut."""

import pytest

from tests.wire.packets import Decoded, decode, ether, ip4, tcp
from tui_tcp.segment import CUT, NO_SHIFT

SYN = b"\x02\x04\x05\xb4\x04\x02\x08\x0a\x00\x00\x00\x01\x00\x00\x00\x02\x01\x03\x03\x07"


def read(options: bytes) -> Decoded:
    return decode(ether(ip4(tcp(options=options))))


def test_the_options_of_a_syn() -> None:
    decoded = read(SYN)
    assert (decoded.mss, decoded.shift, decoded.timestamps) == (1460, 7, (1, 2))


def test_without_options_nothing_is_left_of_the_segment_before() -> None:
    decoded = read(b"")
    assert (decoded.mss, decoded.shift, decoded.timestamps, decoded.sacked) == (0, NO_SHIFT, None, [])


@pytest.mark.parametrize("blocks", [1, 2, 3, 4])
def test_sack_blocks(blocks: int) -> None:
    edges = b"".join(value.to_bytes(4, "big") for value in range(2 * blocks))
    padding = b"\x01\x01" if blocks < 5 else b""
    assert read(padding + bytes([5, 2 + 8 * blocks]) + edges).sacked == list(range(2 * blocks))


def test_a_shift_above_fourteen_counts_as_fourteen() -> None:
    assert read(b"\x03\x03\xff\x00").shift == 14


@pytest.mark.parametrize(
    "options",
    [b"\x03\x00\x07\x00", b"\x03\x01\x07\x00", b"\x03\x04\x07\x00", b"\x03\x28\x07\x00", b"\x00\x03\x03\x07"],
    ids=["length 0", "length 1", "wrong length", "beyond the header", "after the end"],
)
def test_a_shift_of_a_wrong_length_is_none(options: bytes) -> None:
    assert read(options).shift == NO_SHIFT


def test_options_are_read_as_far_as_they_were_captured() -> None:
    frame = ether(ip4(tcp(options=SYN)))
    decoded = decode(frame[: 14 + 20 + 20 + 8], wire=len(frame))
    assert (decoded.mss, decoded.timestamps, decoded.shift) == (1460, None, NO_SHIFT)


def test_the_whole_blocks_of_a_sack_that_was_cut_still_count() -> None:
    edges = b"".join(value.to_bytes(4, "big") for value in range(4))
    frame = ether(ip4(tcp(options=b"\x01\x01\x05\x12" + edges)))
    assert decode(frame[: 14 + 20 + 20 + 4 + 12], wire=len(frame)).sacked == [0, 1]


def test_a_sack_of_half_a_block_is_no_whole_header() -> None:
    assert read(b"\x01\x01\x05\x0a" + bytes(8)).form == 0
    assert read(b"\x01\x01\x05\x08" + bytes(8)).form == CUT
