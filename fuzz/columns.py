"""Columns for a few rows, as the model has them for many."""

from __future__ import annotations

from tui_tcp.wire.frames import FRAME_COLUMNS, Frames

SIZES = {"q": 8, "I": 4, "i": 4, "H": 2, "B": 1}


def new_frames(rows: int) -> Frames:
    """Return the columns that framing and decoding fill."""
    return Frames({name: _column(code, rows) for name, code in FRAME_COLUMNS.items()})


def _column(code: str, rows: int) -> memoryview:
    return memoryview(bytearray(SIZES[code] * rows)).cast(code)  # type: ignore[call-overload, no-any-return]
