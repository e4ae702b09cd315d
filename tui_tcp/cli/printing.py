"""What the printing commands do: read the whole capture, choose fields, write them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_tcp.capture.source import open_source
from tui_tcp.export.tables import WRITERS, Writer
from tui_tcp.fields.field import FlowField, FrameField, Value
from tui_tcp.fields.table import DEFAULT_FLOW_FIELDS, DEFAULT_FRAME_FIELDS, flow_fields, frame_fields
from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection

if TYPE_CHECKING:
    from tui_tcp.cli.live import Feed

_SLAB = 1 << 16  # frames gathered at a time
_PIECE = 1 << 12  # connections printed at a time: their texts weigh more


def print_flows(
    capture: str | Feed, names: Sequence[str], form: str | None, *, header: bool, limit: int | None, sort: str | None
) -> int:
    """Print a line a connection; return the exit status. Raises TcptuiError for what cannot be read or named."""
    fields = flow_fields(names or DEFAULT_FLOW_FIELDS)
    order = flow_fields([sort.removeprefix("-")])[0] if sort else None
    session = read_capture(capture)
    connections = session.connections
    if not connections:
        tell(
            _name(capture),
            f"no TCP among its {session.frame_count} frames" if session.frame_count else "holds no frames",
        )
    if sort and order:
        connections = _sorted(session, connections, order, descending=sort.startswith("-"))
    slabs = ([field.read(session, slab) for field in fields] for slab in _slabs(connections[:limit]))
    _writer(form)(sys.stdout, fields, slabs, header)
    return _status(session, capture)


def _slabs(connections: Sequence[Connection]) -> Iterator[Sequence[Connection]]:
    """Cut into pieces, at least one: a table without lines has its header, too."""
    for start in range(0, max(len(connections), 1), _PIECE):
        yield connections[start : start + _PIECE]


def print_packets(
    capture: str | Feed, names: Sequence[str], form: str | None, *, header: bool, limit: int | None
) -> int:
    """Print a line a frame, else as `print_flows`."""
    fields = frame_fields(names or DEFAULT_FRAME_FIELDS)
    session = read_capture(capture)
    count = session.frame_count if limit is None else min(limit, session.frame_count)
    _writer(form)(sys.stdout, fields, _frames(session, fields, count), header)
    return _status(session, capture)


def _frames(session: Session, fields: Sequence[FrameField], count: int) -> Iterator[list[Sequence[Value]]]:
    import numpy as np

    from tui_tcp.model.rows import Rows

    for start in range(0, max(count, 1), _SLAB):
        rows = Rows(session, np.arange(start, min(start + _SLAB, count)))
        yield [field.read(rows) for field in fields]


def _sorted(session: Session, connections: list[Connection], field: FlowField, descending: bool) -> list[Connection]:
    """Sort by a field, connections that lack it last either way."""
    pairs = list(zip(field.read(session, connections), connections, strict=True))
    present = [pair for pair in pairs if pair[0] is not None]
    present.sort(key=lambda pair: pair[0], reverse=descending)
    return [connection for _, connection in present] + [connection for value, connection in pairs if value is None]


def read_capture(capture: str | Feed) -> Session:
    """Read a file to its end, a feed until it is enough; what is wrong is told. Raises CaptureError, FormatError."""
    # The collector looks for cycles that the engine never makes; the process ends with the printing anyway.
    gc.disable()
    session = Session(open_source(capture) if isinstance(capture, str) else capture.open())
    if isinstance(capture, str):
        session.read()
    else:
        _read_feed(session, capture)
    gc.freeze()  # nor shall it look for them when the process ends: a twentieth of the whole time
    for warning in session.warnings:
        tell(_name(capture), warning)
    if session.notes.drops:
        from tui_tcp.views.capture_notes import losses

        if lost := losses(session):
            tell(_name(capture), lost)
    return session


def _read_feed(session: Session, feed: Feed) -> None:
    if sys.stderr.isatty():
        tell(feed.name, "reading; ^C ends it and prints what came")
    feed.read(session)


def _name(capture: str | Feed) -> str:
    return capture if isinstance(capture, str) else capture.name


def _status(session: Session, capture: str | Feed) -> int:
    """A capture that breaks off while it is made has failed, as one that was damaged long ago has not."""
    return int(not isinstance(capture, str) and bool(session.source.warning))


def tell(path: str, what: str) -> None:
    """Say in one line on standard error what is to be known about a file."""
    print(f"tcptui: {path}: {what}", file=sys.stderr)


def _writer(form: str | None) -> Writer:
    return WRITERS[form or ("table" if sys.stdout.isatty() else "tsv")]
