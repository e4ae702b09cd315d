"""The names that a capture itself gives to hosts and connections; only where that is permitted, the network's as well.

Taken in on first use and as the capture grows: DNS answers, what clients ask for in TLS and HTTP, and pcapng's names.
All names are escaped: they are hostile text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, proxy

from tui_tcp.escape import escape_text
from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.names.answers import answers
from tui_tcp.names.applications import application_by_port
from tui_tcp.names.datagrams import dns_datagrams
from tui_tcp.names.network import ask_network, network_name, permitted
from tui_tcp.names.openings import Openings

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection

_ANYONE = b""
_LIMIT = 255  # characters of a name

_Said = list[tuple[int, str]]  # row from which on an address had a name, the name


class Names:
    """Names and applications of a session's connections, and names of addresses."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._openings = Openings(session)
        self._row = 0
        self._lock = Lock()
        self._asked: dict[tuple[bytes, bytes], _Said] = {}  # by who asked (b'': anyone) and address
        self._reverse: dict[bytes, str] = {}
        self._listed: dict[bytes, str] = {}  # pcapng's name blocks
        self._listed_count = 0

    def update(self, stop: int | None = None, between: Callable[[], object] = lambda: None) -> None:
        """Take in the frames that came since, up to a row or all; `between` is called every few milliseconds."""
        with self._lock:
            stop = self._session.frame_count if stop is None else stop
            while self._row < stop:
                end = min(stop, (self._row // CHUNK_ROWS + 1) * CHUNK_ROWS)
                self._take_in(self._row, end, between)
                self._row = end
            self._take_listed()

    def of(self, connection: Connection) -> str:
        """Return the best name of a connection's server: as the client asks for it, or as DNS answered the client."""
        asked = self._openings.names.get(connection.number)
        if asked:
            return asked
        (client, _), (server, _) = self._session.sockets(connection)
        return self.of_address(server, client, connection.first_row)

    def of_address(self, address: bytes, asker: bytes = _ANYONE, row: int = -1) -> str:
        """Return the name of an address, as `asker` was told before `row` if he was, '' if none is known."""
        for who in (asker, _ANYONE) if asker else (_ANYONE,):
            said = self._asked.get((who, address))
            if said:
                return said[max(0, bisect_right(said, row, key=lambda one: one[0]) - 1)][1]
        return self._reverse.get(address) or self._listed.get(address) or network_name(address)

    def ask(self, connections: Iterable[Connection]) -> None:
        """Ask the network, where that is permitted, for the servers of connections that have no name."""
        if permitted():
            ask_network({self._session.socket(one, 1)[0]: None for one in connections if not self.of(one)})

    def speakers(self, application: str) -> list[int]:
        """Return the numbers of the connections whose bytes tell that they speak an application."""
        return [number for number, name in list(self._openings.applications.items()) if name == application]

    def application(self, connection: Connection) -> str:
        """Return a connection's application: by its bytes, else by the server's port, '' where neither tells."""
        known = self._openings.applications.get(connection.number)
        return known or application_by_port(self._session.sockets(connection)[1][1])

    def _take_in(self, start: int, stop: int, between: Callable[[], object]) -> None:
        for row, asker, message in dns_datagrams(self._session, start, stop):
            self._take_answers(row, asker, message)
        self._openings.take_in(start, stop, between)
        for row, asker, message in self._openings.dns_messages:
            self._take_answers(row, asker, message)
        self._openings.dns_messages.clear()

    def _take_answers(self, row: int, asker: bytes, message: bytes) -> None:
        for answer in answers(message):
            if answer.is_reverse:
                self._reverse[answer.address] = answer.name
                continue
            for who in (asker, _ANYONE):
                said = self._asked.setdefault((who, answer.address), [])
                if not said or said[-1][1] != answer.name:
                    said.append((row, answer.name))

    def _take_listed(self) -> None:
        listed = self._session.notes.names
        for address, name in listed[self._listed_count :]:
            self._listed.setdefault(address, escape_text(name, _LIMIT))
        self._listed_count = len(listed)


_KNOWN: WeakKeyDictionary[Session, Names] = WeakKeyDictionary()


def names_of(session: Session, between: Callable[[], object] = lambda: None) -> Names:
    """Return the names of a session as far as it is read by now; each session has them once.

    `between` is called every few milliseconds while they are gathered.
    """
    names = _KNOWN.get(session)
    if names is None:
        names = _KNOWN.setdefault(session, Names(proxy(session)))  # a proxy: what is kept must not keep the session
    names.update(between=between)
    return names


def keep_names(session: Session) -> None:
    """Have names taken in before their frames go from memory, of a session whose names will be asked for."""
    session.before_loss = names_of(session).update
