"""Numbers as people read them: few digits, always a unit. Times come in nanoseconds, sizes in bytes."""

from __future__ import annotations

_THOUSANDS = ("", "k", "M", "G", "T", "P", "E")
_SECOND = 1_000_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE


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


def scaled(value: float) -> tuple[str, str]:
    """Return a count as its digits and the letter of its power of 1000: ('31.2', 'k')."""
    if value < 1000:
        return str(round(value)), ""
    power = 0
    while value >= 999.5 and power < len(_THOUSANDS) - 1:
        value /= 1000
        power += 1
    return digits(value), _THOUSANDS[power]


def size(count: float) -> str:
    """Return a number of bytes for a sentence: '412 B', '16.9 kB'."""
    number, letter = scaled(count)
    return f"{number} {letter}B"


def rate(count: float, ns: int) -> str:
    """Return bytes over a time as bits a second: '1.23 Mbit/s'."""
    number, letter = scaled(8 * count * _SECOND / max(ns, 1))
    return f"{number} {letter}bit/s"


def share(part: float, whole: float) -> str:
    """Return a part of a whole in percent: '10 %', '0.3 %'."""
    percent = 100 * part / max(whole, 1)
    return f"{percent:.0f} %" if percent >= 9.95 or percent == 0 else f"{percent:.1f} %"


def count(value: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: '1 segment', '12,345 segments'."""
    return f"{value:,} {noun if value == 1 else plural or noun + 's'}"


def times(value: int) -> str:
    """Return how often: 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(value, f"{value:,} times")


def join_words(words: list[str]) -> str:
    """Return 'a', 'a and b', 'a, b and c'."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def were(value: int) -> str:
    """Return the verb that suits a number of bytes or segments: 'was' or 'were'."""
    return "was" if value == 1 else "were"
