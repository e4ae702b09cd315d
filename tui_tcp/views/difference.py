"""What lies between two segments of a connection: time, segments, bytes, sequence numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.views.format import count, seconds, size

if TYPE_CHECKING:
    from tui_tcp.model.columns import Columns
    from tui_tcp.tcp.connection import Connection
    from tui_tcp.views.ladder_index import Track

_HALF = 1 << 31


def difference(columns: Columns, connection: Connection, track: Track, marked: int, other: int) -> str:
    """Return in words how another frame of the connection differs from a marked one; both may be the same.

    Bytes are the payload of the segments behind the earlier one, up to the later one, copies counted.
    """
    if marked == other:
        return f"#{marked + 1} marked: move to compare"
    at, to = (int(track.rows.searchsorted(row)) for row in (marked, other))
    between = slice(min(at, to) + 1, max(at, to) + 1)
    sign = "+" if to > at else "-"
    words = [f"{sign}{seconds(abs(int(track.time[to]) - int(track.time[at])))} s"]
    if track.direction[at] == track.direction[to]:
        words.append(f"seq {_signed(columns.value('seq_raw', other) - columns.value('seq_raw', marked)):+}")
    for name, direction in (("client", connection.client_direction), ("server", 1 - connection.client_direction)):
        sent = int(track.payload[between][track.direction[between] == direction].sum(dtype="i8"))
        words += [f"{name} {size(sent)}"] * bool(sent)
    words.append(count(abs(to - at), "segment"))
    return f"#{marked + 1} → #{other + 1}  {' · '.join(words)}"


def _signed(steps: int) -> int:
    """Return the way from one sequence number to another, the shorter one round."""
    return (steps + _HALF) % (2 * _HALF) - _HALF
