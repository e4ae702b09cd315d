"""The thread that fills the session, and nothing else: the screen looks at what the session publishes."""

from __future__ import annotations

import sys
from importlib import import_module

from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session

# Wanted as soon as there is a row to look into; imported where nobody waits for it.
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

    def __init__(self, readers: Readers, session: Session) -> None:
        self._readers = readers
        self._session = session
        self.has_imported = False  # what is needed to show more than the list

    def start(self) -> None:
        """Begin, after the first paint."""
        sys.setswitchinterval(_SWITCH_S)
        self._readers.start(self._work)

    def _work(self) -> None:
        self._session.run(self._between_blocks)
        self._import_the_rest()

    def _between_blocks(self) -> bool:
        """Import what comes next once there are rows to be seen; tell whether to leave the rest unread."""
        if self._session.frame_count and not self.has_imported:
            self._import_the_rest()
        return self._readers.has_left

    def _import_the_rest(self) -> None:
        for name in _LATER:
            if not self._readers.has_left:
                import_module(name)
        self.has_imported = True
