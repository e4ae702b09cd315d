"""Who of this machine's processes a connection belongs to: looked up in a thread, while its socket is there."""

from __future__ import annotations

from socket import AF_INET, AF_INET6, inet_pton
from time import monotonic

from tui_tcp.app.readers import Readers
from tui_tcp.capture.interfaces import interfaces
from tui_tcp.capture.owners import Owners
from tui_tcp.escape import escape_text
from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection

_LEAST_S = 1.0  # between looks
_SHARE = 0.02  # of the time may be spent on looking
_LONGEST = 24


class Ownership:
    """Names of processes by the number of the connection; once known, a name stays."""

    def __init__(self, readers: Readers, session: Session) -> None:
        self._readers = readers
        self._session = session
        self._seen = 0  # connections that were looked up
        self._next = 0.0
        self._is_looking = False
        self.names: dict[int, str] = {}

    def look(self) -> None:
        """Look up the connections that came since the last time, if there are any and it is not too soon."""
        if self._is_looking or monotonic() < self._next or len(self._session.connections) == self._seen:
            return
        self._is_looking = True
        self._readers.start(self._work)

    def _work(self) -> None:
        begun = monotonic()
        connections = self._session.connections
        first, self._seen = self._seen, len(connections)
        owners = Owners(_own_addresses())
        found = {c.number: text for c in connections[first : self._seen] if (text := self._words(owners, c))}
        self.names = {**self.names, **found} if found else self.names
        self._next = monotonic() + max(_LEAST_S, (monotonic() - begun) / _SHARE)
        self._is_looking = False

    def _words(self, owners: Owners, connection: Connection) -> str:
        client, server = self._session.sockets(connection)
        found = (owners.of(client, server, listens=False), owners.of(server, client, listens=True))
        processes = dict.fromkeys(each for each in found if each)
        return ", ".join(f"{escape_text(each.name, _LONGEST)} {each.pid}" for each in processes)


def _own_addresses() -> frozenset[bytes]:
    texts = [text for interface in interfaces() for text in interface.addresses]
    return frozenset(inet_pton(AF_INET6 if ":" in text else AF_INET, text) for text in texts)
