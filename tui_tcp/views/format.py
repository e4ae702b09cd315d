"""Numbers as people read them: few digits, always a unit. Times come in nanoseconds, sizes in bytes."""

from __future__ import annotations

import time

from tui_tcp.verdicts.words import count, digits, duration, join_words, scaled, size

__all__ = [
    "count",
    "date_and_time",
    "digits",
    "duration",
    "join_words",
    "scaled",
    "seconds",
    "short_count",
    "short_size",
    "size",
    "time_of_day",
]

_SECOND = 1_000_000_000


def short_size(count: int) -> str:
    """Return a number of bytes for a column: '412 B', '31.2 k'."""
    number, letter = scaled(count)
    return f"{number} {letter or 'B'}"


def short_count(value: int) -> str:
    """Return a count for a column: '42', '12,345', '1.23 M'."""
    return f"{value:,}" if value < 100_000 else " ".join(scaled(value))


def seconds(ns: int, decimals: int = 6) -> str:
    """Return nanoseconds as seconds with so many decimals, cut, not rounded: so does Wireshark."""
    sign, ns = ("-", -ns) if ns < 0 else ("", ns)
    fraction = f"{ns % _SECOND:09d}"[:decimals]
    return f"{sign}{ns // _SECOND}.{fraction}"


def time_of_day(ns: int, decimals: int = 6) -> str:
    """Return when that was, by the clock of where we are: '08:31:02.123456'."""
    fraction = f"{ns % _SECOND:09d}"[:decimals]
    return f"{time.strftime('%H:%M:%S', time.localtime(ns // _SECOND))}.{fraction}"


def date_and_time(ns: int) -> str:
    """Return day, time, and how far our clock is from UTC: '2026-11-22 08:31:02.123456789 +0000'."""
    then = time.localtime(ns // _SECOND)
    return f"{time.strftime('%Y-%m-%d %H:%M:%S', then)}.{ns % _SECOND:09d} {time.strftime('%z', then)}"
