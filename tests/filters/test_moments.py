"""Dates and times of day."""

import pytest

from tui_tcp.filters.moments import moment

AT = 1_700_000_000


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("2023-11-14 22:13:20Z", AT * 10**9),
        ("2023-11-14T22:13:20.5Z", AT * 10**9 + 500_000_000),
        ("2023-11-14 22:13:20 UTC", AT * 10**9),
        ("2023-11-14T23:13:20+01:00", AT * 10**9),
        ("2023-11-14T17:13:20-0500", AT * 10**9),
        ("Nov 14, 2023 22:13:20.000000001 UTC", AT * 10**9 + 1),
        ("2023-11-14 22:13Z", (AT - 20) * 10**9),
    ],
)
def test_a_moment_in_a_zone(text: str, nanoseconds: int) -> None:
    assert moment(text) == nanoseconds


def test_without_a_zone_it_is_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC-2")
    time.tzset()
    assert moment("2023-11-15 00:13:20") == AT * 10**9
    assert moment("2023-11-15") is not None
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2023-13-01", "Foo 1, 2023 00:00:00", "2023-11-14 25:00:00", "99999-01-01"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None
