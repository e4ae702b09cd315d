"""The verdict on a connection as one line of any length: three sentences, the ends in their colours, frames marked."""

from __future__ import annotations

import re

from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.catalogue import Severity
from tui_tcp.verdicts.claim import Claim, marks
from tui_tcp.verdicts.surroundings import Surroundings
from tui_tcp.verdicts.track import track_of
from tui_tcp.verdicts.verdict import case_of, judge
from tui_tcp.views.pieces import Line, Piece

_LIT = re.compile(r"\b(client|server)\b|(#\d+)")
_STYLES = {"client": "client", "server": "server"}
SEVERITY_STYLES = {Severity.PROBLEM: "problem", Severity.NOTE: "note", Severity.INFO: ""}


def verdict(session: Session, connection: Connection, around: Surroundings | None = None) -> Line:
    """Return how a connection opened, what shaped it and how it ended; `around` is what others say of it.

    The worst comes first: on a small screen there may be no room for the end.
    """
    case = Case(session, track_of(session, connection), around) if around else case_of(session, connection)
    sentences = sorted(judge(case).sentences, key=lambda claim: -claim.severity)
    if not sentences:
        return ((f" {nothing_told(case)}", "dim"),)
    return tuple(piece for claim in sentences for piece in ((" ", ""), *sentence(claim)))


def nothing_told(case: Case) -> str:
    """Say why nothing is said of a connection."""
    if case.track.size:
        return f"There is nothing to tell of what was captured of it ({marks(case.track.rows)})."
    if case.around.quotes.get(case.connection.number):
        return "Nothing of it was captured but an ICMP error that quotes it."
    return f"Nothing of it was captured{'' if case.session.is_done else ' yet'}."


def sentence(claim: Claim) -> Line:
    """Return a claim's text in the style of its severity, the ends and the frames in theirs."""
    style = SEVERITY_STYLES[claim.severity]
    return tuple(_lit(part, style) for part in _LIT.split(claim.text) if part)


def _lit(part: str, style: str) -> Piece:
    return part, "marker" if part.startswith("#") else _STYLES.get(part, style)


def other_frame(session: Session, row: int) -> Line:
    """Return what is said in the verdict's place of a frame that belongs to no connection."""
    from tui_tcp.views.other_frames import describe

    protocol = describe(session, row).protocol
    return ((f" Frame {row + 1} belongs to no TCP connection: {protocol}.", "dim"),)
