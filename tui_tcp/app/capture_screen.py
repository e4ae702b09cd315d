"""The screen of one capture: it is read while it is looked at, and keys do what they say."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from tui_tcp.app.bindings import picked
from tui_tcp.app.exporting_panes import ExportingPanes
from tui_tcp.app.language import Written
from tui_tcp.app.loader import Loader
from tui_tcp.app.messages import LeftCapture
from tui_tcp.app.targets import Target
from tui_tcp.model.session import Session
from tui_tcp.views.status import notice_line, title_line

_POLL_S = 0.2
_SOON_S = 0.02  # until the first rows are there
_PAINT_S = 0.012  # from an answer to its last byte


class CaptureScreen(ExportingPanes):
    """Shows a session while it is read, and after."""

    AUTO_FOCUS = "#flows"
    BINDINGS: ClassVar[list[BindingType]] = [
        *picked("go.back", "go.to", "go.why", "problem.next", "problem.previous"),
        *picked("list.frames", "list.sort", "list.reverse", "numbers.raw", "times.format"),
    ]

    def __init__(self, session: Session, saved_filters: dict[str, str], begun: Written | None = None) -> None:
        super().__init__(session, saved_filters)
        self._begun = begun  # the filter to begin with
        self._loader = self.new_loader(lambda: self.call_later(self._poll))
        self._has_begun = False
        self._poll_timer: Timer | None = None
        self._polled = 0.0
        self._is_empty = True  # so far

    def new_loader(self, tell: Callable[[], object]) -> Loader:
        """Return what reads the capture, and tells when it is done."""
        return Loader(self.readers, self.session, tell)

    def on_mount(self) -> None:
        """Show that there is nothing yet."""
        self.lay_out()
        self._show_status()
        self._poll_timer = self.set_interval(_SOON_S, self._poll)
        if self._begun:
            self.apply_filter(*self._begun)

    def on_screen_resume(self) -> None:
        """Read the capture, once this event has painted the screen: after the next refresh would be 40 ms later."""
        if not self._has_begun:
            self._has_begun = True
            self.call_next(self._loader.start)

    def on_unmount(self) -> None:
        """Leave the rest of the capture unread, close it, and let its memory go."""
        self.narrowing.stop()
        self.stop_search()
        self.readers.leave()
        gc.unfreeze()

    def make_way(self) -> None:
        """Have what was pressed or clicked answered first."""
        self.readers.step_back()
        if self._poll_timer:
            self._poll_timer.reset()

    def catch_up(self) -> None:
        """Show what came meanwhile along with an answer: a repaint of its own would follow close behind it."""
        self.readers.step_back(_PAINT_S)
        if self._poll_timer and not self.is_complete and monotonic() - self._polled > _POLL_S:
            self._poll()

    # What is read meanwhile

    def _poll(self) -> None:
        """Show what came meanwhile."""
        self._polled = monotonic()
        is_done = self.session.is_done
        self._look_slower()
        self.list.take_changes()
        if self._loader.has_imported and not self.can_look_in:
            self.can_look_in = True
            self._show_chosen()
        self.ladder.take_changes()
        self._show_status()
        if self.ladder.connection >= 0:
            self._show_verdict(self.ladder.connection)
        if is_done and self.can_look_in and not self.is_complete:
            self._complete()

    def _complete(self) -> None:
        """Stop looking for more, and tell what was wrong with the capture."""
        if self._poll_timer:
            self._poll_timer.stop()
        self.is_complete = True
        self.gather_names_if_few()
        self._desk.settle()
        if self.session.connections and notice_line(self.session):  # an empty list says it itself
            self.say(((" ", ""), *notice_line(self.session)))
        self.lay_out()

    def _look_slower(self) -> None:
        """Look often until there is something to see."""
        if self._is_empty and self.session.frame_count and self._poll_timer:
            self._is_empty = False
            self._poll_timer.stop()
            self._poll_timer = self.set_interval(_POLL_S, self._poll)

    def _show_status(self) -> None:
        self.title_bar.show(title_line(self.session, self.app.size.width))
        self.list.say(*self.empty_list())

    # What keys do

    def action_go_back(self) -> None:
        """Go one step back: end the search, the notice, the zoom, the mark; go a pane back; drop the filter; leave."""
        if self.stop_search():
            return
        if self.notice.display:
            self.say(())
        elif self.is_zoomed:
            self.action_pane_zoom()
        elif self.unmark():
            pass
        elif self.place != "list":
            self.go_to_place("ladder" if self.place == "detail" and self.ladder.connection >= 0 else "list")
        elif self.narrowing.text:
            self.apply_filter("", None)
        else:
            self.post_message(LeftCapture())

    def action_go_why(self) -> None:
        """Tell in full why the connection is judged as it is, and what was found about the segment."""
        from tui_tcp.app.why_screen import WhyScreen

        if self.ladder.connection >= 0:
            asked = WhyScreen(self.session, self.ladder.connection, self.detail.row)
            self.app.push_screen(asked, self._go_to_proof)

    def _go_to_proof(self, row: int | None) -> None:
        if row is not None:
            self.go_to(Target("frame", row))

    def action_go_to(self) -> None:
        """Ask where to go."""
        from tui_tcp.app.goto_screen import GotoScreen

        self.app.push_screen(GotoScreen(self.session), self.go_to)

    def action_problem_next(self) -> None:
        """Go to the next row with a problem."""
        self._go_to_problem(backwards=False)

    def action_problem_previous(self) -> None:
        """Go to the previous row with a problem."""
        self._go_to_problem(backwards=True)

    def _go_to_problem(self, backwards: bool) -> None:
        table = self.list if self.place == "list" else self.ladder
        row = table.rows.next_problem(table.cursor, backwards) if table.rows else None
        if row is not None:
            table.move_to(row)
        else:
            self.hint(f"No problem {'before' if backwards else 'after'} this row.")

    async def action_list_frames(self) -> None:
        """Show all frames instead of the connections, or the connections again."""
        if self.list is self.flows:
            await self._show_frames(self.ladder.key)
        else:
            self._show_list(self.flows, self.ladder.connection)
        self.go_to_place("list")

    def action_list_sort(self) -> None:
        """Sort the list by its next column."""
        self.list.sort_next()

    def action_list_reverse(self) -> None:
        """Turn the list's order round."""
        self.list.sort_reversed()

    def action_numbers_raw(self) -> None:
        """Tell sequence numbers relative, or as sent."""
        self.numbers = "raw" if self.numbers == "relative" else "relative"
        self.ladder.show_numbers(self.numbers)
        if self.frames:
            self.frames.show_numbers(self.numbers)

    def action_times_format(self) -> None:
        """Tell times in the next way, in the list if it has the keys, else in the ladder."""
        (self.list if self.place == "list" else self.ladder).next_times()
