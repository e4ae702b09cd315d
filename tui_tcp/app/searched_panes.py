"""Panes in which one can search: the prompt, the search at work, and the way to what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from tui_tcp.app.bindings import picked
from tui_tcp.app.filtered_panes import FilteredPanes
from tui_tcp.model.session import Session
from tui_tcp.views.search_line import found_line, nothing_line, searching_line

if TYPE_CHECKING:
    from tui_tcp.app.search import Search
    from tui_tcp.app.sought import Sought

_POLL_S = 0.05
_PLACES = {"list": "the capture", "ladder": "this connection", "detail": "this frame"}


class SearchedPanes(FilteredPanes):
    """Searches in what has the keys: the whole capture, one connection, one frame."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("search.find", "search.next", "search.previous")]

    def __init__(self, session: Session, saved_filters: dict[str, str]) -> None:
        super().__init__(session, saved_filters)
        self.sought: Sought | None = None
        self.search: Search | None = None  # that is at work
        self._kind = "text"
        self._search_timer: Timer | None = None

    def stop_search(self) -> bool:
        """End the search that is at work; False where none is."""
        if self.search is None:
            return False
        self.search.is_cancelled.set()
        self._end_search()
        self.say(())
        return True

    def action_search_find(self) -> None:
        """Ask what to search for."""
        from tui_tcp.app.search_screen import SearchScreen

        text = self.sought.text if self.sought else ""
        asked = SearchScreen(_PLACES[self.place], text, self._kind)

        def begin(sought: Sought | None) -> None:
            if sought is not None:
                self.sought, self._kind = sought, asked.kind
                self._search(sought, backwards=False)

        self.app.push_screen(asked, begin)

    def action_search_next(self) -> None:
        """Go to the next hit."""
        self._search_again(backwards=False)

    def action_search_previous(self) -> None:
        """Go to the previous hit."""
        self._search_again(backwards=True)

    def _search_again(self, backwards: bool) -> None:
        if self.sought:
            self._search(self.sought, backwards)
        else:
            self.action_search_find()

    def _search(self, sought: Sought, backwards: bool) -> None:
        from tui_tcp.app.search import Range, Search

        self.stop_search()
        if self.place == "detail":
            self._search_in_frame(sought, backwards)
            return
        connection = self.ladder.connection if self.place == "ladder" else -1
        chosen = self.narrowing.matches.frames if self.narrowing.matches else None
        where = Range(self._row_now(), backwards, connection, chosen)
        self.search = Search(self.session, sought, where)
        self.readers.start(self.search.work)
        self._search_timer = self.set_interval(_POLL_S, self._look_after_search)

    def _row_now(self) -> int:
        """Return the frame to search from."""
        table = self.list if self.place == "list" and self.list is self.frames else self.ladder
        return table.key if table.key is not None else -1

    def _look_after_search(self) -> None:
        search = self.search
        if search is None:
            return
        if not search.is_finished:
            self.say(searching_line(search.sought.text, search.share))
            return
        self._end_search()
        if search.hit is None:
            self.say(nothing_line(search.sought.text, _PLACES[self.place], search.error))
        else:
            self._go_to_hit(search.sought, search.hit)
            self.say(found_line(search.sought.text, search.hit, search.where.row, search.where.backwards))

    def _end_search(self) -> None:
        self.search = None
        if self._search_timer:
            self._search_timer.stop()
            self._search_timer = None

    def _go_to_hit(self, sought: Sought, row: int) -> None:
        """Show a frame where the keys are, and light the bytes that were found."""
        from tui_tcp.app.search import bytes_of_hit

        number = self.session.columns.value("connection", row)
        if self.place == "list" and self.list is self.frames:
            self.frames.move_to_key(row)
            self._show_listed_frame(row)
        elif number >= 0:
            if self.place == "list":
                self.flows.move_to_key(number)
            self.ladder.show_connection(number, row)
            self.ladder.unfold(row)
        self._ladder_later.cancel()
        self._detail_later.cancel()
        self.detail.show_frame(row)
        self.detail.light(bytes_of_hit(self.session.frame_bytes(row), sought, self._payload_at(row) - 1))

    def _payload_at(self, row: int) -> int:
        """Return where a frame's payload begins: what is found before it is chance."""
        value = self.session.columns.value
        return value("tcp_at", row) + 4 * (value("header_word", row) >> 12) if value("connection", row) >= 0 else 0

    def _search_in_frame(self, sought: Sought, backwards: bool) -> None:
        from tui_tcp.app.search import bytes_of_hit

        row = self.detail.row
        if row is None:
            return
        lit = self.detail.hex.lit
        after = lit[0] if lit[1] else -1
        hit = bytes_of_hit(self.session.frame_bytes(row), sought, after, backwards)
        self.detail.light(hit)
        self.say(
            nothing_line(sought.text, _PLACES["detail"], "")
            if hit is None
            else found_line(sought.text, row, row + (1 if backwards else -1), backwards)
        )
