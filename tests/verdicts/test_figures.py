import pytest

from tests.verdicts.captures import case
from tests.views.builders import down, handshake, session_of, up
from tui_tcp.verdicts.figures import (
    FIGURES,
    completeness,
    figures,
    goodput,
    handshake_rtt,
    longest_silence,
    most_in_flight,
    options_agreed,
    options_offered,
    retransmitted,
    round_trip,
    rounded,
    zero_window_time,
)
from tui_tcp.verdicts.verdict import case_of

MS = 1_000_000


def test_of_a_full_receiver() -> None:
    one = case("zero_window.client")
    assert handshake_rtt(one) == one.connection.rtt
    assert zero_window_time(one, 1) // MS == 2441
    assert longest_silence(one) == {"ns": 1_122_850_000, "frames": [19, 20], "turn": "timer"}
    assert most_in_flight(one, 0) == 8688
    assert most_in_flight(one, 1) is None
    assert completeness(one) == 31


def test_of_losses() -> None:
    one = case("three_losses.client")
    assert (retransmitted(one, 0), retransmitted(one, 1)) == ((3, 3 * 1448), (0, 0))
    rates = goodput(one, 0)
    assert rates and rates[0] > rates[1] and rounded(rates, 1) == round(rates[1])
    assert rounded(goodput(one, 1), 0) is None
    trip = round_trip(one, 1)
    assert trip and 10 * MS < trip["least"] < trip["median"] + 1


def test_of_options() -> None:
    one = case("ecn.client")
    agreed = options_agreed(one)
    assert agreed and agreed["ecn"] and agreed["sack"]
    assert options_offered(None) is None
    assert options_agreed(case("refused.client")) is None


def test_all_have_a_value_of_each_capture() -> None:
    for capture in ("refused.client", "simultaneous_open.server", "verdicts/prohibited.client"):
        assert figures(case(capture)).keys() == FIGURES.keys()


def test_one_burst_is_no_throughput() -> None:
    opening = [up(0, "S", 0, 0), down(20, "SA", 0, 1), up(40, "A", 1, 1)]
    burst = [up(50, "PA", 1, 1, b"x" * 900), up(50.5, "PA", 901, 1, b"x" * 900)]
    session = session_of([*opening, *burst])
    assert goodput(case_of(session, session.connections[0]), 0) is None
    session = session_of([*opening, *burst, up(52, "PA", 1801, 1, b"x" * 100)])
    assert goodput(case_of(session, session.connections[0]), 0) == pytest.approx((8 * 1900 / 0.002,) * 2)


def test_what_no_window_allowed_was_never_in_flight() -> None:
    frames = [*handshake(), up(30, "PA", 1, 1, b"x" * 900), up(31, "PA", 400_000_000, 1, b"x"), down(51, "A", 1, 901)]
    session = session_of(frames)
    assert most_in_flight(case_of(session, session.connections[0]), 0) == 900
    assert most_in_flight(case("zero_window.client"), 0) == 8688
