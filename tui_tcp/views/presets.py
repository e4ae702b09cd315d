"""Filters that are wanted often, by the name under which the filter line offers them."""

from __future__ import annotations

from tui_tcp.tcp.findings import FINDINGS

_PROBLEMS = ", ".join(f'"{finding.name}"' for finding in FINDINGS if finding.severity == "problem")

PRESETS = {
    "slow handshakes": "flow.rtt > 100ms",
    "not closed": 'flow.close in {"open", "unanswered", "gave_up"}',
    "resets": "tcp.flags.reset == 1",
    "long silences": "tcp.time_delta > 1s",
    "problems only": f"segment.finding in {{{_PROBLEMS}}}",
}
