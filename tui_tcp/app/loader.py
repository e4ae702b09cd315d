"""The thread that fills the session, and nothing else: the screen looks at what the session publishes."""

from __future__ import annotations

import sys
from importlib import import_module

from textual.dom import DOMNode
from textual.worker import Worker

from tui_tcp.model.session import Session

# Wanted as soon as a person moves; imported where nobody waits for it.
_LATER = (
    "numpy",
    "tui_tcp.views.ladder",
    "tui_tcp.views.verdict",
    "tui_tcp.views.detail",
    "tui_tcp.dissect.frame",
    "tui_tcp.dissect.application",
)
# The compiled parts hold the interpreter's lock for about a millisecond; the screen need not wait longer for its turn.
_SWITCH_S = 0.001


class Loader:
    """Reads a session to its end in one worker thread."""

    def __init__(self, owner: DOMNode, session: Session) -> None:
        self._owner = owner
        self._session = session
        self._worker: Worker[None] | None = None
        self.has_stopped = False

    def start(self) -> None:
        """Begin, after the first paint."""
        sys.setswitchinterval(_SWITCH_S)
        self._worker = self._owner.run_worker(self._work, thread=True, exclusive=True, exit_on_error=True)

    def stop(self) -> None:
        """Leave the rest unread."""
        self.has_stopped = True

    def _work(self) -> None:
        for name in _LATER:
            if not self.has_stopped:
                import_module(name)
        self._session.run(lambda: self.has_stopped)
