"""One connection: who opened it, both ends' states line by line, what is counted, how the handshake is timed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.builders import (
    Line,
    ack,
    back,
    both_closing,
    closed,
    data,
    established,
    fin,
    fin_wait_1,
    fin_wait_2,
    late,
    rst,
    rst_ack,
    see,
    syn,
    syn_ack,
    time_wait,
)
from tui_tcp.tcp.flags import ACK, SYN
from tui_tcp.tcp.states import Confidence, State


@pytest.mark.parametrize(
    ("lines", "states"),
    [
        pytest.param([syn()], ("SYN-SENT", "LISTEN"), id="SYN"),
        pytest.param([syn(), syn_ack()], ("ESTABLISHED", "SYN-RECEIVED"), id="SYN,ACK"),
        pytest.param(established(), ("ESTABLISHED", "ESTABLISHED"), id="handshake"),
        pytest.param(fin_wait_1(), ("FIN-WAIT-1", "CLOSE-WAIT"), id="FIN"),
        pytest.param(fin_wait_2(), ("FIN-WAIT-2", "CLOSE-WAIT"), id="ACK of the FIN"),
        pytest.param(time_wait(), ("TIME-WAIT", "LAST-ACK"), id="second FIN"),
        pytest.param(closed(), ("TIME-WAIT", "CLOSED"), id="its ACK"),
        pytest.param(both_closing(), ("CLOSING", "CLOSING"), id="FINs crossed"),
        pytest.param([*both_closing(), ack(2, 2), back(ack(2, 2))], ("TIME-WAIT", "TIME-WAIT"), id="crossed, ACKs"),
        pytest.param([syn(), back(rst_ack())], ("CLOSED", "CLOSED"), id="refused"),
        pytest.param([*established(), back(rst())], ("CLOSED", "CLOSED"), id="reset by the server"),
        pytest.param([*fin_wait_1(), back(fin(1, 2)), ack(2, 2)], ("TIME-WAIT", "CLOSED"), id="three segments"),
        pytest.param([syn(), syn_ack(), replace(fin(), length=5)], ("FIN-WAIT-1", "CLOSE-WAIT"), id="FIN, data"),
    ],
)
def test_both_ends_are_followed(lines: list[Line], states: tuple[str, str]) -> None:
    assert see(lines).states == states


def test_a_reset_by_the_client_closes_the_server() -> None:
    assert see([*established(), rst()]).states == ("CLOSED", "CLOSED")


def test_the_less_closed_end_names_the_connection_s_state() -> None:
    assert see(closed()).connection.state is State.TIME_WAIT
    assert see(fin_wait_1()).connection.state is State.CLOSE_WAIT


def test_the_sender_of_the_first_syn_is_the_client() -> None:
    connection = see(established(), client_second=True).connection
    assert (connection.client_direction, connection.client_guessed) == (0, False)


def test_the_receiver_of_a_syn_ack_is_the_client() -> None:
    connection = see([syn_ack(), ack()]).connection
    assert (connection.client_direction, connection.client_guessed) == (1, False)


@pytest.mark.parametrize("client_second", [False, True])
def test_without_a_syn_the_client_is_a_guess(client_second: bool) -> None:
    connection = see([data(1, 5), back(ack(1, 6))], client_second=client_second).connection
    assert (connection.client_direction, connection.client_guessed) == (int(client_second), True)


def test_copies_are_counted_as_segments_but_not_as_bytes() -> None:
    client = see([*established(), data(1, 100), data(1, 100), data(101, 50)]).connection.client
    assert (client.packets, client.data_segments, client.bytes, client.retransmissions) == (5, 3, 150, 1)


def test_the_part_of_a_copy_that_is_new_counts() -> None:
    client = see([*established(), data(1, 100), data(51, 100)]).connection.client
    assert (client.bytes, client.retransmissions) == (150, 0)


def test_the_round_trip_is_from_the_syn_to_the_ack_that_completes() -> None:
    connection = see([syn(), late(syn_ack(), 20), late(ack(), 3)]).connection
    assert connection.rtt == 23_000_000


def test_the_round_trip_counts_from_the_newest_syn() -> None:
    connection = see([syn(), late(syn(), 1000), late(syn_ack(), 20), late(ack(), 3)]).connection
    assert connection.rtt == 23_000_000


def test_a_syn_that_the_tap_saw_twice_does_not_shorten_the_round_trip() -> None:
    connection = see([syn(), late(syn(), 1), late(syn_ack(), 20), late(ack(), 3)]).connection
    assert connection.rtt == 24_000_000


@pytest.mark.parametrize(
    "lines", [[syn()], [syn(), syn_ack()], [syn_ack(), ack()], [data(1, 5)], [syn(), syn_ack(), rst(), data(1, 5)]]
)
def test_without_a_whole_handshake_there_is_no_round_trip(lines: Sequence[Line]) -> None:
    assert see(lines).connection.rtt == -1


def test_relative_numbers_count_from_the_syn() -> None:
    connection = see(established()).connection
    assert (connection.first.base, connection.second.base) == (syn().seq_raw, syn_ack().seq_raw)


def test_without_a_syn_they_count_from_one_before_the_first_seen() -> None:
    connection = see([data(100, 5, 300), back(ack(300, 105))]).connection
    assert connection.first.base == data(100, 5).seq_raw - 1
    assert connection.second.base == ack(100, 300).ack_raw - 1


def test_another_syn_ack_moves_the_base_and_the_old_one_is_kept() -> None:
    connection = see([syn(), syn_ack(), late(syn_ack(7000), 50)]).connection
    assert connection.second.base == syn_ack(7000).seq_raw
    assert connection.rebased == ((2, 1, syn_ack().seq_raw),)


def test_a_simultaneous_open_passes_through_syn_received_at_both_ends() -> None:
    seen = see([syn(), back(syn()), Line(SYN | ACK, 0, 1), back(Line(SYN | ACK, 0, 1))])
    assert seen.states_after(1) == ("SYN-RECEIVED", "SYN-RECEIVED")
    assert seen.states == ("ESTABLISHED", "ESTABLISHED")


def test_a_connection_met_midway_is_assumed_established() -> None:
    seen = see([data(500, 10, 900)])
    assert seen.states == ("ESTABLISHED", "ESTABLISHED")
    assert seen.confidences == ("assumed", "assumed")


@pytest.mark.parametrize("block", [1, 2, 3])
def test_the_size_of_a_batch_makes_no_difference(block: int) -> None:
    assert [see(closed(), block=block).states_after(row) for row in range(7)] == [
        see(closed()).states_after(row) for row in range(7)
    ]


LOST_BEFORE_FIN = [*established(), data(1, 100), fin(101)]


def holding_fin(number: int = 1) -> Line:
    """What the server says that has the FIN and not what stands before it."""
    return replace(back(ack(1, number)), sack=((101, 102),))


def test_a_fin_beyond_what_was_lost_behind_the_capture_point_has_not_come() -> None:
    assert see(LOST_BEFORE_FIN).connection.server.state == State.CLOSE_WAIT
    server = see([*LOST_BEFORE_FIN, holding_fin()]).connection.server
    assert (server.state, server.confidence) == (State.ESTABLISHED, Confidence.CERTAIN)


def test_a_fin_comes_when_the_hole_before_it_is_filled() -> None:
    server = see([*LOST_BEFORE_FIN, holding_fin(), late(data(1, 100), 300)]).connection.server
    assert (server.state, server.confidence) == (State.CLOSE_WAIT, Confidence.IMPLIED)


def test_a_fin_has_come_when_it_is_acknowledged_whatever_was_doubted() -> None:
    server = see([*LOST_BEFORE_FIN, holding_fin(), back(ack(1, 102))]).connection.server
    assert (server.state, server.confidence) == (State.CLOSE_WAIT, Confidence.CERTAIN)


def test_a_duplicate_block_doubts_no_fin() -> None:
    twice = replace(back(ack(1, 101)), sack=((1, 51),))
    assert see([*LOST_BEFORE_FIN, twice]).connection.server.state == State.CLOSE_WAIT


def test_an_end_that_waits_for_what_precedes_a_fin_may_close_itself() -> None:
    seen = see([*established(), fin(101), back(fin(1, 1))])
    assert seen.connection.server.state == State.FIN_WAIT_1


def test_the_earliest_and_the_latest_frame_need_not_be_the_first_and_the_last() -> None:
    lines = [replace(line, after_ms=ms) for line, ms in zip(established(), (0, 10, -50), strict=True)]
    connection = see(lines).connection
    assert connection.last_time - connection.first_time == -40_000_000
    assert connection.duration == 50_000_000
