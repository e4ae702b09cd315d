"""Where connections are judged: at once, by what is known of the others. While more comes a thread looks at these again
and again, since every connection that comes may shed another light on this one.
"""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING

from textual.dom import DOMNode

from tui_tcp.app.messages import Judged
from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session
from tui_tcp.views.pace import Pace
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.verdicts.surroundings import Surroundings

_LONG = 2000  # packets; so many are judged in a few ms
_AFTER_S = 0.04  # what a key asked for is painted by then
_NAP_S = 0.05


class VerdictDesk:
    """Judges one connection after the other; where several are asked for meanwhile, the last of them."""

    def __init__(self, owner: DOMNode, readers: Readers, session: Session) -> None:
        self._owner = owner
        self._readers = readers
        self._session = session
        self._wanted = -1
        self._is_working = False
        self._pace = Pace()
        self._judged = -1  # in the thread, last
        self._again = Pace()  # a long connection is judged again while it grows, which may take a second each time
        self._around: Surroundings | None = None
        self._is_settled = False  # the surroundings will not change any more
        self._asked = -1  # the connection of which a verdict was asked for last
        self._foreseen: tuple[int, Line] | None = None

    def verdict(self, number: int) -> Line | None:
        """Return the verdict on a connection, as far as it can be told by now; None if it will come by message."""
        self._asked = number
        if not self._is_settled:
            self._wanted = number
            if not self._is_working and (self._around is None or self._pace.is_due or self.is_long(number)):
                self._is_working = True
                self._readers.start(self._work)
            if self._around is None or self.is_long(number):
                return None
        elif self._foreseen and self._foreseen[0] == number:
            return self._foreseen[1]
        return self._judge(number)

    def foresee(self, number: int) -> None:
        """Prepare to tell the verdict on a connection, once nothing can change it any more."""
        if self._is_settled:
            self._foreseen = number, self._judge(number)

    def is_long(self, number: int) -> bool:
        """Whether a connection takes too long to be judged while somebody may press a key."""
        connection = self._session.connections[number]
        return connection.first.packets + connection.second.packets > _LONG

    def settle(self) -> None:
        """Look at all connections once more, now that all are there, in a thread, and judge what was asked for last."""
        self._readers.start(self._settle)

    def _work(self) -> None:
        if self._around:  # else the answer waits for this
            sleep(_AFTER_S)
        while self._wanted >= 0 and not self._readers.has_left:  # what was asked for at the last moment counts, too
            self._is_working = True
            self._judge_wanted()
            self._is_working = False

    def _judge_wanted(self) -> None:
        while (number := self._wanted) >= 0 and not self._readers.has_left:
            if self._is_early_for(number):
                sleep(_NAP_S)
                continue
            self._wanted = -1
            if self._around is None or self._pace.is_due:
                self._pace.run(self._look_around)
            self._judged = number
            self._again.run(self._tell)

    def _tell(self) -> None:
        self._owner.post_message(Judged(self._judged, self._judge(self._judged)))

    def _is_early_for(self, number: int) -> bool:
        """Tell whether a connection was judged a moment ago, and to do so again would take most of the time.

        Of 600,000 segments, ten more of which came each second, that was half a core: 58 % with all else, 22 % now.
        While 330,000 came a second (`python -m bench live`, four pairs of runs) the cursor followed a key after 21 ms
        at the median instead of 25, and nine times in ten within 55 instead of 72.
        """
        is_same = number == self._judged and self.is_long(number)
        return is_same and not self._again.is_due and not self._is_settled

    def _settle(self) -> None:
        self._look_around()
        self._is_settled = True
        if self._asked >= 0:
            self._owner.post_message(Judged(self._asked, self._judge(self._asked)))

    def _look_around(self) -> None:
        """Work out what the neighbours say, while no key wants the interpreter."""
        from tui_tcp.verdicts.surroundings import Surroundings

        around = Surroundings(self._session)
        if self._session.connections:
            around.work_out(self._readers.give_way)
            if not self._is_settled:  # else this began earlier than what is known by now
                self._around = around

    def _judge(self, number: int) -> Line:
        from tui_tcp.views.verdict import verdict

        return verdict(self._session, self._session.connections[number], self._around)
