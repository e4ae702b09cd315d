"""What some senders count as payload though it only fills the frame up to the least that Ethernet carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.flags import PSH, SYN
from tui_tcp.verdicts.headers import read_network, read_segment

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

_IP_HEADER = 20  # without options, which would leave less to fill
_LEAST = (46, 42)  # bytes in a frame (IEEE 802.3 clause 4A.2.3.2.4), and behind a VLAN's tag in one
_MOST = 6  # bytes
_LOOKED_AT = 512  # of more candidates a sample speaks for all, if it agrees


def padding(session: Session, rows: Vector, words: Vector, length: Vector) -> Vector:
    """Return which of some segments carry nothing but padding, by their first header words and payloads' lengths.

    Those are a few zeros, not pushed, in an IPv4 packet that just fills the least frame.
    """
    size = _IP_HEADER + (words >> 12) * 4 + length
    places = np.flatnonzero((length > 0) & (length <= _MOST) & np.isin(size, _LEAST) & ((words & (SYN | PSH)) == 0))
    step = -(-len(places) // _LOOKED_AT)
    if step > 1 and all(_is_filled(session, row) for row in rows[places[::step]].tolist()):
        return places
    return np.array([place for place in places.tolist() if _is_filled(session, int(rows[place]))], np.int64)


def _is_filled(session: Session, row: int) -> bool:
    """Tell whether a frame is of IPv4, and its payload zeros that were captured."""
    network, length = read_network(session, row), session.columns.value("payload", row)
    segment = read_segment(session, row)
    size = (session.columns.value("header_word", row) >> 12) * 4 + length
    return network is not None and network.version == 4 and len(segment) == size and not any(segment[-length:])
