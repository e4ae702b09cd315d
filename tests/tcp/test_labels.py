"""Wireshark's own labels."""

from tui_tcp.tcp.labels import ALL_FLAGS, BITS, HAS_INITIAL_RTT, LABELS


def test_each_label_has_a_bit_of_its_own() -> None:
    assert len(BITS) == len(LABELS)
    assert sum(BITS.values()) == ALL_FLAGS


def test_the_mark_of_the_round_trip_is_not_a_label() -> None:
    assert not HAS_INITIAL_RTT & ALL_FLAGS
