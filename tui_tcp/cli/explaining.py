"""tcptui explain: the verdicts in words, problems first; or as JSON, one connection a line, with its figures."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from tui_tcp.cli.printing import check_streams, read_capture, tell_without_tcp
from tui_tcp.escape import escape
from tui_tcp.model.addresses import socket_text
from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim
from tui_tcp.verdicts.figures import figures
from tui_tcp.verdicts.verdict import Judgement, cases_of, judge
from tui_tcp.views.figures import figure_lines
from tui_tcp.views.format import count

_WIDEST = 120  # longer lines are hard to read
_INDENT = "  "


def print_explanation(path: str, streams: Sequence[int], form: str | None) -> None:
    """Print what can be said of a capture's connections. Raises TcptuiError for what cannot be read or named."""
    session = read_capture(path)
    check_streams(session, streams)
    if not session.connections:
        tell_without_tcp(path, session)
        return
    numbers = dict.fromkeys(streams)
    connections = [session.connections[number] for number in numbers] if numbers else session.connections
    if form == "json":
        sys.stdout.writelines(f"{line}\n" for line in _objects(session, connections))
        return
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    sys.stdout.writelines(f"{line}\n" for line in _text(session, connections, width, in_full=bool(streams)))


def _worst_first(session: Session, connections: Sequence[Connection]) -> list[tuple[Severity, Connection]]:
    """Order connections by how bad the worst of them is: one quick look at each."""
    looked_at = ((judge(case, Severity.NOTE), case.connection) for case in cases_of(session, connections))
    return sorted(((j.severity, c) for j, c in looked_at), key=lambda pair: (-pair[0], pair[1].number))


def _text(session: Session, connections: Sequence[Connection], width: int, *, in_full: bool) -> Iterator[str]:
    """Return a paragraph a connection; `in_full` with all that can be said, and the figures."""
    ordered = _worst_first(session, connections)
    yield _summary(ordered, session)
    for case in cases_of(session, [connection for _, connection in ordered]):
        judgement = judge(case)
        yield ""
        yield _heading(session, judgement)
        for claim in judgement.sentences:
            yield from _paragraph(claim, width)
        if not judgement.claims:
            yield f"{_INDENT}i Nothing of it was captured but an ICMP error that quotes it."
        if in_full:
            for claim in judgement.others:
                yield from _paragraph(claim, width)
            yield ""
            yield from figure_lines(case)


def _summary(ordered: Sequence[tuple[Severity, Connection]], session: Session) -> str:
    of = [severity for severity, _ in ordered]
    told = [
        f"{of.count(Severity.PROBLEM):,} with a problem",
        f"{of.count(Severity.NOTE):,} worth a note",
        f"{of.count(Severity.INFO):,} without either",
    ]
    return f"{count(len(of), 'connection')} in {count(session.frame_count, 'frame')}: {', '.join(told)}"


def _heading(session: Session, judgement: Judgement) -> str:
    connection = judgement.connection
    client, server = map(socket_text, session.sockets(connection))
    guessed = " (which is the client is a guess)" if connection.client_guessed else ""
    return f"Connection {connection.number}: {client} to {server}{guessed}"


def _paragraph(claim: Claim, width: int) -> list[str]:
    first = f"{_INDENT}{claim.severity.letter} "
    return textwrap.wrap(
        escape(claim.text),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _objects(session: Session, connections: Sequence[Connection]) -> Iterator[str]:
    ordered = _worst_first(session, connections)
    for case in cases_of(session, [connection for _, connection in ordered]):
        judgement = judge(case)
        client, server = map(socket_text, session.sockets(case.connection))
        yield json.dumps(
            {
                "tcp.stream": case.connection.number,
                "flow.client": client,
                "flow.server": server,
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
