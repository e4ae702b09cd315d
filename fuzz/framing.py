"""Framing: any bytes as a whole capture file, fed in pieces as the reader does; every row must lie in the file."""

from __future__ import annotations

from fuzz.columns import new_frames
from tui_tcp.errors import FormatError
from tui_tcp.wire.formats import PROBE_SIZE, Framer, framer_for

ROWS = 64  # at a time: fewer than in life, so that limits are met
PIECES = (37, 4096)  # bytes that the reader's buffer grows by
_FRAMES = new_frames(ROWS)


def run_one(data: bytes) -> int:
    """Frame `data` with buffers of several sizes; return the number of rows, which must be the same for each."""
    counts = {_frame_all(data, piece) for piece in PIECES}
    assert len(counts) == 1, f"rows depend on the reader's buffer: {counts}"
    return counts.pop()


def _frame_all(data: bytes, piece: int) -> int:
    try:
        framer = framer_for(data[:PROBE_SIZE])
    except FormatError:
        return 0
    rows = at = 0
    filled = min(piece, len(data))
    while not framer.damage:
        count = _step(framer, data, at, min(filled, len(data)))
        rows += count
        at += framer.consumed
        if framer.consumed == 0:
            if filled >= len(data):
                break
            filled += piece
        filled = max(filled, at)
    return rows


def _step(framer: Framer, data: bytes, at: int, filled: int) -> int:
    view = memoryview(data)[at:filled] if at < filled else memoryview(b"")
    count = framer.frame(view, len(view), at, _FRAMES, 0, ROWS)
    assert 0 <= count <= ROWS
    assert framer.consumed >= 0
    for row in range(count):
        assert at <= _FRAMES.offset[row]
        assert _FRAMES.offset[row] + _FRAMES.captured[row] <= filled
    assert not count or framer.consumed, "rows without progress"
    return count
