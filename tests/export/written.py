"""Captures written by the export, and read again."""

from io import BytesIO
from pathlib import Path

import numpy as np

from tests.model.captures import session_of
from tui_tcp.export.captures import Write
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session


def session_with(folder: Path, content: bytes) -> Session:
    """A session that has read a file of this content; the latest is the last by name."""
    path = folder / f"read-{len(list(folder.iterdir()))}"
    path.write_bytes(content)
    return session_of(path)


def written(session: Session, write: Write, rows: list[int] | None = None) -> tuple[bytes, list[str]]:
    """What is written of a session's rows, all by default, and what was said of it."""
    out = BytesIO()
    chosen = range(session.frame_count) if rows is None else rows
    said = write(Rows(session, np.array(chosen, np.int64)), out)
    return out.getvalue(), said


def frames_of(session: Session) -> list[tuple[int, int, bytes]]:
    """Time, length on the wire and bytes of each frame."""
    value = session.columns.value
    return [(value("time", row), value("length", row), session.frame_bytes(row)) for row in range(session.frame_count)]
