"""Panes that call hosts by name, on demand: as the capture names them; where that is permitted, as the network does."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from tui_tcp.app.bindings import picked
from tui_tcp.app.name_book import NameBook
from tui_tcp.app.searched_panes import SearchedPanes
from tui_tcp.model.session import Session
from tui_tcp.names.network import permitted
from tui_tcp.views.naming import Naming

_POLL_S = 0.2
_EAGERLY = 200_000  # frames up to which names are gathered unasked: they have a column of their own


class NamedPanes(SearchedPanes):
    """Shows names beside addresses, or in their place."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("names.shown")]

    def __init__(self, session: Session, saved_filters: dict[str, str]) -> None:
        super().__init__(session, saved_filters)
        self._book = NameBook(self.readers, session)
        self._edition = (0, 0)  # of the book, and of what the network answered, that is shown
        self._filtered = 0  # answers that the filter knows of
        self._names_timer: Timer | None = None

    def on_mount(self) -> None:
        """Begin with names where the network may be asked for them: who permits it wants to see them."""
        if permitted():
            self.call_after_refresh(self.action_names_shown)

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
        resolver = permitted()
        found = resolver.edition if resolver else 0
        if (self._book.edition, found) != self._edition:
            self._edition = (self._book.edition, found)
            self.call_ends(Naming(self._book.names, self.naming.uses_names))
        if found != self._filtered and not self.narrowing.is_working:
            self._filtered = found
            self.narrow_again("flow.name")
        if is_complete and not resolver and self._names_timer:
            self._names_timer.pause()
