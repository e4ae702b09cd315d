import struct

import numpy as np

from tests.verdicts.captures import case
from tests.verdicts.derived import records, session_with
from tests.views.builders import handshake, session_of, up
from tui_tcp.verdicts.repeats import doubled, doubled_acks, first_copies, reported_twice, twins
from tui_tcp.verdicts.verdict import case_of


def test_the_latest_copy_before() -> None:
    track = case("rto_tail_loss.client").track
    assert first_copies(track, np.array([22, 23])).tolist() == [12, 22]
    assert first_copies(track, np.array([0])).tolist() == [-1]


def test_the_same_packet_twice() -> None:
    one, other = case("duplicated.server"), case("three_losses.client")
    assert doubled(one.session, one.track, np.array([23]), np.array([13])).tolist() == [23]
    assert doubled(one.session, one.track, np.array([23]), np.array([12])).tolist() == []
    assert doubled(other.session, other.track, *other.repeats).tolist() == []


def test_the_twin_of_a_packet() -> None:
    one = case("duplicated.server")
    assert twins(one.session, one.track, np.array([23])).tolist() == [13]
    assert twins(one.session, one.track, np.array([22])).tolist() == [-1]


def test_a_report_is_of_the_latest_copy() -> None:
    frames = records("spurious_retransmission.client")
    session = session_with([*frames[:6], frames[5], *frames[6:]])
    track = case_of(session, session.connections[0]).track
    assert [reported_twice(session, track, place) for place in (5, 6)] == [-1, 7]


def test_a_report_in_numbers_that_were_changed_on_the_way() -> None:
    frames = records("spurious_retransmission.client")
    at = 6  # the D-SACK
    block = frames[at][1][-8:]
    low, high = struct.unpack(">II", block)
    for shift, answer in ((0, at), (1_143_866_631, at)):
        moved = struct.pack(">II", low + shift & 0xFFFFFFFF, high + shift & 0xFFFFFFFF)
        session = session_with([*frames[:at], (frames[at][0], frames[at][1][:-8] + moved), *frames[at + 1 :]])
        track = case_of(session, session.connections[0]).track
        assert reported_twice(session, track, 5) == answer
    longer = struct.pack(">II", low + 1_143_866_631 & 0xFFFFFFFF, high + 1_143_866_632 & 0xFFFFFFFF)
    session = session_with([*frames[:at], (frames[at][0], frames[at][1][:-8] + longer), *frames[at + 1 :]])
    assert reported_twice(session, case_of(session, session.connections[0]).track, 5) == -1


def test_where_packets_are_doubled_acknowledgments_are_too() -> None:
    frames = records("http_ipv4.client")
    session = session_with([record for record in frames for _ in range(2)])
    one = case_of(session, session.connections[0])
    assert one.doubled.tolist() == list(range(1, 2 * len(frames), 2))
    told = one.doubled[one.doubled != 9]  # an acknowledgment that stands beside its twin
    assert [places.tolist() for places in doubled_acks(session, one.track, told)] == [[9], [8]]
    assert not len(case("three_losses.client").doubled)


def test_data_repeats_no_fin() -> None:
    session = session_of([*handshake(), up(30, "FA", 1, 1), up(60, "PA", 1, 1, b"x" * 10), up(90, "FA", 1, 1)])
    track = case_of(session, session.connections[0]).track
    assert first_copies(track, np.array([4, 5])).tolist() == [-1, 3]


def test_a_fin_alone_repeats_no_data() -> None:
    session = session_of([*handshake(), up(30, "PA", 1, 1, b"x" * 10), up(60, "FA", 1, 1), up(90, "FA", 1, 1)])
    track = case_of(session, session.connections[0]).track
    assert first_copies(track, np.array([4, 5])).tolist() == [-1, 4]
