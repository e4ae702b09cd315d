from tests.verdicts.captures import case
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
