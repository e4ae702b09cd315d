"""Columns for a few rows, as the model has them for many."""

from __future__ import annotations

from tui_tcp.model.columns import SIZES, typed
from tui_tcp.wire.frames import FRAME_COLUMNS, Frames


def new_frames(rows: int) -> Frames:
    """Return the columns that framing and decoding fill."""
    return Frames(
        {name: typed(memoryview(bytearray(SIZES[code] * rows)), code) for name, code in FRAME_COLUMNS.items()}
    )
