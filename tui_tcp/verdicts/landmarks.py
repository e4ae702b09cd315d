"""The segments that most rules ask for: what completed the handshake, and what acknowledged a FIN.

Looked for in all connections of a slab at once. They are places within their connections, -1 where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import ACK, RST, SYN

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.verdicts.slab import Slab


def handshake_acks(slab: Slab) -> list[int]:
    """Return for each connection the acknowledgment that completed its handshake."""
    when = np.array([connection.handshake_time for connection in slab.connections], np.int64)[slab.index]
    is_plain = (slab.flags & (SYN | ACK | RST)) == ACK
    acks = np.flatnonzero(slab.from_client & is_plain & (slab.time == when) & (when >= 0))
    answers = slab.syn_acks[1].first[slab.index[acks]]
    acks = slab.first_of(acks[(answers >= 0) & (acks > answers)])
    found: list[int] = np.where(_can_complete(slab, acks), acks - slab.starts[:-1], -1).tolist()
    return found


def _can_complete(slab: Slab, acks: Vector) -> Vector:
    """Tell which ACKs count: not before the own SYN ends, nor after a client reset what it was answered."""
    syns, answers = slab.syns[0].first, slab.syn_acks[1].places
    resets = slab.resets.places[slab.from_client[slab.resets.places]]
    can = acks >= 0
    own = acks[can]
    answer = answers[np.searchsorted(answers, own) - 1]
    is_reset = np.searchsorted(resets, answer) < np.searchsorted(resets, own)
    is_older = (syns[can] >= 0) & (slab.seq[own] <= slab.seq[syns[can]])
    can[can] = ~is_reset & ~is_older
    counts: Vector = can
    return counts


def fin_acks(slab: Slab, end: int) -> list[int]:
    """Return for each connection what acknowledged an end's first FIN."""
    if not len(slab.fins[end].places):
        return [-1] * len(slab.connections)
    heard = slab.of_end[1 - end].places
    fins = slab.fins[end].first[slab.index[heard]]
    is_later = (fins >= 0) & (heard > fins)
    heard, fins = heard[is_later], fins[is_later]
    is_ack = ((slab.flags[heard] & (ACK | RST)) == ACK) & (slab.ack[heard] >= slab.end[fins])
    acks = slab.first_of(heard[is_ack])
    found: list[int] = np.where(acks >= 0, acks - slab.starts[:-1], -1).tolist()
    return found
