"""The threads that read a capture's source, which is closed when the capture was left and the last has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable

from textual.dom import DOMNode
from textual.worker import Worker

from tui_tcp.capture.source import Source

Work = Callable[[], None]


class Readers:
    """Runs work that reads a source in threads of its own, until the source is left."""

    def __init__(self, owner: DOMNode, source: Source) -> None:
        self._owner = owner
        self._source = source
        self._count = 0
        self._lock = threading.Lock()
        self.closed = threading.Event()  # the source is
        self.has_left = False

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
