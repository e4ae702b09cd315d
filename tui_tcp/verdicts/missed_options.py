"""Options that one end offered, the other did not agree to, and the transfer missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.findings import BITS
from tui_tcp.verdicts.case import Case
from tui_tcp.verdicts.claim import Claim, claim, marks
from tui_tcp.verdicts.limits import most_at
from tui_tcp.verdicts.words import size

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab

_UNSCALED = 65_535  # the largest window without scaling (RFC 7323 section 2)


def may_be_missed(slab: Slab) -> Vector:
    """Tell where more was sent than a window takes without scaling, or something was lost."""
    losses = BITS["fast_retransmission"] | BITS["timeout_retransmission"]
    sizes = [max(c.client.bytes, c.server.bytes) for c in slab.connections]
    may: Vector = np.array([c.findings & losses != 0 for c in slab.connections]) | (np.array(sizes) > _UNSCALED)
    return may


def option_refused(case: Case) -> Claim | None:
    """Offered in the SYN, absent in the SYN,ACK, and missed: by so much data, or by losses."""
    most, has_losses = max(end.bytes for end in case.ends), case.has("fast_retransmission", "timeout_retransmission")
    if most <= _UNSCALED and not has_losses:
        return None
    client, server = case.offers
    if client is None or server is None or not (client.is_whole and server.is_whole) or not len(case.syn_acks[1]):
        return None
    proof = case.rows([*case.syns[0][:1], case.syn_acks[1][0]])
    if client.scale is not None and server.scale is None and _is_window_missed(case):
        at_rate = most_at(case, int(case.ends[1].bytes > case.ends[0].bytes), _UNSCALED)
        text = f"The server does not scale windows ({marks(proof)}): at most {size(_UNSCALED)} can be in flight"
        text += f", which at a round trip of {at_rate}." if at_rate else "."
        return claim("option_refused", text, proof)
    if has_losses and client.sack and not server.sack:
        text = f"The server does not do SACK ({marks(proof)}): several losses at once are repaired one a round trip."
        return claim("option_refused", text, proof)
    return None


def _is_window_missed(case: Case) -> bool:
    """Tell whether more than half of the largest window without scaling was ever under way."""
    sent = [end for end in (0, 1) if case.ends[end].bytes > _UNSCALED]
    return any(2 * int(case.in_flight(end).max(initial=0)) > _UNSCALED for end in sent)
