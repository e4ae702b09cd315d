import time

import pytest

from tui_tcp.views.format import (
    count,
    date_and_time,
    duration,
    join_words,
    seconds,
    short_count,
    short_size,
    size,
    time_of_day,
)

S = 1_000_000_000


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (0, "0 ns"),
        (999, "999 ns"),
        (41_000, "41 µs"),
        (302_400, "302 µs"),
        (999_499, "999 µs"),
        (999_500, "1.00 ms"),
        (23_110_000, "23.1 ms"),
        (999_499_999, "999 ms"),
        (999_500_000, "1.0 s"),
        (5_240_000_000, "5.2 s"),
        (59_949_999_999, "59.9 s"),
        (59_950_000_000, "1 min 00 s"),
        (100 * S, "1 min 40 s"),
        (3599 * S + S // 2, "1 h 00 min"),
        (3720 * S, "1 h 02 min"),
        (76 * 3600 * S, "3 d 4 h"),
        (-5 * S, "-5.0 s"),
    ],
)
def test_duration(ns: int, text: str) -> None:
    assert duration(ns) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.00 k"), (31_249, "31.2 k"), (999_499, "999 k"), (999_500, "1.00 M")],
)
def test_short_size(count: int, text: str) -> None:
    assert short_size(count) == text
    assert len(text) <= 6


def test_size_names_the_byte() -> None:
    assert [size(412), size(16_900), size(2 * 10**12)] == ["412 B", "16.9 kB", "2.00 TB"]


@pytest.mark.parametrize(("value", "text"), [(42, "42"), (12_345, "12,345"), (99_999, "99,999"), (100_000, "100 k")])
def test_short_count(value: int, text: str) -> None:
    assert short_count(value) == text


def test_count_knows_one() -> None:
    assert [count(1, "frame"), count(1234, "frame")] == ["1 frame", "1,234 frames"]


def test_seconds_are_cut_not_rounded() -> None:
    assert [seconds(1_999_999_999), seconds(-1), seconds(5, 9)] == ["1.999999", "-0.000000", "0.000000005"]


def test_times_of_day_are_local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC-1")
    time.tzset()
    assert time_of_day(1_700_000_000_123_456_789) == "23:13:20.123456"
    assert date_and_time(-1) == "1970-01-01 00:59:59.999999999 +0100"
    monkeypatch.undo()
    time.tzset()


def test_join_words() -> None:
    assert [join_words(list(words)) for words in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
