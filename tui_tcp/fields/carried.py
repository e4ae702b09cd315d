"""The payloads of single segments that hold an application's messages: by their ports, or by how they begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.spots import Spots, joined, number
from tui_tcp.tcp.labels import BITS

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

DNS_PORT = 53
_LEAST_HEADER = 20  # bytes: what a shorter one says of its length cannot be
_DNS_HEAD = 12  # bytes of the shortest message
_WELL_KNOWN = 1024  # a port below says what a connection carries, whatever port its other end has
_LATE = BITS["retransmission"] | BITS["out_of_order"]
_KEEP_ALIVE = BITS["keep_alive"]
_NOT_LATE = BITS["fast_retransmission"] | BITS["spurious_retransmission"]


def payload_spots(slab: Slab, spots: Spots) -> Spots:
    """Return the payload of each segment, of those that have any."""
    spots = spots.where(spots.have(20) & slab.is_segment[spots.rows])
    size = (slab.bytes.array[spots.at + 12] >> 4).astype(np.int64) * 4
    spots = spots.past(size).where(size >= _LEAST_HEADER)
    return spots.where(spots.have(1))


def comes_late(slab: Slab) -> Vector:
    """Tell which rows are segments out of order, or sent again by a timer."""
    labels = slab.column("labels")
    late: Vector = (labels & _LATE != 0) & (labels & _NOT_LATE == 0)
    return late


def keeps_alive(slab: Slab) -> Vector:
    """Tell which rows are segments whose byte only asks whether the other end is there."""
    alive: Vector = slab.column("labels") & _KEEP_ALIVE != 0
    return alive


def heard(slab: Slab, spots: Spots) -> Spots:
    """Return the segments of which Wireshark reads what they carry: those that do not come late, nor keep alive."""
    return spots.where(~(comes_late(slab) | keeps_alive(slab))[spots.rows])


def carried(slab: Slab, spots: Spots, ports: Sequence[int], begins: Callable[[Vector], Vector] | None = None) -> Spots:
    """Return the payloads of the segments at `spots` that go by some ports, and others whose first 4 bytes `begins`.

    As in Wireshark, nothing is read from segments that come late: out of order, or again by a timer.
    """
    buffer = slab.bytes.array
    spots = heard(slab, spots.where(spots.have(20)))
    source, destination = number(buffer, spots.at, 2), number(buffer, spots.at + 2, 2)
    lower, higher = np.minimum(source, destination), np.maximum(source, destination)
    rows = spots.rows[np.isin(lower, ports) | (np.isin(higher, ports) & (lower >= _WELL_KNOWN))]
    payloads = payload_spots(slab, spots)
    here = np.isin(payloads.rows, rows)
    if begins:
        is_word = payloads.have(4)
        here |= begins(np.where(is_word, number(buffer, np.where(is_word, payloads.at, 0), 4), 0))
    return payloads.where(here)


def dns_messages(slab: Slab, spots: Spots) -> Spots:
    """Return the DNS messages in the segments at `spots`, each behind its length (RFC 1035 section 4.2.2)."""
    left = carried(slab, spots, (DNS_PORT,))
    messages = []
    while len(left.rows):
        left = left.where(left.have(3))
        size = number(slab.bytes.array, left.at, 2)
        left, size = left.where(size >= _DNS_HEAD), size[size >= _DNS_HEAD]
        messages.append(left.past(2).until(size))
        left = left.past(2 + size)
    return joined(messages)
