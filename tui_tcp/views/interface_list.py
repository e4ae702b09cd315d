"""The interfaces that one can capture on: state, traffic now and lately, addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_tcp.capture.interfaces import Interface, Traffic
from tui_tcp.escape import escape_text
from tui_tcp.views.format import short_count, short_size
from tui_tcp.views.pieces import Line, clip, left, right

HISTORY = 24  # looks that a sparkline shows
_BARS = "▁▂▃▄▅▆▇█"
_LEAST_BARS = 6
_NAME, _STATE, _RATE, _ADDRESSES = 16, 11, 9, 16
_NONE = Traffic(0, 0)

Entry = tuple[Line, str]  # a line, and the interface that choosing it means; '' cannot be chosen


def interface_lines(
    interfaces: Sequence[Interface], history: Sequence[Mapping[str, Traffic]], width: int
) -> list[Entry]:
    """Return the screen's lines; `history` holds each interface's traffic a second, look by look."""
    titles = left("  Interface", _NAME + 2) + left("State", _STATE)
    titles += "".join(right(title, _RATE) for title in ("Packets/s", "Bytes/s"))
    titles += left("  Lately", _bars(width) + 4) + "Addresses"
    entries: list[Entry] = [((("Capture on", "title"),), ""), ((), ""), (((clip(titles, width), "header"),), "")]
    entries += [(_line(interface, history, width), interface.name) for interface in interfaces]
    return entries


def sparkline(values: Sequence[float]) -> str:
    """Return a bar for each value, the tallest for the largest; a blank for nothing."""
    top = max(values, default=0)
    return "".join(_BARS[round(value / top * (len(_BARS) - 1))] if value else " " for value in values)


def _line(interface: Interface, history: Sequence[Mapping[str, Traffic]], width: int) -> Line:
    now = history[-1].get(interface.name, _NONE) if history else _NONE
    bars = _bars(width)
    lately = [look.get(interface.name, _NONE).packets for look in history][-bars:]
    is_up = interface.state == "up"
    room = max(_room(width) - bars, _ADDRESSES)
    return (
        ("  " + left(escape_text(interface.name, 64), _NAME), "bold" if is_up else "dim"),
        (left(interface.state, _STATE), "good" if is_up else "dim"),
        (right(short_count(round(now.packets)), _RATE) + right(short_size(round(now.bytes)), _RATE), ""),
        ("  " + right(sparkline(lately), bars) + "  ", "client"),
        (clip(_addresses(interface), room), "dim"),
    )


def _room(width: int) -> int:
    """What is left for the bars and the addresses."""
    return width - _NAME - _STATE - 2 * _RATE - 6


def _bars(width: int) -> int:
    """Return how many looks are shown: fewer where an address would have no room."""
    return max(min(HISTORY, _room(width) - _ADDRESSES), _LEAST_BARS)


def _addresses(interface: Interface) -> str:
    return ", ".join(interface.addresses) if interface.addresses else "all of them" if interface.name == "any" else ""
