"""A connection's figures as lines of text: what was measured, of the client and of the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.figures import FIGURES
from tui_tcp.views.format import count, duration, scaled, size

_LABEL = 26  # cells


def figure_lines(case: Case) -> list[str]:
    """Return one line a figure; those that the capture does not tell are left out."""
    lines = [(label, show(FIGURES[name](case))) for name, label, show in _LINES]
    return [f"  {label.ljust(_LABEL)}{text}" for label, text in lines if text]


def _both(show: Callable[[Any], str]) -> Callable[[dict[str, Any]], str]:
    """Show what is told of the client and of the server."""

    def shown(values: dict[str, Any]) -> str:
        told = [(name, show(values[name])) for name in NAMES if values[name]]
        return "; ".join(f"{name} {text}" for name, text in told)

    return shown


def _time(ns: int | None) -> str:
    return "" if ns is None else duration(ns)


def _round_trip(summary: dict[str, int]) -> str:
    times = " / ".join(duration(summary[name]) for name in ("least", "median", "high", "largest"))
    return f"{times} ({count(summary['samples'], 'sample')})"


def _rate(bits: int) -> str:
    number, letter = scaled(bits)
    return f"{number} {letter}bit/s"


def _silence(silence: dict[str, Any] | None) -> str:
    if silence is None:
        return ""
    first, last = silence["frames"]
    turn = silence["turn"]
    whose = f", waiting for the {turn}" if turn else ""
    return f"{duration(silence['ns'])} (#{first} to #{last}){whose}"


def _options(options: dict[str, Any]) -> str:
    words = [f"MSS {options['mss']}"] if options["mss"] else []
    words += [f"scale {options['scale']}"] if options["scale"] is not None else []
    words += [
        name.replace("_", " ") for name in ("sack", "timestamps", "ecn", "fast_open", "multipath") if options[name]
    ]
    return ", ".join(words) or "none"


# figure -> what it is called, how it is shown
_LINES: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("handshake_rtt_ns", "handshake", _time),
    ("rtt_ns", "round trip from the tap", _both(_round_trip)),
    ("retransmitted_segments", "sent again", _both(lambda number: count(number, "segment"))),
    ("retransmitted_bytes", "bytes sent again", _both(size)),
    ("out_of_order", "out of order", _both(lambda number: count(number, "segment"))),
    ("duplicate_acks", "duplicate ACKs", _both(str)),
    ("zero_window_ns", "window was 0", _both(duration)),
    ("longest_silence", "longest silence", _silence),
    ("throughput_bps", "throughput", _both(_rate)),
    ("goodput_bps", "goodput", _both(_rate)),
    ("most_in_flight", "most in flight", _both(size)),
    ("options_offered", "options offered", _both(_options)),
    ("conn_state", "Zeek's conn_state", str),
    ("history", "Zeek's history", str),
    ("captured", "captured", lambda where: "" if where == "untold" else f"probably {where}"),
)
