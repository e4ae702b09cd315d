"""How much of a long capture stays in memory: the newest packets. The summaries of connections stay in any case."""

from __future__ import annotations

import os
from pathlib import Path

from tui_tcp.model.columns import CHUNK_ROWS, ROW_BYTES, Columns

_STATUS = Path("/proc/self/statm")  # pages: all, resident, ...
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Bound:
    """At least the newest `packets` stay, or as many as `memory` bytes of the whole process hold; 0: no limit.

    Packets go by the chunk, the oldest first; two chunks always stay.
    """

    def __init__(self, packets: int = 0, memory: int = 0) -> None:
        self._most = -(-packets // CHUNK_ROWS) + 1 if packets else 0  # one more, as the newest is not full
        self._memory = memory

    def excess(self, columns: Columns) -> int:
        """Return how many chunks have to go."""
        held = len(columns.chunks) - columns.first // CHUNK_ROWS
        too_many = held - self._most if self._most else 0
        if self._memory:
            too_many = max(too_many, -(-(resident() - self._memory) // (ROW_BYTES * CHUNK_ROWS)))
        return max(0, min(too_many, held - 2))


def resident() -> int:
    """Return the bytes of memory that this process holds, 0 where the system does not tell."""
    try:
        return int(_STATUS.read_text().split()[1]) * _PAGE
    except OSError:
        return 0
