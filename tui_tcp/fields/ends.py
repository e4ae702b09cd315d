"""The two ends of every connection as arrays, so that a question about addresses is asked once a connection."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from tui_tcp.model.addresses import address_text

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.wire.pairs import Socket


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
        connections = session.connections
        flat: list[Socket] = []
        for number in range(known, count):
            connection = connections[number]
            ends = session.sockets(connection)
            flat += ends[::-1] if connection.client_direction else ends
        numbers = [int.from_bytes(address, "big") if len(address) == 4 else -1 for address, _ in flat]
        places = [self._place(address) for address, _ in flat]
        self.ipv4 = np.concatenate([self.ipv4, np.array(numbers, np.int64)])
        self.places = np.concatenate([self.places, np.array(places, np.int64)])
        self.is_ipv6 = self.ipv4[::2] < 0
        self.ports = np.concatenate([self.ports, np.array([port for _, port in flat], np.int64)])

    def _place(self, address: bytes) -> int:
        place = self._place_of.setdefault(address, len(self.addresses))
        if place == len(self.addresses):
            self.texts.append(address_text(address))
            self.addresses.append(address)
        return place


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
