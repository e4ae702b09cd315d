"""The three ways to tell a row's time, and the order in which one key goes through them."""

from __future__ import annotations

from tui_tcp.views.format import seconds, time_of_day

TIMES = ("delta", "relative", "absolute")
WIDTH = 15  # of the longest that is common: 08:31:02.123456


def next_times(times: str) -> str:
    """Return the way that follows."""
    return TIMES[(TIMES.index(times) + 1) % len(TIMES)]


def time_text(times: str, moment: int, before: int | None, start: int) -> str:
    """Return `moment` since `before` (None: nothing was), since `start`, or of day; all in nanoseconds."""
    if times == "absolute":
        return time_of_day(moment)
    if times == "relative" or before is None:
        return seconds(moment - start)
    text = seconds(moment - before)
    return text if text.startswith("-") else "+" + text
