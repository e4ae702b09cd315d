"""Why: all that is said of a connection, its figures, and why one of its segments has its findings."""

from __future__ import annotations

from typing import NamedTuple

from tui_tcp.model.session import Session
from tui_tcp.tcp.findings import FINDINGS
from tui_tcp.verdicts.claim import Claim, Reason
from tui_tcp.verdicts.verdict import case_of, judge
from tui_tcp.verdicts.why import why
from tui_tcp.views.figures import figure_lines
from tui_tcp.views.pieces import Line
from tui_tcp.views.verdict import nothing_told, sentence
from tui_tcp.views.wrapping import wrap

_BY_NAME = {finding.name: finding for finding in FINDINGS}
_NOTHING: Line = (("  nothing was found about it", "dim"),)


class WhyLine(NamedTuple):
    """A line, and the row of the first frame that proves what it says, -1 where none does."""

    line: Line
    row: int = -1


def why_lines(session: Session, number: int, row: int | None, width: int) -> list[WhyLine]:
    """Return the reasons; `row` is the frame under the cursor, told of first if it is of this connection."""
    lines: list[WhyLine] = []
    if row is not None and session.columns.value("connection", row) == number:
        lines += [WhyLine(((f"Segment #{row + 1}", "title"),), row), *_of_segment(session, row, width), WhyLine(())]
    case = case_of(session, session.connections[number])
    judgement = judge(case)
    lines.append(WhyLine(((f"Connection {number}", "title"),)))
    if not judgement.claims:
        lines += [WhyLine(part) for part in wrap(((f"  {nothing_told(case)}", "dim"),), width)]
    for claim in judgement.sentences:
        lines += _of_claim(claim, width)
    if judgement.others:
        lines += [WhyLine(()), WhyLine((("And", "title"),))]
        for claim in judgement.others:
            lines += _of_claim(claim, width)
    lines += [WhyLine(()), WhyLine((("Figures", "title"),))]
    return lines + [WhyLine(part) for text in figure_lines(case) for part in wrap(((text, ""),), width)]


def _of_segment(session: Session, row: int, width: int) -> list[WhyLine]:
    """Return a reason for each finding, with its letter."""
    reasons = why(session, row)
    if not reasons:
        return [WhyLine(_NOTHING)]
    return [WhyLine(part, _proof(reason, row)) for reason in reasons for part in wrap(_told(reason), width)]


def _told(reason: Reason) -> Line:
    finding = _BY_NAME.get(reason.finding)
    letter = (f"  {finding.letter or ' '} ", finding.severity) if finding else ("    ", "")
    return (letter, (f"{reason.finding.replace('_', ' ')}: ", "bold"), (reason.text, ""))


def _proof(reason: Reason, row: int) -> int:
    """Return another frame that proves it, if there is one: this one is known."""
    return next((frame - 1 for frame in reason.frames if frame - 1 != row), row)


def _of_claim(claim: Claim, width: int) -> list[WhyLine]:
    row = claim.frames[0] - 1 if claim.frames else -1
    return [WhyLine(part, row) for part in wrap((("  ", ""), *sentence(claim)), width)]
