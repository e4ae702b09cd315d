"""What `tcptui export` does: read a capture, choose frames, write them as a capture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.cli.printing import check_streams, read_capture, tell
from tui_tcp.errors import CaptureError
from tui_tcp.export.captures import capture_writer, write_capture
from tui_tcp.export.new_file import check_new

if TYPE_CHECKING:
    from tui_tcp.filters import Filter
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session


def check_out(out: str, force: bool) -> None:
    """Refuse a name before a long capture is read. Raises UsageError."""
    capture_writer(Path(out))
    check_new(Path(out), force)


def choose_frames(path: str, chosen: Filter | None, streams: Sequence[int]) -> tuple[Session, Vector]:
    """Read a capture; return it and the rows asked for. Raises TcptuiError for what cannot be read or is not there."""
    session = read_capture(path)
    mask = _of_streams(session, streams)
    if chosen:
        mask &= chosen.frames(session, 0, session.frame_count)
    rows = np.flatnonzero(mask)
    if not len(rows):
        tell(path, f"none of its {session.frame_count:,} frames is chosen")
    return session, rows


def write_frames(session: Session, rows: Vector, out: str, force: bool) -> None:
    """Write frames, and say what could not be kept. Raises TcptuiError for what cannot be written."""
    try:
        left_out = write_capture(session, rows, Path(out), force)
    except OSError as error:
        raise CaptureError(f"cannot write: {error.strerror}", 1) from error
    for line in left_out:
        tell(out, line)


def _of_streams(session: Session, streams: Sequence[int]) -> Vector:
    """Which frames are of these connections, as a mask over all; all frames if none is named."""
    if not streams:
        return np.ones(session.frame_count, bool)
    check_streams(session, streams)
    return np.isin(session.columns.vector("connection"), streams)
