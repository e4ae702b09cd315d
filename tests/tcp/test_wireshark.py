"""Wireshark's labels beside ours; its recorded answers on real captures judge the rest (tests/judges)."""

from dataclasses import replace

from tests.builders import START_NS, Line, Seen, ack, back, closed, data, established, late, see, syn, syn_ack
from tui_tcp.segment import CUT, PARTIAL
from tui_tcp.tcp.labels import BITS
from tui_tcp.tcp.states import State


def labels(seen: Seen) -> list[list[str]]:
    return [[name for name, bit in BITS.items() if seen.columns["labels"][row] & bit] for row in range(seen.count)]


def test_ordinary_segments_bear_no_label() -> None:
    assert labels(see(closed())) == [[]] * 7


def test_a_copy_long_after_is_a_retransmission() -> None:
    assert labels(see([*established(), data(1, 10), late(data(1, 10), 300)]))[-1] == ["retransmission"]


def test_a_copy_of_what_was_acknowledged_is_spurious() -> None:
    seen = see([*established(), data(1, 10), back(ack(1, 11)), late(data(1, 10), 300)])
    assert "spurious_retransmission" in labels(seen)[-1]


def test_a_simultaneous_open_is_called_a_retransmission_by_wireshark_alone() -> None:
    seen = see([syn(), back(syn()), replace(syn_ack(), from_server=False), syn_ack()])
    assert "retransmission" in labels(seen)[2]
    assert seen.findings[2] == []


def test_a_reused_pair_is_labelled() -> None:
    assert labels(see([*closed(), syn(70_000)]))[-1] == ["reused_ports"]


def test_an_acknowledgment_names_the_row_it_acknowledges() -> None:
    seen = see([*established(), data(1, 10), back(ack(1, 11))])
    assert seen.columns["acks_row"][4] == 3


def test_completeness_is_what_was_seen_before_the_segment() -> None:
    lines: list[Line] = [*established(), data(1, 10), back(ack(1, 11))]
    seen = see(lines)
    assert list(seen.columns["completeness"]) == [0, 1, 3, 7, 15]
    assert seen.connection.client.state == State.ESTABLISHED


def test_after_a_copy_the_bytes_in_flight_are_those_that_nobody_acknowledged() -> None:
    lost = [data(1, 10), data(11, 10), data(21, 10), late(data(11, 10), 300), back(ack(1, 11))]
    seen = see([*established(), *lost, data(31, 10), back(ack(1, 31)), data(41, 10), data(51, 10)])
    assert list(seen.columns["amount"])[3:] == [10, 20, 30, 30, 0, 30, 0, 20, 30]


def test_the_oldest_of_two_copies_is_what_is_acknowledged() -> None:
    seen = see([*established(), data(1, 10), late(data(1, 10), 300), data(11, 10), back(ack(1, 11))])
    assert seen.columns["acks_row"][6] == 3


def test_after_an_acknowledgment_of_what_was_not_seen_duplicates_count_from_one() -> None:
    unseen = back(ack(1, 500))
    answers = [ack(1, 1), ack(1, 1), ack(1, 1)]
    seen = see([*established(), unseen, *answers])
    assert labels(seen)[3] == ["ack_lost_segment"]
    assert list(seen.columns["amount"])[4:] == [1, 2, 3]


def test_bytes_in_flight_are_measured_anew_when_a_syn_ack_moves_what_numbers_count_from() -> None:
    seen = see([syn(), back(data(2001, 1000)), syn_ack(), back(data(1, 1000))])
    assert seen.columns["amount"][3] == 3001


def test_of_two_numbers_half_the_circle_apart_each_is_beyond_the_other() -> None:
    seen = see([*established(), data(1, 10), back(ack(1, 11 + 2**31))])
    assert labels(seen)[4] == ["ack_lost_segment"]
    assert seen.columns["acks_row"][4] == -1


def test_an_acknowledgment_from_far_ahead_clears_what_the_next_one_would_answer() -> None:
    far, near = back(ack(1, 16 + 2**31)), back(ack(1, 21))
    assert see([*established(), data(1, 10), data(11, 10), near]).columns["acks_row"][5] == 4
    assert see([*established(), data(1, 10), data(11, 20), far, back(ack(1, 31))]).columns["acks_row"][6] == -1


def test_a_negative_round_trip_counts_as_a_very_long_one() -> None:
    early = [syn(), syn_ack(), late(ack(), -100)]
    assert "out_of_order" in labels(see([*early, data(11, 10), late(data(1, 5), 300)]))[-1]


def test_a_segment_of_unknown_length_takes_back_what_was_selectively_acknowledged() -> None:
    hole = replace(back(ack(1, 1)), sack=((11, 21),))
    flight = [*established(), data(1, 10), data(11, 10), hole]
    assert see([*flight, data(21, 10)]).columns["amount"][6] == 20
    assert see([*flight, replace(back(ack(1, 1)), form=PARTIAL), data(21, 10)]).columns["amount"][7] == 30


def test_a_syn_whose_options_were_cut_leaves_the_scale_open() -> None:
    filling = [*established()[1:], replace(data(1, 65535), window=9)]
    assert labels(see([syn(), *filling]))[-1] == ["window_full"]
    cut = [replace(line, form=CUT) for line in (syn(), syn_ack())]
    assert labels(see([*cut, *filling[1:]]))[-1] == []


def test_a_syn_at_the_epoch_begins_no_initial_round_trip() -> None:
    assert see(established()).connection.analysis.initial_rtt == 2_000_000
    epoch = see([late(syn(), -START_NS / 1_000_000), *established()[1:]])
    assert epoch.columns["labels"][2] == 0
