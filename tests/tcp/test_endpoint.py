"""One end of a connection: its variables, and when it believes what."""

from collections.abc import Sequence

import pytest

from tui_tcp.segment import Segment
from tui_tcp.tcp.endpoint import Endpoint
from tui_tcp.tcp.flags import ACK, FIN, RST, SYN
from tui_tcp.tcp.states import Confidence, State

OWN, PEER = 1 << 32, 1 << 33  # initial sequence numbers


def syn_sent() -> Endpoint:
    end = Endpoint()
    end.sent(Segment(SYN, OWN))
    return end


def listening() -> Endpoint:
    """A SYN came in and was not answered yet."""
    end = Endpoint()
    end.received(Segment(SYN, PEER))
    return end


def syn_received() -> Endpoint:
    end = listening()
    end.sent(Segment(SYN | ACK, OWN, PEER + 1))
    return end


def established() -> Endpoint:
    """After an active open."""
    end = syn_sent()
    end.received(Segment(SYN | ACK, PEER, OWN + 1))
    end.sent(Segment(ACK, OWN + 1, PEER + 1))
    return end


def fin_wait_1() -> Endpoint:
    end = established()
    end.sent(Segment(FIN | ACK, OWN + 1, PEER + 1))
    return end


def fin_wait_2() -> Endpoint:
    end = fin_wait_1()
    end.received(Segment(ACK, PEER + 1, OWN + 2))
    return end


def close_wait() -> Endpoint:
    end = established()
    end.received(Segment(FIN | ACK, PEER + 1, OWN + 1))
    return end


def last_ack() -> Endpoint:
    end = close_wait()
    end.sent(Segment(FIN | ACK, OWN + 1, PEER + 2))
    return end


def closing() -> Endpoint:
    end = fin_wait_1()
    end.received(Segment(FIN | ACK, PEER + 1, OWN + 1))
    return end


def time_wait() -> Endpoint:
    end = fin_wait_2()
    end.received(Segment(FIN | ACK, PEER + 1, OWN + 2))
    return end


def came_late() -> Endpoint:
    end = Endpoint()
    end.sent(Segment(ACK, OWN + 500, PEER + 900, 10))
    return end


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (Endpoint(), State.UNSEEN),
        (syn_sent(), State.SYN_SENT),
        (listening(), State.LISTEN),
        (syn_received(), State.SYN_RECEIVED),
        (established(), State.ESTABLISHED),
        (fin_wait_1(), State.FIN_WAIT_1),
        (fin_wait_2(), State.FIN_WAIT_2),
        (close_wait(), State.CLOSE_WAIT),
        (last_ack(), State.LAST_ACK),
        (closing(), State.CLOSING),
        (time_wait(), State.TIME_WAIT),
        (came_late(), State.ESTABLISHED),
    ],
    ids=lambda value: value.name if isinstance(value, State) else "",
)
def test_each_state_is_reached_from_the_one_before(end: Endpoint, state: State) -> None:
    assert end.state == state


def test_an_acknowledgment_of_the_fin_ends_last_ack() -> None:
    end = last_ack()
    end.received(Segment(ACK, PEER + 2, OWN + 2))
    assert end.state == State.CLOSED


def test_an_acknowledgment_of_the_data_before_the_fin_does_not() -> None:
    end = last_ack()
    end.received(Segment(ACK, PEER + 2, OWN + 1))
    assert end.state == State.LAST_ACK


def test_a_fin_that_acknowledges_the_own_fin_goes_straight_to_time_wait() -> None:
    end = fin_wait_1()
    end.received(Segment(FIN | ACK, PEER + 1, OWN + 2))
    assert end.state == State.TIME_WAIT


def test_a_fin_beyond_a_hole_waits_until_the_hole_is_filled() -> None:
    end = established()
    end.received(Segment(FIN | ACK, PEER + 11, OWN + 1))
    assert end.state == State.ESTABLISHED
    end.received(Segment(ACK, PEER + 1, OWN + 1, 10))
    assert end.state == State.CLOSE_WAIT


def test_an_acknowledgment_of_the_fin_proves_that_the_hole_before_it_was_filled() -> None:
    end = established()
    end.received(Segment(FIN | ACK, PEER + 11, OWN + 1))
    end.sent(Segment(ACK, OWN + 1, PEER + 12))
    assert (end.state, end.confidence) == (State.CLOSE_WAIT, Confidence.CERTAIN)
    end.sent(Segment(FIN | ACK, OWN + 1, PEER + 12))
    assert end.state == State.LAST_ACK


def test_what_was_sent_is_certain() -> None:
    assert syn_sent().confidence == Confidence.CERTAIN


def test_what_was_received_is_implied_until_the_end_acknowledges_it() -> None:
    end = established()
    end.received(Segment(FIN | ACK, PEER + 1, OWN + 1))
    assert end.confidence == Confidence.IMPLIED
    end.sent(Segment(ACK, OWN + 1, PEER + 2))
    assert end.confidence == Confidence.CERTAIN


def test_a_listener_and_an_end_met_midway_are_assumed() -> None:
    assert listening().confidence == Confidence.ASSUMED
    assert came_late().confidence == Confidence.ASSUMED


@pytest.mark.parametrize(
    ("pieces", "new", "whole_up_to"),
    [
        pytest.param([(0, 10), (10, 20)], [10, 10], 20, id="in order"),
        pytest.param([(0, 10), (0, 10)], [10, 0], 10, id="twice"),
        pytest.param([(0, 10), (5, 20)], [10, 10], 20, id="overlapping"),
        pytest.param([(10, 20), (0, 10)], [10, 10], 20, id="the hole filled"),
        pytest.param([(10, 20), (10, 20), (0, 10)], [10, 0, 10], 20, id="twice beyond the hole"),
        pytest.param([(10, 20), (30, 40), (0, 35)], [10, 10, 20], 40, id="one piece over two holes"),
        pytest.param([(20, 30), (10, 25)], [10, 10], 0, id="merged beyond a hole"),
    ],
)
def test_new_numbers_are_counted_once(pieces: Sequence[tuple[int, int]], new: list[int], whole_up_to: int) -> None:
    end = established()
    first = PEER + 1
    assert [end.received(Segment(ACK, first + low, OWN + 1, high - low)) for low, high in pieces] == new
    assert end.rcv_nxt == first + whole_up_to


def test_what_the_end_acknowledges_had_arrived_though_it_was_not_captured() -> None:
    end = established()
    end.sent(Segment(ACK, OWN + 1, PEER + 101))
    assert end.rcv_nxt == PEER + 101


def test_snd_una_never_goes_back() -> None:
    end = established()
    end.sent(Segment(ACK, OWN + 1, PEER + 1, 10))
    for ack in (11, 1):
        end.received(Segment(ACK, PEER + 1, OWN + ack))
    assert end.snd_una == OWN + 11


@pytest.mark.parametrize(
    ("end", "reset", "is_believed"),
    [
        pytest.param(syn_sent(), Segment(RST | ACK, 0, OWN + 1), True, id="refused"),
        pytest.param(syn_sent(), Segment(RST | ACK, 0, OWN), False, id="refusal of something else"),
        pytest.param(syn_sent(), Segment(RST, PEER), False, id="no acknowledgment in SYN-SENT"),
        pytest.param(established(), Segment(RST, PEER + 1), True, id="exactly the next number"),
        pytest.param(established(), Segment(RST, PEER + 2), False, id="one beyond: a challenge"),
        pytest.param(established(), Segment(RST, PEER), False, id="one before"),
        pytest.param(Endpoint(), Segment(RST, 7), True, id="nothing known of the end"),
    ],
)
def test_a_reset_counts_only_at_its_exact_place(end: Endpoint, reset: Segment, is_believed: bool) -> None:
    assert end.accepts_reset(reset) == is_believed
    before = end.state
    end.received(reset)
    assert (end.state == State.CLOSED) == is_believed or end.state == before


@pytest.mark.parametrize("end", [established(), fin_wait_1(), fin_wait_2(), close_wait(), last_ack(), closing()])
def test_a_believed_reset_closes_whatever_was_open(end: Endpoint) -> None:
    end.received(Segment(RST, end.rcv_nxt))
    assert end.state == State.CLOSED


def test_a_believed_reset_closes_a_passive_opener() -> None:
    end = syn_received()
    end.received(Segment(ACK, PEER + 1, OWN + 1))
    end.received(Segment(RST, PEER + 1))
    assert end.state == State.CLOSED


def test_a_reset_takes_a_passive_opener_back_to_listen() -> None:
    end = syn_received()
    end.received(Segment(RST, PEER + 1))
    assert end.state == State.LISTEN


def test_a_reset_does_not_move_snd_nxt() -> None:
    end = established()
    end.sent(Segment(RST, OWN + 700))
    assert end.snd_nxt == OWN + 1
