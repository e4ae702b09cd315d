"""The two ends of every connection as arrays, so that a question about addresses is asked once a connection."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from tui_tcp.model.addresses import address_text
from tui_tcp.wire.pairs import IPV6

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection


class Ends:
    """For each connection, twice, by direction: the sender's port, and its address, of either family."""

    def __init__(self) -> None:
        self.is_ipv6: Vector = np.empty(0, bool)
        self.ports: Vector = np.empty(0, np.int64)
        self.ipv4: Vector = np.empty(0, np.int64)
        self.places: Vector = np.empty(0, np.int64)  # of the addresses among `addresses`
        self.addresses: list[bytes] = []  # each once
        self.texts: list[str] = []  # of each of them
        self._place_of: dict[bytes, int] = {}
        self._lock = Lock()

    def update(self, session: Session) -> None:
        """Take in the connections that came since."""
        with self._lock:
            known, count = len(self.ports) // 2, len(session.connections)
            if count > known:
                self._take_in(session, known, count)

    def _take_in(self, session: Session, known: int, count: int) -> None:
        families, halves, ports = _sockets(session, session.connections[known:count])
        words = np.column_stack([families, halves]).astype(">u8").view("V24").reshape(-1).tolist()
        for word in dict.fromkeys(words):
            self._add(word)
        places = np.fromiter(map(self._place_of.__getitem__, words), np.int64, len(words))
        self.ipv4 = np.concatenate([self.ipv4, np.where(families, -1, halves[:, 1].astype(np.int64))])
        self.places = np.concatenate([self.places, places])
        self.is_ipv6 = self.ipv4[::2] < 0
        self.ports = np.concatenate([self.ports, ports])

    def _add(self, word: bytes) -> None:
        """Take in an address, unless it is known: a word that tells the family, and two for the address."""
        if self._place_of.setdefault(word, len(self.addresses)) == len(self.addresses):
            address = word[8:] if any(word[:8]) else word[-4:]
            self.texts.append(address_text(address))
            self.addresses.append(address)


def _sockets(session: Session, connections: Sequence[Connection]) -> tuple[Vector, Vector, Vector]:
    """Return of both ends of each connection, by direction: whether it is IPv6, its address in two halves, its port."""
    numbers = np.fromiter(map(attrgetter("pair"), connections), np.int64, len(connections))
    pairs, is_turned = numbers >> 1, (numbers & 1).astype(bool)
    first, last = int(pairs.min()), int(pairs.max())
    keys = np.frombuffer(session.pair_keys(first, last + 1), np.uint64).reshape(-1, 5)[pairs - first]
    halves, ports = keys[:, :4].reshape(-1, 2, 2), keys[:, 4].astype(np.int64)
    by_direction = np.stack([ports >> 16 & 0xFFFF, ports & 0xFFFF], axis=1)
    halves[is_turned] = halves[is_turned, ::-1]
    by_direction[is_turned] = by_direction[is_turned, ::-1]
    return np.repeat(ports >= IPV6, 2), halves.reshape(-1, 2), by_direction.reshape(-1)


_ENDS: WeakKeyDictionary[Session, Ends] = WeakKeyDictionary()


def ends_of(session: Session) -> Ends:
    """Return the ends of all connections so far."""
    ends = _ENDS.setdefault(session, Ends())
    ends.update(session)
    return ends


def senders(slab: Slab) -> Vector:
    """Return the place of each row's sender among the ends; of rows that are no segments, any place."""
    if "senders" not in slab.known:
        number = slab.column("connection")
        slab.known["senders"] = number + number + slab.stored("direction")
    places: Vector = slab.known["senders"]
    return places
