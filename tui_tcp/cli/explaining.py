"""tcptui explain: the verdicts in words, problems first; or as JSON, one connection a line, with its figures."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO

from tui_tcp.cli.printing import check_streams, compiled, raise_unread, read_capture, tell_without_tcp
from tui_tcp.escape import escape
from tui_tcp.model.addresses import socket_text
from tui_tcp.model.session import Session
from tui_tcp.names.names import names_of
from tui_tcp.names.network import permitted
from tui_tcp.tcp.connection import Connection
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.figures import figures
from tui_tcp.verdicts.verdict import Judgement, cases_of, judge
from tui_tcp.views.figures import figure_lines
from tui_tcp.views.format import count
from tui_tcp.views.verdict import nothing_told

_WIDEST = 120  # longer lines are hard to read
_INDENT = "  "
_MOST_HELD = 1 << 24  # bytes of text in memory for each severity

Counts = dict[Severity, int]
Tell = Callable[[Case, Judgement], Iterable[str]]
Head = Callable[[Session, Counts], Iterable[str]]


def print_explanation(path: str, streams: Sequence[int], filter_text: str | None, form: str | None) -> None:
    """Print what can be said of a capture's connections. Raises TcptuiError for what cannot be read or named."""
    chosen = compiled(filter_text)
    session = read_capture(path)
    check_streams(session, streams)
    if not session.connections:
        tell_without_tcp(path, session)
        return
    numbers = dict.fromkeys(streams)
    connections = [session.connections[number] for number in numbers] if numbers else session.connections
    if chosen:
        matching = chosen.connections(session)
        connections = [connection for connection in connections if matching[connection.number]]
    if permitted():
        names_of(session).ask(connections)  # all at once: each would be waited for
    if form == "json":
        _write(session, connections, _line, _nothing)
        return
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    _write(session, connections, partial(_text, width=width, in_full=bool(streams)), _summary)


def _write(session: Session, connections: Sequence[Connection], tell_of: Tell, head: Head) -> None:
    """Print what `tell_of` says of each connection, the worst first, in one go over the capture; before it the head."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    with ExitStack() as stack:
        shelves = {severity: stack.enter_context(_shelf()) for severity in counts}
        for case in cases_of(session, connections):
            judgement = judge(case)
            counts[judgement.severity] += 1
            shelves[judgement.severity].write("".join(f"{line}\n" for line in tell_of(case, judgement)))
        sys.stdout.writelines(f"{line}\n" for line in head(session, counts))
        for shelf in shelves.values():
            shelf.seek(0)
            shutil.copyfileobj(shelf, sys.stdout)
    raise_unread(session)


def _shelf() -> IO[str]:
    """Return a place for text, which is a file if there is much."""
    return SpooledTemporaryFile(_MOST_HELD, "w+", encoding="utf-8", newline="")


def _text(case: Case, judgement: Judgement, width: int, *, in_full: bool) -> Iterator[str]:
    """Return a paragraph about a connection; `in_full` with all that can be said, and the figures."""
    yield ""
    yield _heading(case.session, judgement)
    for claim in judgement.sentences:
        yield from _paragraph(claim, width)
    if not judgement.claims:
        yield from _wrapped(f"{_INDENT}i ", nothing_told(case), width)
    if in_full:
        for claim in judgement.others:
            yield from _paragraph(claim, width)
        yield ""
        yield from figure_lines(case)


def _nothing(session: Session, counts: Counts) -> list[str]:
    return []


def _summary(session: Session, counts: Counts) -> list[str]:
    told = [
        f"{counts[Severity.PROBLEM]:,} with a problem",
        f"{counts[Severity.NOTE]:,} worth a note",
        f"{counts[Severity.INFO]:,} without either",
    ]
    of = count(sum(counts.values()), "connection")
    return [f"{of} in {count(session.frame_count, 'frame')}: {', '.join(told)}"]


def _heading(session: Session, judgement: Judgement) -> str:
    connection = judgement.connection
    client, server = map(socket_text, session.sockets(connection))
    name = _name(session, connection)
    called = f" ({name})" if name else ""
    guessed = " (which is the client is a guess)" if connection.client_guessed else ""
    return f"Connection {connection.number}: {client} to {server}{called}{guessed}"


def _name(session: Session, connection: Connection) -> str:
    """Return the server's name where the network may be asked for it, '' where not: addresses are the truth."""
    return names_of(session).of(connection) if permitted() else ""


def _paragraph(claim: Claim, width: int) -> Iterator[str]:
    return _wrapped(f"{_INDENT}{claim.severity.letter} ", escape(claim.text), width)


def _wrapped(first: str, text: str, width: int) -> Iterator[str]:
    """Break a text between words; what `textwrap` does besides took a quarter of all the time."""
    indent, room = first, max(width - len(first), 0)
    while len(text) > room:
        cut = text.rfind(" ", 0, room + 1)
        cut = cut if cut > 0 else text.find(" ", 1)  # a word for which there is no room
        if cut < 0:
            break
        yield indent + text[:cut].rstrip(" ")
        indent, text = " " * len(first), text[cut:].lstrip(" ")
    yield indent + text


def _line(case: Case, judgement: Judgement) -> Iterator[str]:
    client, server = map(socket_text, case.session.sockets(case.connection))
    name = _name(case.session, case.connection)
    yield json.dumps(
        {
            "tcp.stream": case.connection.number,
            "flow.client": client,
            "flow.server": server,
            **({"flow.name": name} if name else {}),
            "flow.client_guessed": bool(case.connection.client_guessed),
            "severity": judgement.severity.text,
            "sentences": [escape(claim.text) for claim in judgement.sentences],
            "verdicts": [_object(claim) for claim in judgement.claims],
            "figures": figures(case),
        }
    )


def _object(claim: Claim) -> dict[str, object]:
    return {
        "name": claim.name,
        "severity": claim.severity.text,
        "text": escape(claim.text),
        "frames": list(claim.frames),
    }
