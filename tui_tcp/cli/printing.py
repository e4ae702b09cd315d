"""What the printing commands do: read the whole capture, choose fields, write them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence

from tui_tcp.capture.source import open_source
from tui_tcp.export.tables import WRITERS
from tui_tcp.model.field import FlowField, FrameField, Type, Value
from tui_tcp.model.fields import DEFAULT_FLOW_FIELDS, DEFAULT_FRAME_FIELDS, flow_fields, frame_fields
from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection

_SLAB = 1 << 16  # frames gathered at a time


def print_flows(
    path: str, names: Sequence[str], form: str | None, *, header: bool, limit: int | None, sort: str | None
) -> None:
    """Print a line a connection. Raises TcptuiError for what cannot be read or named."""
    fields = flow_fields(names or DEFAULT_FLOW_FIELDS)
    order = flow_fields([sort.lstrip("-")])[0] if sort else None
    session = _read(path)
    connections = session.connections
    if order:
        connections = _sorted(session, connections, order, descending=sort is not None and sort.startswith("-"))
    rows = ([field.read(session, connection) for field in fields] for connection in connections[:limit])
    _writer(form)(sys.stdout, fields, rows, header)


def print_packets(path: str, names: Sequence[str], form: str | None, *, header: bool, limit: int | None) -> None:
    """Print a line a frame. Raises TcptuiError for what cannot be read or named."""
    fields = frame_fields(names or DEFAULT_FRAME_FIELDS)
    session = _read(path)
    count = session.frame_count if limit is None else min(limit, session.frame_count)
    _writer(form)(sys.stdout, fields, _frames(session, fields, count), header)


def _frames(session: Session, fields: Sequence[FrameField], count: int) -> Iterator[tuple[Value, ...]]:
    import numpy as np

    from tui_tcp.model.rows import Rows

    for start in range(0, count, _SLAB):
        rows = Rows(session, np.arange(start, min(start + _SLAB, count)))
        yield from zip(*(field.read(rows) for field in fields), strict=True)


def _sorted(session: Session, connections: list[Connection], field: FlowField, descending: bool) -> list[Connection]:
    """Sort by a field, connections that lack it last either way."""
    values = [(field.read(session, connection), connection) for connection in connections]
    absent = "" if field.type is Type.TEXT else 0
    present = [pair for pair in values if pair[0] is not None]
    present.sort(key=lambda pair: absent if pair[0] is None else pair[0], reverse=descending)
    return [connection for _, connection in present] + [connection for value, connection in values if value is None]


def _read(path: str) -> Session:
    # The collector looks for cycles that the engine never makes; the process ends with the printing anyway.
    gc.disable()
    session = Session(open_source(path))
    session.read()
    for warning in session.warnings:
        print(f"tcptui: {path}: {warning}", file=sys.stderr)
    return session


def _writer(form: str | None):  # type: ignore[no-untyped-def]
    return WRITERS[form or ("table" if sys.stdout.isatty() else "tsv")]
