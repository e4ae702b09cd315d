"""Why: the whole verdict on a connection, and what was found about one of its segments."""

from __future__ import annotations

from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import BITS, FINDINGS, Finding
from tui_tcp.views.pieces import Line
from tui_tcp.views.verdict import verdict
from tui_tcp.views.wrapping import wrap

_INDENT = "  "


def why_lines(session: Session, number: int, row: int | None, width: int) -> list[Line]:
    """Return the reasons as lines; `row` is the frame under the cursor, told of if it is of this connection."""
    connection = session.connections[number]
    lines: list[Line] = [((f"Connection {number}", "title"),), *wrap(verdict(session, connection), width)]
    if row is not None and session.columns.value("connection", row) == number:
        bits = session.columns.value("findings", row)
        found = [finding for finding in FINDINGS if bits & BITS[finding.name]]
        lines += [(), ((f"Segment #{row + 1}", "title"), *((": nothing found", "dim"),)[: not found])]
        for finding in found:
            lines += wrap(_finding(finding), width)
    return lines


def _finding(finding: Finding) -> Line:
    name = finding.name.replace("_", " ")
    return ((f"{_INDENT}{finding.letter or ' '} ", finding.severity), (f"{name}: ", "bold"), (finding.meaning, ""))
