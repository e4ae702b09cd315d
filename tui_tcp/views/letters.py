"""The letters of findings, each in the style of its severity."""

from __future__ import annotations

from functools import lru_cache

from tui_tcp.tcp.findings import BITS, CAUSES, FINDINGS
from tui_tcp.views.pieces import Line, Piece

# Where the cause is known its letter stands for the retransmission.
_CAUSES = sum(BITS[name] for name in CAUSES)

PROBLEM_SIGN: Piece = ("!", "problem")  # in the margin: what `n` goes to
NO_SIGN: Piece = (" ", "")
MARK: Piece = ("◆", "marker")  # what Space has marked


@lru_cache(maxsize=1024)
def letters(bits: int) -> Line:
    """Return a piece for each finding whose bit is set and that has a letter, problems first, each letter once."""
    if bits & _CAUSES:
        bits &= ~BITS["retransmission"]
    chosen: dict[str, Piece] = {}
    for finding in sorted(FINDINGS, key=lambda finding: finding.severity != "problem"):
        if finding.letter and bits & BITS[finding.name]:
            chosen.setdefault(finding.letter, (finding.letter, finding.severity))
    return tuple(chosen.values())
