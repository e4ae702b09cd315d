"""Where connections are judged: at once when all is read; in a thread while more comes, since every connection that
comes may shed another light on this one, and to look at all of them takes its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui_tcp.app.messages import Judged
from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session
from tui_tcp.views.pace import Pace
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.verdicts.surroundings import Surroundings


class VerdictDesk:
    """Judges one connection after the other; where several are asked for meanwhile, the last of them."""

    def __init__(self, owner: DOMNode, readers: Readers, session: Session) -> None:
        self._owner = owner
        self._readers = readers
        self._session = session
        self._wanted = -1
        self._is_working = False
        self._pace = Pace()
        self._around: Surroundings | None = None
        self._is_settled = False  # the surroundings will not change any more

    def verdict(self, number: int) -> Line | None:
        """Return the verdict on a connection; None if it will come by message."""
        if self._is_settled:
            return self._judge(number)
        self._wanted = number
        if not self._is_working:
            self._is_working = True
            self._readers.start(self._work)
        return None

    def settle(self) -> None:
        """Look at all connections once more, now that all are there, in a thread."""
        self._readers.start(self._settle)

    def _work(self) -> None:
        while self._wanted >= 0 and not self._readers.has_left:  # what was asked for at the last moment counts, too
            self._is_working = True
            self._judge_wanted()
            self._is_working = False

    def _judge_wanted(self) -> None:
        while (number := self._wanted) >= 0 and not self._readers.has_left:
            self._wanted = -1
            if self._around is None or self._pace.is_due:
                self._pace.run(self._look_around)
            self._owner.post_message(Judged(number, self._judge(number)))

    def _settle(self) -> None:
        self._look_around()
        self._is_settled = True

    def _look_around(self) -> None:
        """Work out what the neighbours say, all of it, so that nobody waits for it later."""
        from tui_tcp.verdicts.surroundings import Surroundings

        around = Surroundings(self._session)
        if self._session.connections:
            first = self._session.connections[0]
            around.end_after(first)
            around.failed_before(first)
            around.answered_meanwhile(first)
            around.heard_of(first)
            self._around = around

    def _judge(self, number: int) -> Line:
        from tui_tcp.views.verdict import verdict

        return verdict(self._session, self._session.connections[number], self._around)
