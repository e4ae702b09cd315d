"""The names of a capture's hosts, gathered in a thread as the capture grows."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.names.names import Names

_REST_S = 0.5  # between looks at a capture that grows


class NameBook:
    """Gathers names once they are wanted; `edition` rises with each look."""

    def __init__(self, readers: Readers, session: Session) -> None:
        self._readers = readers
        self._session = session
        self.is_wanted = False
        self.is_complete = False
        self.edition = 0
        self.names: Names | None = None
        session.before_loss = self._keep

    def want(self) -> None:
        """Begin to gather."""
        if not self.is_wanted:
            self.is_wanted = True
            self._readers.start(self._gather)

    def _keep(self, _: int) -> None:
        """Take in the names of frames that go from memory, from now on: they may be wanted later."""
        from tui_tcp.names.names import keep_names

        keep_names(self._session)

    def _gather(self) -> None:
        from tui_tcp.names.names import names_of

        while not (self._readers.has_left or self.is_complete):
            is_done, count = self._session.is_done, self._session.frame_count
            self.names = names_of(self._session, self._readers.give_way)
            self.edition += 1
            self.is_complete = is_done
            while not (is_done or self._readers.has_left) and self._session.frame_count == count:
                sleep(_REST_S)
                is_done = self._session.is_done
