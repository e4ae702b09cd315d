"""Where on the way the capture was probably taken: near the client, near the server, between, or the times do not tell.

The shortest round trips to both ends decide; where they are too close to tell, nothing is said. So also where all that
answers an end carries data: that waited for a program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.verdicts.case import NAMES, Case
from tui_tcp.verdicts.claim import Claim, claim
from tui_tcp.verdicts.words import duration

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

NEAR_CLIENT, NEAR_SERVER, BETWEEN, UNTOLD = "near the client", "near the server", "between", "untold"
_NEAR = 8  # times shorter the one way is than the other
_BETWEEN = 3
_FAR_NS = 1_000_000  # a shorter way says nothing: programs and kernels take as long


def tap_position(case: Case) -> str:
    """Return where the capture was probably taken."""
    client, server = case.least
    if not all(case.is_answered_at_once):
        return UNTOLD
    if min(client, server) < 0 or max(client, server) < _FAR_NS:
        return UNTOLD
    if client * _NEAR <= server:
        return NEAR_CLIENT
    if server * _NEAR <= client:
        return NEAR_SERVER
    if min(client, server) >= _FAR_NS and max(client, server) <= _BETWEEN * min(client, server):
        return BETWEEN
    return UNTOLD


def may_be_told(slab: Slab) -> Vector:
    """Tell where the way to both ends is known and to one of them long."""
    client, server = (np.array(trips.least, np.int64) for trips in slab.trips)
    may: Vector = (np.minimum(client, server) >= 0) & (np.maximum(client, server) >= _FAR_NS)
    return may


def position(case: Case) -> Claim | None:
    """Tell where the capture was probably taken, and how far it is to either end."""
    where = tap_position(case)
    if where == UNTOLD:
        return None
    where = "between the two" if where == BETWEEN else where
    ways = " and ".join(f"{duration(case.least[end])} to the {NAMES[end]}" for end in (0, 1))
    proof = [samples.at[samples.ns.argmin()] for samples in case.round_trips]
    return claim("tap_position", f"Captured probably {where}: round trip {ways} and back.", case.rows(proof))
