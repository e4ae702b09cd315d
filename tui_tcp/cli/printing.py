"""What the printing commands do: read the whole capture, choose fields, write them."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tui_tcp.capture.source import Source, open_source
from tui_tcp.errors import UsageError
from tui_tcp.escape import escape
from tui_tcp.export.tables import WRITERS, Writer, write_table
from tui_tcp.fields.field import FlowField, FrameField, Value
from tui_tcp.fields.table import DEFAULT_FLOW_FIELDS, DEFAULT_FRAME_FIELDS, flow_fields, frame_fields
from tui_tcp.model.session import Session
from tui_tcp.names.network import permitted
from tui_tcp.tcp.connection import Connection

if TYPE_CHECKING:
    from tui_tcp.cli.live import Feed
    from tui_tcp.filters import Filter
    from tui_tcp.model.columns import Vector

_SLAB = 1 << 16  # frames gathered at a time
_NAMED = {"flow.name", "flow.protocol"}  # by the first segments of a connection, and DNS before it
_PIECE = 1 << 12  # connections printed at a time: their texts weigh more


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed of a capture, and how: fields, format, at most `limit` lines, of what the filter says."""

    names: Sequence[str] = ()
    form: str | None = None
    header: bool = True
    limit: int | None = None
    filter_text: str | None = None


def print_flows(capture: str | Feed, wish: Wish, sort: str | None = None) -> int:
    """Print a line a connection; return the exit status. Raises TcptuiError for what cannot be read or named."""
    fields = flow_fields(wish.names or _with_name(DEFAULT_FLOW_FIELDS))
    order = flow_fields([sort.removeprefix("-")], "--sort")[0] if sort else None
    chosen = compiled(wish.filter_text)
    asked = [*fields, *([order] if order else [])]
    keeps_frames = chosen is not None or any(field.needs_frames for field in asked)
    with _being_printed(capture, _names_of_fields(asked, chosen), keeps_frames) as session:
        connections = _matching(session, chosen, _name(capture))
        if sort and order:
            connections = _sorted(session, connections, order, descending=sort.startswith("-"))
        slabs = ([field.read(session, slab) for field in fields] for slab in _slabs(connections[: wish.limit]))
        _writer(wish.form)(sys.stdout, fields, slabs, wish.header)
        return _status(session, capture)


def _matching(session: Session, chosen: Filter | None, name: str) -> list[Connection]:
    """Return the connections that match a filter, if there is one; that there are none is told."""
    connections = session.connections
    if not connections:
        tell_without_tcp(name, session)
    if not chosen:
        return connections
    matching = [connections[number] for number in chosen.connections(session).nonzero()[0].tolist()]
    if connections and not matching:
        tell(name, f"none of its {len(connections):,} connections matches the filter")
    return matching


def _with_name(names: list[str]) -> list[str]:
    """Add the server's name where the network may be asked for it: who permits that wants to see it."""
    return [*names, "flow.name"] if permitted() else names


def _slabs(connections: Sequence[Connection]) -> Iterator[Sequence[Connection]]:
    """Cut into pieces, at least one: a table without lines has its header, too."""
    for start in range(0, max(len(connections), 1), _PIECE):
        yield connections[start : start + _PIECE]


def compiled(text: str | None) -> Filter | None:
    """Return a filter, None where no text or an empty one is given: all match that. Raises FilterError."""
    if not text or text.isspace():
        return None
    from tui_tcp.filters import compile_filter

    return compile_filter(text)


def print_packets(capture: str | Feed, wish: Wish) -> int:
    """Print a line a frame, else as `print_flows`."""
    fields = frame_fields(wish.names or _with_name(DEFAULT_FRAME_FIELDS))
    chosen = compiled(wish.filter_text)
    with _being_printed(capture, _names_of_fields(fields, chosen)) as session:
        rows = _rows(session, chosen, wish.limit)
        if chosen and not len(rows) and session.frame_count and wish.limit != 0:
            tell(_name(capture), f"none of its {session.frame_count:,} frames matches the filter")
        _writer(wish.form)(sys.stdout, fields, _frames(session, fields, rows), wish.header)
        return _status(session, capture)


def _rows(session: Session, chosen: Filter | None, limit: int | None) -> Vector:
    """Return the rows to be printed, of those that are still in memory."""
    import numpy as np

    first, count = session.columns.first, session.frame_count
    if chosen:
        return (np.flatnonzero(chosen.frames(session, first, count)) + first)[:limit]
    return np.arange(first, count if limit is None else min(first + limit, count))


def _frames(session: Session, fields: Sequence[FrameField], numbers: Vector) -> Iterator[list[Sequence[Value]]]:
    from tui_tcp.fields.slab import Slab

    for start in range(0, max(len(numbers), 1), _SLAB):
        slab = Slab(session, numbers[start : start + _SLAB])
        yield [field.read(slab) for field in fields]


def _sorted(session: Session, connections: list[Connection], field: FlowField, descending: bool) -> list[Connection]:
    """Sort by a field, connections that lack it last either way."""
    pairs = list(zip(field.read(session, connections), connections, strict=True))
    present = [pair for pair in pairs if pair[0] is not None]
    present.sort(key=lambda pair: pair[0], reverse=descending)
    return [connection for _, connection in present] + [connection for value, connection in pairs if value is None]


def _names_of_fields(fields: Sequence[FlowField | FrameField], chosen: Filter | None) -> set[str]:
    """Return the fields that will be asked for."""
    return {field.name for field in fields} | (chosen.fields if chosen else set())


def read_capture(capture: str | Feed, asked: Set[str] = frozenset(), keeps_frames: bool = True) -> Session:
    """Read a file to its end, a feed until it is enough; what is wrong is told. Raises CaptureError, FormatError.

    What fields that are `asked` for will need, and goes from memory meanwhile, is taken in before. Without
    `keeps_frames` a file's connections are all that is left of it.
    """
    if isinstance(capture, str):
        session = Session(open_source(capture), keeps_frames=keeps_frames)
        session.read()
    else:
        session = _read_feed(capture, asked)
    gc.freeze()  # that nobody looks for garbage among it when the process ends is a twentieth of the whole time
    for warning in session.warnings:
        tell(_name(capture), warning.removeprefix(f"{_name(capture)}: "))  # an interface tells its own name, too
    if session.notes.drops:
        from tui_tcp.views.capture_notes import losses

        if lost := losses(session):
            tell(_name(capture), lost)
    return session


def _read_feed(feed: Feed, asked: Set[str]) -> Session:
    session = feed.session(feed.open())
    with ExitStack() as undo:
        undo.callback(_leave, session.source)
        if asked & _NAMED:
            from tui_tcp.names.names import keep_names

            keep_names(session)
        if sys.stderr.isatty():
            tell(feed.name, "reading; ^C ends it and prints what came")
        feed.read(session)
        undo.pop_all()
    return session


@contextmanager
def _being_printed(capture: str | Feed, asked: Set[str], keeps_frames: bool = True) -> Iterator[Session]:
    """Give a capture that was read; behind all that is printed of it stands what of it was kept, and where."""
    session = read_capture(capture, asked, keeps_frames)
    try:
        yield session
        sys.stdout.flush()
    finally:
        if not isinstance(capture, str):
            _leave(session.source)


def _leave(source: Source) -> None:
    """Let go of a capture that was made; say what stays of it in files. What was lost has been told."""
    source.close()
    if remains := source.remains:
        from tui_tcp.views.kept_files import kept_line

        print(f"tcptui: {kept_line(remains, None)}", file=sys.stderr)


def _name(capture: str | Feed) -> str:
    return capture if isinstance(capture, str) else capture.name


def raise_unread(session: Session) -> None:
    """Tell, behind all that was printed, that something could not be read again. Raises CaptureError."""
    if session.unread:
        raise session.unread


def _status(session: Session, capture: str | Feed) -> int:
    """A capture that breaks off while it is made has failed, as one that was damaged long ago has not."""
    raise_unread(session)
    return int(not isinstance(capture, str) and capture.is_made_now and bool(session.source.warning))


def tell(path: str, what: str) -> None:
    """Say in one line on standard error what is to be known about a file."""
    print(f"tcptui: {escape(path)}: {escape(what)}", file=sys.stderr)


def tell_without_tcp(path: str, session: Session) -> None:
    """Say what a capture without connections holds instead."""
    frames = session.frame_count
    tell(path, f"no TCP among its {frames} frames" if frames else "holds no frames")


def check_streams(session: Session, streams: Sequence[int]) -> None:
    """Refuse numbers that no connection has. Raises UsageError."""
    count = len(session.connections)
    unknown = [number for number in streams if number >= count]
    if unknown:
        held = f"{count}, numbered from 0" if count else "none"
        raise UsageError(f"no connection {unknown[0]}: the capture holds {held}")


def _writer(form: str | None) -> Writer:
    """Return what writes the form that is asked for; without one a table for people, as wide as their terminal."""
    is_seen = sys.stdout.isatty()
    form = form or ("table" if is_seen else "tsv")
    if not is_seen or form != "table":
        return WRITERS[form]
    from shutil import get_terminal_size

    return partial(write_table, room=get_terminal_size().columns)
