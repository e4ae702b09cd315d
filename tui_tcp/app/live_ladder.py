"""The ladder of a capture that runs: that of a long connection is worked out in a thread, while keys are answered."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from textual.message import Message

from tui_tcp.app.ladder_pane import LadderPane
from tui_tcp.app.readers import Readers
from tui_tcp.app.rows import FoldedRows
from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_LONG = 5000  # segments: what takes longer than a few milliseconds


class LadderMade(Message):
    """A ladder is worked out, or one has grown; no rows where nothing came of it."""

    def __init__(self, connection: int, rows: FoldedRows | None, instead_of: object) -> None:
        super().__init__()
        self.connection = connection
        self.rows = rows
        self.instead_of = instead_of  # what was shown, and how, when the work began


class LiveLadder(LadderPane):
    """Shows segments while they come; a long ladder appears a moment after the cursor has chosen its connection."""

    def __init__(self, session: Session, readers: Readers, *, id: str) -> None:
        super().__init__(session, id=id)
        self._readers = readers
        self._awaited = -1  # the connection that is to be shown as soon as its ladder is there
        self._is_working = False
        self._is_asked_again = False  # meanwhile: what is being worked out may lack what came last
        self._filterings = 0  # how often the filter, or what it leaves, was another one
        self._obeyed = 0  # the one of these that the rows on the screen tell of

    def show(self, rows: FoldedRows | None, key: int | None = None) -> None:
        """Show other rows, from their beginning or with the cursor on a key."""
        self._obeyed = self._filterings
        super().show(rows, key)

    def show_filtered(self, passing: Vector | None, hides: bool) -> None:
        """Dim the segments that do not pass a filter, or hide them; None for no filter. At once or soon."""
        self._filterings += 1
        if self.rows is not None and self._is_long(self.connection):
            self._passing, self._hides = passing, hides
            self._work_on()
        else:
            self._obeyed = self._filterings
            super().show_filtered(passing, hides)

    def show_connection(self, number: int, frame: int | None = None) -> None:
        """Show a connection, at once or soon; at once where the cursor has to go to one of its frames."""
        if frame is None and number == self.connection:
            return
        if frame is None and self._is_long(number):
            self.connection = self._awaited = number
            self._work_on()
            return
        if self._awaited >= 0:
            self.connection = self._awaited = -1
        super().show_connection(number, frame)

    def show_none(self) -> None:
        """Show no connection."""
        self._awaited = -1
        super().show_none()

    def take_changes(self) -> None:
        """Show what came meanwhile, at once or soon."""
        if self.rows is None or not self._is_long(self.connection):
            super().take_changes()
        else:
            self._work_on()

    def _is_long(self, number: int) -> bool:
        connection = self._session.connections[number]
        return connection.first.packets + connection.second.packets > _LONG

    def _work_on(self) -> None:
        """Have the next thing done in a thread; after the one that is being done, if there is one."""
        self._is_asked_again = self._is_working
        if not self._is_working:
            self._is_working = True
            self._readers.start(self._work)

    @property
    def _look(self) -> object:
        """What new rows may take the place of only while it is the same."""
        generation = self.rows and self.rows.generation
        return self.rows, generation, self._times, self._numbers, self._naming, self._filterings

    def _work(self) -> None:
        """Work out the ladder that is awaited, or that on the screen as it has become."""
        number, shown, rows = self._awaited, self._look, self.rows
        if number >= 0:
            self.post_message(LadderMade(number, self.rows_of(number), shown))
        else:
            self.post_message(LadderMade(-1, self._grown(rows) if rows else None, shown))

    def _grown(self, rows: FoldedRows) -> FoldedRows | None:
        """Return rows as they have become, None if they have not changed."""
        grown = copy(rows)
        has_grown = grown.refresh()
        if self._obeyed != self._filterings:
            grown.show_filtered(self._passing, self._hides)
            has_grown = True
        return grown if has_grown else None

    def on_ladder_made(self, message: LadderMade) -> None:
        """Show what is still wanted, and go on with what is wanted instead."""
        self._is_working = False
        is_valid = message.connection == self._awaited and message.instead_of == self._look
        if is_valid and message.rows and message.connection >= 0:
            self._awaited = -1
            self.show(message.rows)
        elif is_valid and message.rows:
            key, self.rows = self.key, message.rows
            self._obeyed = self._filterings
            self.rearrange(key)
        if self._awaited >= 0 or self._is_asked_again or not is_valid:
            self._work_on()
