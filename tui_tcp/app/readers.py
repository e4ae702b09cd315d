"""The threads that read a capture's source, which is closed when the capture was left and the last has ended.

What nobody waits for gives way to keys, as the interpreter runs one thread at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic, sleep

from textual.dom import DOMNode
from textual.worker import Worker

from tui_tcp.capture.source import Source

Work = Callable[[], None]

# For which a key has the interpreter to itself, at most: it is taken back as soon as the key is answered. With 25 ms a
# line down was answered after 15 to 19 ms at the median while 10 million packets loaded, and after 13 to 15 with 60.
_COURTESY_S = 0.06
_NAP_S = 0.003


class Readers:
    """Runs work that reads a source in threads of its own, until the source is left."""

    def __init__(self, owner: DOMNode, source: Source) -> None:
        self._owner = owner
        self._source = source
        self._count = 0
        self._lock = threading.Lock()
        self.closed = threading.Event()  # the source is
        self.has_left = False
        self._quiet_until = 0.0

    @property
    def is_back(self) -> bool:
        """Whether they have stepped back just now."""
        return monotonic() < self._quiet_until

    def step_back(self, seconds: float = _COURTESY_S) -> None:
        """Leave the interpreter to what a person does just now, so long from now, whatever was asked for before."""
        self._quiet_until = monotonic() + seconds

    def give_way(self) -> bool:
        """Wait while a person wants the interpreter; tell whether the capture was left."""
        while self.is_back and not self.has_left:
            sleep(_NAP_S)
        return self.has_left

    def start(self, work: Work) -> Worker[None]:
        """Do work in a thread; it should end soon after `has_left` is set. An error in it ends the application."""
        with self._lock:
            self._count += 1
        return self._owner.run_worker(lambda: self._run(work), thread=True)

    def leave(self) -> None:
        """Have the work ended and the source closed; nothing waits for it."""
        self.has_left = True
        threading.Thread(target=self._close_if_idle, name="close", daemon=True).start()

    def _run(self, work: Work) -> None:
        try:
            if not self.has_left:
                work()
        finally:
            with self._lock:
                self._count -= 1
            self._close_if_idle()

    def _close_if_idle(self) -> None:
        with self._lock:
            if self.has_left and not self._count and not self.closed.is_set():
                self._source.close()
                self.closed.set()
