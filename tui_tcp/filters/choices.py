"""Texts of ours that are one of a few: what a field may be, for completion and against slips of the pen."""

from __future__ import annotations

from collections.abc import Mapping

from tui_tcp.tcp.findings import FINDINGS
from tui_tcp.tcp.states import Confidence, State
from tui_tcp.verdicts.catalogue import VERDICTS

_STATES = {state.text: "" for state in State if state.text}
_CLOSINGS = {
    "fin": "both closed",
    "simultaneous": "both closed at once",
    "rst": "by a reset",
    "fin_rst": "one closed, then came a reset",
    "refused": "the SYN was answered by a reset",
    "unanswered": "nothing answered the SYN",
    "gave_up": "nothing answered at the end",
    "open": "it did not end",
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "flow.close": _CLOSINGS,
    "flow.closed_by": {"client": "", "server": "", "both": ""},
    "segment.finding": {finding.name: finding.meaning for finding in FINDINGS},
    "flow.findings": {finding.name: finding.meaning for finding in FINDINGS},
    "flow.verdict": {verdict.name: verdict.meaning for verdict in VERDICTS},
    **{f"{of}.{end}_state": _STATES for of in ("flow", "segment") for end in ("client", "server")},
    "flow.state": _STATES,
    **{f"segment.{end}_confidence": {one.text: "" for one in Confidence} for end in ("client", "server")},
}
