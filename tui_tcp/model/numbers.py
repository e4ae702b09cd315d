"""Sequence numbers and windows as Wireshark shows them: relative to where each end began, windows scaled."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from tui_tcp.model.columns import Columns
from tui_tcp.tcp.columns import SHIFT_UNKNOWN
from tui_tcp.tcp.connection import Connection
from tui_tcp.tcp.flags import ACK, SYN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_tcp.model.columns import Vector


def base(connection: Connection, direction: int, row: int) -> int:
    """Return the number that counts as 0 for the end that sends in `direction`, as it stood at `row`.

    A SYN,ACK with another number than was counted from moves the base; rows before it keep the old one.
    """
    for until, moved, old in connection.rebased:
        if moved == direction and row < until:
            return old
    return connection.second.base if direction else connection.first.base


def relative(columns: Columns, connection: Connection, row: int) -> tuple[int, int]:
    """Return the relative sequence and acknowledgment number of one segment; without ACK the latter stays raw."""
    direction = columns.value("direction", row)
    seq = columns.value("seq_raw", row) - base(connection, direction, row) & 0xFFFFFFFF
    ack = columns.value("ack_raw", row)
    if columns.value("header_word", row) & ACK:
        ack = ack - base(connection, 1 - direction, row) & 0xFFFFFFFF
    return seq, ack


def window(columns: Columns, row: int) -> int:
    """Return a segment's window in bytes; a SYN's is never scaled (RFC 7323 section 2.2)."""
    raw, shift = columns.value("window_raw", row), columns.value("shift", row)
    is_scaled = shift < SHIFT_UNKNOWN and not columns.value("header_word", row) & SYN
    return raw << shift if is_scaled else raw


def bases(connections: Sequence[Connection]) -> Vector:
    """Return every connection's two bases as an array of shape (connections, 2), by direction."""
    import numpy as np

    count = len(connections)  # there may be more in a moment
    ends = (map(attrgetter(f"{end}.base"), connections) for end in ("first", "second"))
    return np.stack([np.fromiter(end, np.uint32, count) for end in ends], axis=1)
