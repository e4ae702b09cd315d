"""What an end sent again and again at the end, and nothing answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.track import NOWHERE, among

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.case import Case

LEAST_TRIES = 3
_PROBES = BITS["keep_alive"] | BITS["zero_window_probe"]


def unanswered_tries(case: Case, reset: int = -1) -> Vector:
    """Return the places of a segment and its copies at the end, or before a reset, that the other end did not answer.

    What was acknowledged before only probes, and does not count beside what was not.
    """
    track = case.track
    heard = [own[own < reset] if reset >= 0 else own for own in track.of_end]
    latest = [int(own[-1]) if len(own) else -1 for own in heard]
    end = int(latest[1] > latest[0])
    alone = heard[end][heard[end] > latest[1 - end]]
    alone = alone[(track.end[alone] > track.seq[alone]) | ((track.findings[alone] & _PROBES) != 0)]
    if not len(alone):
        return NOWHERE
    unheard = alone[track.end[alone] > track.acked[end][alone]]
    alone = unheard if len(unheard) else alone
    same: Vector = alone[(track.seq[alone] == track.seq[alone[-1]]) & ~among(alone, case.doubled)]
    if not len(same):
        return NOWHERE
    probes = (track.findings[alone[-1]] & BITS["keep_alive"]) != 0
    return same if len(same) > 1 or probes else same[:0]
