from tui_tcp.views.times import TIMES, next_times, time_text


def test_one_key_goes_round() -> None:
    times = "delta"
    seen = [times := next_times(times) for _ in TIMES]
    assert seen == ["relative", "absolute", "delta"]


def test_delta_has_a_sign_relative_has_none() -> None:
    assert time_text("delta", 3_000_000_000, 1_000_000_000, 0) == "+2.000000"
    assert time_text("delta", 1_000_000_000, 3_000_000_000, 0) == "-2.000000"
    assert time_text("delta", 3_000_000_000, None, 1_000_000_000) == "2.000000"
    assert time_text("relative", 3_000_000_000, 1, 1_000_000_000) == "2.000000"


def test_absolute_is_a_time_of_day() -> None:
    assert time_text("absolute", 1_700_000_000_123_456_789, None, 0).endswith("20.123456")
