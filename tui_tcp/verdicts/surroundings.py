"""What other connections of the capture say about one: who else was answered, who failed before, what is one-sided."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.tcp.closing import how_closed
from tui_tcp.tcp.states import State

if TYPE_CHECKING:
    from tui_tcp.model.session import Session
    from tui_tcp.tcp.connection import Connection
    from tui_tcp.wire.pairs import Socket

FAILURES = ("refused", "unanswered", "gave_up")
_PAUSE_NS = 600_000_000_000  # captures that were put one behind the other have longer ones
_JUMP_NS = 1_000_000_000
_PATIENCE_NS = 500_000_000  # a try that follows one without answer sooner does not follow because of it
_SOON_NS = 60_000_000_000  # a next try that comes later is no next try
MOST_TRIES = 100  # of a client to a port that are counted
_PIECE = 1024  # connections that are looked at without a pause
_LEAST_CONNECTIONS = 3  # fewer tell nothing about the capture as a whole
_OPENING = (State.SYN_SENT, State.SYN_RECEIVED, State.CLOSED)
_MASK = 0xFFFFFFFF

Key = tuple[bytes, "Socket"]  # a client's address, a server's socket


class Surroundings:
    """Built anew for each question to a capture that still grows; each part is worked out when first asked for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._between: Callable[[], object] | None = None

    def work_out(self, between: Callable[[], object]) -> None:
        """Work out all of it, so that nobody waits for it later; `between` is called between some connections."""
        self._between = between
        try:
            # To ask for a part is to have it worked out.
            _ = (self._breaks, self.quotes, self.is_one_sided, self._servers, self._hosts, self._tries, self._answered)
        finally:
            self._between = None

    def _connections(self) -> Iterator[Connection]:
        """All connections; between some of them others may have their turn."""
        connections = self.session.connections
        for at in range(0, len(connections), _PIECE):
            if self._between:
                self._between()
            yield from connections[at : at + _PIECE]

    @cached_property
    def _breaks(self) -> tuple[list[int], list[int]]:
        """The rows after which the capture paused for long or its clock ran back, and when that was; last, its end."""
        time = self.session.columns.vector("time", self.session.frame_count)
        steps = np.diff(time)
        rows = [*np.flatnonzero((steps > _PAUSE_NS) | (steps < -_JUMP_NS)).tolist(), len(time) - 1]
        return rows, time[rows].tolist()

    def end_after(self, connection: Connection) -> int:
        """Return until when the capture goes on without a pause after a connection's last segment."""
        rows, times = self._breaks
        place = min(bisect_left(rows, connection.last_row), len(rows) - 1)  # it may have grown since the look
        return max(times[place], connection.last_time)

    @cached_property
    def quotes(self) -> dict[int, list[int]]:
        """Number of a connection -> rows of the ICMP errors that quote its segments."""
        found: dict[int, list[int]] = defaultdict(list)
        for row, number in list(self.session.quoting.items()):
            found[number].append(row)
        return found

    @cached_property
    def is_one_sided(self) -> bool:
        """Whether of most connections only one direction was captured, although there must have been another."""
        halves = [c for c in self._connections() if c.client.packets + c.server.packets > 2]
        lone = [c for c in halves if is_half(c)]
        return len(halves) >= _LEAST_CONNECTIONS and 2 * len(lone) > len(halves)

    @cached_property
    def _servers(self) -> dict[Socket, list[Connection]]:
        """Server's socket -> the connections on which it was heard."""
        found: dict[Socket, list[Connection]] = defaultdict(list)
        for connection in self._connections():
            if _answers(connection):
                found[self.session.sockets(connection)[1]].append(connection)
        return found

    @cached_property
    def _hosts(self) -> dict[bytes, int]:
        """Server's address -> number of a connection on which it was heard."""
        found: dict[bytes, int] = {}
        for connection in self._connections():
            if connection.server.packets:
                found.setdefault(self.session.sockets(connection)[1][0], connection.number)
        return found

    @cached_property
    def _tries(self) -> dict[Key, list[Connection]]:
        """Client's address and server's socket -> the connections between them, in order."""
        found: dict[Key, list[Connection]] = defaultdict(list)
        for connection in self._connections():
            client, server = self.session.sockets(connection)
            found[client[0], server].append(connection)
        return found

    @cached_property
    def _answered(self) -> dict[Key, list[Connection]]:
        """Client's address and server's socket -> the connections between them on which the server was heard."""
        found: dict[Key, list[Connection]] = defaultdict(list)
        for connection in self._connections():
            if _answers(connection):
                client, server = self.session.sockets(connection)
                found[client[0], server].append(connection)
        return found

    def answered_client(self, connection: Connection) -> tuple[Connection | None, Connection | None]:
        """Return on which connections the same port answered the same client shortly before this one, and next."""
        client, server = self.session.sockets(connection)
        answered = self._answered.get((client[0], server), [])
        place = _place(answered, connection)
        before = answered[max(place - 1, 0) : place]
        after = [other for other in answered[place : place + 2] if other is not connection]
        recent = [other for other in before if other.last_time >= connection.first_time - _SOON_NS]
        return next(iter(recent), None), next(iter(after), None)

    def answered_others(self, connection: Connection) -> int:
        """Return a connection on which the same port answered another client while this one waited, or -1."""
        client, server = self.session.sockets(connection)
        for other in self._servers.get(server, ()):
            is_near = other.first_time <= connection.last_time and other.last_time >= connection.first_time - _SOON_NS
            if is_near and self.session.sockets(other)[0][0] != client[0]:
                return other.number
        return -1

    def heard_of(self, connection: Connection) -> int:
        """Return a connection on which the same server's host answered, or -1."""
        return self._hosts.get(self.session.sockets(connection)[1][0], -1)

    def failed_before(self, connection: Connection) -> list[Connection]:
        """Return the failed connections of the same client to the same port that directly precede this one.

        Those that began at the same time as others are among them; those that this one did not wait for are not.
        """
        client, server = self.session.sockets(connection)
        tries = self._tries[client[0], server]
        place = _place(tries, connection)
        failed: list[Connection] = []
        begun = connection.first_time
        for earlier in reversed(tries[max(place - MOST_TRIES, 0) : place]):
            how = how_closed(earlier)
            if how not in FAILURES or is_half(earlier) or begun - earlier.last_time > _SOON_NS:
                break
            if connection.first_time - earlier.last_time >= (0 if how == "refused" else _PATIENCE_NS):
                failed.append(earlier)
                begun = min(begun, earlier.first_time)
        return failed[::-1]

    def tries_since(self, first: Connection, last: Connection) -> int:
        """Return how many connections a client opened to a port from one to another, both counted."""
        client, server = self.session.sockets(last)
        tries = self._tries[client[0], server]
        return _place(tries, last) - _place(tries, first) + 1

    def same_sockets_before(self, connection: Connection) -> Connection | None:
        """Return the connection that had the same addresses and ports before."""
        client, server = self.session.sockets(connection)
        tries = self._tries[client[0], server]
        return _same_pair(reversed(tries[: _place(tries, connection)]), connection.pair)

    def same_sockets_after(self, connection: Connection) -> Connection | None:
        """Return the connection that took the same addresses and ports later."""
        client, server = self.session.sockets(connection)
        tries = self._tries[client[0], server]
        return _same_pair(tries[_place(tries, connection) + 1 :], connection.pair)

    def turned_round_after(self, connection: Connection) -> Connection | None:
        """Return the connection that had the same addresses and ports later, opened by the other end."""
        client, server = self.session.sockets(connection)
        tries = self._tries.get((server[0], client), [])
        return _same_pair(tries[_place(tries, connection) :], connection.pair)


def _answers(connection: Connection) -> bool:
    return bool(connection.server.packets) and how_closed(connection) != "refused"


def _same_pair(connections: Iterable[Connection], pair: int) -> Connection | None:
    return next((c for c in connections if c.pair >> 1 == pair >> 1), None)


def is_half(connection: Connection) -> bool:
    """Tell whether of a connection only one direction was captured although the other end was heard by this one.

    What shows it: after its SYN it acknowledged, or sent data; or its acknowledgments moved on. An end that says the
    same again and again may have heard nothing.
    """
    if connection.client.packets and connection.server.packets:
        return False
    one, other = connection.client, connection.server
    heard, unheard = (one, other) if one.packets else (other, one)
    if heard.has_syn and (heard.state not in _OPENING or (heard.state == State.SYN_RECEIVED and heard.data_segments)):
        return True
    return unheard.has_base and (unheard.snd_una - unheard.base & _MASK) > 1


def _place(tries: list[Connection], connection: Connection) -> int:
    """Return where a connection stands in a list that is sorted by number."""
    return bisect_left(tries, connection.number, key=lambda one: one.number)
