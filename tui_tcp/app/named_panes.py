"""Panes that call hosts by the names that the capture gives them, on demand."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from tui_tcp.app.bindings import picked
from tui_tcp.app.name_book import NameBook
from tui_tcp.app.searched_panes import SearchedPanes
from tui_tcp.model.session import Session
from tui_tcp.views.naming import Naming

_POLL_S = 0.2
_EAGERLY = 200_000  # frames up to which names are gathered unasked: they have a column of their own


class NamedPanes(SearchedPanes):
    """Shows names beside addresses, or in their place."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("names.shown")]

    def __init__(self, session: Session, saved_filters: dict[str, str]) -> None:
        super().__init__(session, saved_filters)
        self._book = NameBook(self.readers, session)
        self._edition = 0  # of the book, that is shown
        self._names_timer: Timer | None = None

    def gather_names_if_few(self) -> None:
        """Have a column of names where that costs little."""
        if self.session.frame_count <= _EAGERLY:
            self._gather_names()

    def action_names_shown(self) -> None:
        """Call hosts by name, or by address."""
        self._gather_names()
        self.call_ends(Naming(self._book.names, not self.naming.uses_names))

    def _gather_names(self) -> None:
        self._book.want()
        if self._names_timer is None:
            self._names_timer = self.set_interval(_POLL_S, self._look_for_names)

    def _look_for_names(self) -> None:
        is_complete = self._book.is_complete  # asked first: the last edition is not missed
        if self._book.edition != self._edition:
            self._edition = self._book.edition
            self.call_ends(Naming(self._book.names, self.naming.uses_names))
        if is_complete and self._names_timer:
            self._names_timer.pause()
