"""Numbers as people read them: few digits, always a unit. Times come in nanoseconds, sizes in bytes."""

from __future__ import annotations

import time

_THOUSANDS = ("", "k", "M", "G", "T", "P", "E")
_SECOND = 1_000_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def digits(value: float) -> str:
    """Return three significant digits of a number below 1000, no trailing zeros invented: '1.23', '23.1', '412'."""
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else f"{value:.0f}"


def duration(ns: int) -> str:
    """Return a span of time: '302 µs', '23.1 ms', '5.2 s', '1 min 40 s', '1 h 02 min', '3 d 4 h'."""
    if ns < 0:
        return "-" + duration(-ns)
    if ns < 1000:
        return f"{ns} ns"
    if ns < 999_500:
        return f"{digits(ns / 1000)} µs" if ns % 1000 and ns < 99_500 else f"{round(ns / 1000)} µs"
    if ns < 999_500_000:
        return f"{digits(ns / 1_000_000)} ms"
    if ns < _MINUTE - 50_000_000:
        return f"{ns / _SECOND:.1f} s"
    return _long_duration(ns)


def _long_duration(ns: int) -> str:
    seconds = round(ns / _SECOND)
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60:02d} s"
    minutes = round(ns / _MINUTE)
    if minutes < 1440:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    hours = round(ns / _HOUR)
    return f"{hours // 24} d {hours % 24} h"


def scaled(value: int) -> tuple[str, str]:
    """Return a count as its digits and the letter of its power of 1000: ('31.2', 'k')."""
    if value < 1000:
        return str(value), ""
    scale, power = float(value), 0
    while scale >= 999.5 and power < len(_THOUSANDS) - 1:
        scale /= 1000
        power += 1
    return digits(scale), _THOUSANDS[power]


def size(count: int) -> str:
    """Return a number of bytes for a sentence: '412 B', '16.9 kB'."""
    number, letter = scaled(count)
    return f"{number} {letter}B"


def short_size(count: int) -> str:
    """Return a number of bytes for a column: '412 B', '31.2 k'."""
    number, letter = scaled(count)
    return f"{number} {letter or 'B'}"


def short_count(value: int) -> str:
    """Return a count for a column: '42', '12,345', '1.23 M'."""
    return f"{value:,}" if value < 100_000 else " ".join(scaled(value))


def count(value: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: '1 segment', '12,345 segments'."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


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


def join_words(words: list[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
