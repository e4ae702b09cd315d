"""Names of hosts asked from the network, for addresses that the capture itself does not name. Only where -N was given.

Nothing asks on its own: network.py says whether. What a resolver answers is hostile text, and is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import islice
from socket import NI_NAMEREQD, getnameinfo
from threading import Condition, Thread
from time import monotonic

from tui_tcp.escape import escape_text
from tui_tcp.model.addresses import address_text

LookUp = Callable[[bytes], str]

MOST_WAITING = 1024  # addresses; those that were asked for longest ago are given up
_THREADS = 8
_LIMIT = 255  # characters of a name (RFC 1035 section 2.3.4)


def look_up(address: bytes) -> str:
    """Return what this computer's resolver calls an address, by its table of hosts, DNS or else; '' for no answer."""
    try:
        return getnameinfo((address_text(address), 0), NI_NAMEREQD)[0]
    except OSError:
        return ""


class Resolver:
    """Has each address looked up once, by a few threads that nobody waits for when the program ends.

    That an address has no name is remembered, too. `patience` is how many seconds those who ask wait in all.
    """

    def __init__(self, patience: float = 0.0, look_up: LookUp = look_up) -> None:
        self._patience = patience
        self._look_up = look_up
        self._names: dict[bytes, str] = {}
        self._waiting: dict[bytes, None] = {}  # the newest last
        self._underway: set[bytes] = set()
        self._threads = 0
        self._changed = Condition()
        self.edition = 0  # rises with each name that is found

    @property
    def is_behind(self) -> bool:
        """Whether addresses have no answer yet."""
        return bool(self._waiting or self._underway)

    def name(self, address: bytes) -> str:
        """Return an address's name, '' while none is known."""
        return self._names.get(address, "")

    def ask(self, addresses: Collection[bytes]) -> None:
        """Have addresses looked up, as many at a time as may wait; wait for the answers while there is patience."""
        rest = iter(addresses)
        while portion := list(islice(rest, MOST_WAITING)):
            with self._changed:
                self._enqueue(portion)
                begun = monotonic()
                self._changed.wait_for(lambda: not self.is_behind, self._patience)
                self._patience = max(0.0, self._patience - (monotonic() - begun))

    def _enqueue(self, addresses: list[bytes]) -> None:
        for address in addresses:
            if address not in self._names and address not in self._underway:
                self._waiting.pop(address, None)
                self._waiting[address] = None
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        for _ in range(min(_THREADS - self._threads, len(self._waiting))):
            self._threads += 1
            Thread(target=self._work, name="resolver", daemon=True).start()

    def _work(self) -> None:
        """Look up what waits, the newest first, as it is what is looked at; end when nothing does."""
        while address := self._next():
            name = escape_text(self._look_up(address), _LIMIT)
            with self._changed:
                self._names[address] = name
                self._underway.remove(address)
                self.edition += bool(name)
                self._changed.notify_all()

    def _next(self) -> bytes:
        with self._changed:
            if not self._waiting:
                self._threads -= 1
                return b""
            address, _ = self._waiting.popitem()
            self._underway.add(address)
            return address
