"""What we answer about a capture, as `tcptui packets` would print it, without a process of its own."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tui_tcp.capture.source import open_source
from tui_tcp.fields.field import printed
from tui_tcp.fields.table import frame_fields
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session

Answer = dict[str, str]


def packets(path: Path, names: Sequence[str]) -> list[Answer]:
    """One answer a frame: the named fields as text."""
    session = Session(open_source(str(path)))
    session.read()
    rows = Rows(session, np.arange(session.frame_count))
    columns = [printed(field.type, field.read(rows), field.bits) for field in frame_fields(names)]
    session.source.close()
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
