"""What each end of each connection sends first: which application it is, and which name the client asks for.

Rows are taken in once each; of a direction only the first segments are read, until they tell. Bytes are put in order
by their sequence numbers as far as they follow each other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.names.applications import application_of
from tui_tcp.names.asked import asked_name
from tui_tcp.wire.frames import NO_HEADER, Kind

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

_TRIES = 16  # segments of a direction that are looked at
_UNKNOWN_TRIES = 4  # of one that begins with nothing we know
_MOST = 1 << 14  # bytes of a segment that are read
_PIECE = 256  # segments looked at without a pause
_SEGMENTS = (int(Kind.TCP4), int(Kind.TCP6))


class Openings:
    """Names asked for and applications, by connection; DNS messages met on the way are handed to `dns_messages`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_done = np.zeros(0, bool)  # by direction: twice the connection's number, plus its direction
        self._waiting: dict[int, _Beginning] = {}
        self.names: dict[int, str] = {}
        self.applications: dict[int, str] = {}
        self.dns_messages: list[tuple[int, bytes, bytes]] = []  # row, who asked, message

    def take_in(self, start: int, stop: int, between: Callable[[], object] = lambda: None) -> None:
        """Look at rows start..stop, which lie in one chunk; `between` is called before every few of them."""
        self._make_room()
        rows, keys = self._with_payload(start, stop)
        while len(rows):
            first = np.unique(keys, return_index=True)[1]
            first.sort()
            for at in range(0, len(first), _PIECE):
                between()
                self._read(rows[first[at : at + _PIECE]], keys[first[at : at + _PIECE]])
            left = ~self._is_done[keys]
            left[first] = False
            rows, keys = rows[left], keys[left]

    def _make_room(self) -> None:
        """Directions grow with connections."""
        wanted = 2 * len(self._session.connections)
        if wanted > len(self._is_done):
            self._is_done = np.concatenate([self._is_done, np.zeros(wanted, bool)])

    def _with_payload(self, start: int, stop: int) -> tuple[Vector, Vector]:
        """The rows that hold payload of a direction that is not done, and those directions."""
        chunk, first = self._session.columns.chunks[start // CHUNK_ROWS], start % CHUNK_ROWS
        count = first + stop - start
        connection, kind = chunk.vector("connection", count)[first:], chunk.vector("kind", count)[first:]
        has = (chunk.vector("payload", count)[first:] > 0) & (connection >= 0) & np.isin(kind, _SEGMENTS)
        places = np.flatnonzero(has)
        keys = 2 * connection[places].astype(np.int64) + chunk.vector("direction", count)[first:][places]
        known = keys < len(self._is_done)  # a connection that came meanwhile has no rows here
        places, keys = places[known], keys[known]
        left = ~self._is_done[keys]
        return places[left] + start, keys[left]

    def _read(self, rows: Vector, keys: Vector) -> None:
        take = self._session.columns.take
        columns = [take(name, rows) for name in ("offset", "captured", "tcp_at", "header_word", "payload", "seq_raw")]
        for row, key, *values in zip(rows.tolist(), keys.tolist(), *(c.tolist() for c in columns), strict=True):
            if not self._is_done[key]:  # the other end may have told meanwhile
                self._take_segment(row, key, values)

    def _take_segment(self, row: int, key: int, values: list[int]) -> None:
        offset, captured, tcp_at, header_word, length, seq = values
        beginning = self._waiting.get(key)
        if beginning is None:
            beginning = self._waiting[key] = _Beginning(seq)
        payload = self._payload(row, offset, captured, tcp_at + 4 * (header_word >> 12), length, tcp_at == NO_HEADER)
        beginning.add(payload, seq, length)
        connection = self._session.connections[key >> 1]
        if self._tells(row, key, connection, beginning):
            self._is_done[key] = True
            del self._waiting[key]

    def _payload(self, row: int, offset: int, captured: int, at: int, length: int, in_pieces: bool) -> bytes:
        if not in_pieces:
            return self._session.bytes_at(offset + at, max(0, min(length, captured - at, _MOST)))
        datagram = self._session.datagram(row) or b""
        return datagram[4 * (datagram[12] >> 4) :][:_MOST] if len(datagram) >= 20 else b""

    def _tells(self, row: int, key: int, connection: Connection, beginning: _Beginning) -> bool:
        """Learn from what a direction began with; True if no more of it is needed."""
        payload, is_last = bytes(beginning.payload), beginning.is_last
        (asker, _), (_, port) = self._session.sockets(connection)
        application = application_of(payload, port)
        if not application:
            return is_last or beginning.tries >= _UNKNOWN_TRIES
        number, is_client = key >> 1, key & 1 == connection.client_direction
        if not is_client:
            self.applications.setdefault(number, application)
            return application != "dns" or self._take_dns(row, asker, payload) or is_last
        self.applications[number] = application
        name = asked_name(application, payload)
        if name is None and not is_last:
            return False
        if name:
            self.names[number] = name
        self._is_done[key ^ 1] |= application != "dns"  # the server's bytes would say no more
        return True

    def _take_dns(self, row: int, asker: bytes, payload: bytes) -> bool:
        """Keep the first message of a server, once it is whole; its length stands before it."""
        size = int.from_bytes(payload[:2], "big")
        if len(payload) < 2 + size:
            return False
        self.dns_messages.append((row, asker, payload[2 : 2 + size]))
        return True


class _Beginning:
    """The first bytes of a direction, as far as they follow each other."""

    def __init__(self, seq: int) -> None:
        self.payload = bytearray()
        self.tries = 0
        self._next = seq
        self._is_cut = False

    @property
    def is_last(self) -> bool:
        """Whether no more can be hoped for."""
        return self._is_cut or self.tries >= _TRIES

    def add(self, payload: bytes, seq: int, length: int) -> None:
        """Put a segment behind the others if it follows them; what was not captured whole ends it."""
        self.tries += 1
        if seq == self._next and len(self.payload) < _MOST:
            self.payload += payload
            self._next = seq + length & 0xFFFFFFFF
            self._is_cut = len(payload) < length
