"""One segment's numbers."""

import pytest

from tui_tcp.segment import NO_SHIFT, Segment

FIN, SYN, ACK = 1, 2, 16


@pytest.mark.parametrize(
    ("flags", "length", "used"),
    [(ACK, 0, 0), (ACK, 10, 10), (SYN, 0, 1), (FIN | ACK, 0, 1), (FIN | ACK, 10, 11), (SYN, 10, 11), (SYN | FIN, 0, 2)],
)
def test_data_syn_and_fin_use_sequence_numbers(flags: int, length: int, used: int) -> None:
    assert Segment(flags, 100, 0, length).end == 100 + used


def test_nothing_is_left_of_the_options_of_the_segment_before() -> None:
    segment = Segment()
    segment.mss, segment.shift, segment.sack_count, segment.has_timestamps = 1460, 7, 2, 1
    segment.clear_options()
    assert (segment.mss, segment.shift, segment.sack_count, segment.has_timestamps) == (0, NO_SHIFT, 0, 0)


def test_numbers_as_sent_have_32_bits() -> None:
    segment = Segment(seq=(1 << 33) + 5, ack=-1)
    assert (segment.seq_raw, segment.ack_raw) == (5, 0xFFFFFFFF)
