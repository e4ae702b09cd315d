"""What is the same for all segments that one end of a connection sends: addresses, ports, all that is of connections.

A question of these alone is asked once an end instead of once a frame: there are 40 times as many frames.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tui_tcp.fields.slab import Slab

if TYPE_CHECKING:
    from tui_tcp.fields.field import FrameField
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

_ADDRESSES = ("src", "dst", "addr", "src_host", "dst_host", "host")
_NAMES = {
    *(f"{family}.{what}" for family in ("ip", "ipv6") for what in _ADDRESSES),
    *("tcp.srcport", "tcp.dstport", "tcp.port", "tcp.stream"),
}


def are_of_ends(fields: Iterable[FrameField]) -> bool:
    """Tell whether fields are the same for all direct segments of one sender, as layers.is_direct has them."""
    return all(field.name in _NAMES or field.name.startswith("flow.") for field in fields)


class Senders(Slab):
    """Both ends of all connections, each as if it were the one segment that it sends, in the order of `senders`."""

    def __init__(self, session: Session, count: int, shared: dict[Any, Any]) -> None:
        super().__init__(session, np.arange(2 * count), shared)

    def _gather(self, name: str) -> Vector:
        if name == "connection":
            return self.numbers >> 1
        return self.numbers & 1 if name == "direction" else np.zeros(len(self), np.int64)


def senders_of(slab: Slab) -> Senders | None:
    """Return all senders, if `share_senders` said that they are worth being asked; not to themselves."""
    senders: Senders | None = slab.shared.get("senders")
    return None if senders is slab else senders


def share_senders(session: Session, rows: int, shared: dict[Any, Any]) -> None:
    """Put the senders into what slabs of so many rows share, if they are fewer."""
    count = len(session.connections)
    if 0 < 2 * count < rows:
        shared["senders"] = Senders(session, count, shared)
