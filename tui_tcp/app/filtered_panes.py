"""Panes that a filter narrows down: the filter line, what it leaves in the lists and in the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.timer import Timer

from tui_tcp.app.bindings import picked
from tui_tcp.app.capture_panes import CapturePanes
from tui_tcp.app.frame_pane import FramePane
from tui_tcp.app.language import Written
from tui_tcp.app.messages import FieldPicked
from tui_tcp.app.narrowing import Matches, Narrowing
from tui_tcp.escape import escape_text
from tui_tcp.model.session import Session
from tui_tcp.views.filter_line import failed, standing
from tui_tcp.views.pieces import Line

if TYPE_CHECKING:
    from tui_tcp.fields.seen import Seen
    from tui_tcp.filters import Filter

_POLL_S = 0.05
_ALL_HIDDEN: Line = (("No segment of this connection matches the filter. ", ""), ("h", "key"), (" shows all.", "dim"))
_TOLD = 400  # characters of a filter that failed, and of why


class FilteredPanes(CapturePanes):
    """Shows all of a capture, or what a filter leaves of it."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("filter.edit", "filter.hide", "filter.field")]

    def __init__(self, session: Session, saved_filters: dict[str, str]) -> None:
        super().__init__(session)
        self.narrowing = Narrowing(self.readers, session)
        self._saved = saved_filters
        self._seen: Seen | None = None
        self.hides = False  # rather than dims, in the ladder
        self._shown: Matches | None = None
        self._filter_timer: Timer | None = None

    def apply_filter(self, text: str, chosen: Filter | None) -> None:
        """Show what a filter leaves, as soon as that is known; all for no filter."""
        from tui_tcp.app.filter_history import remember_filter

        self.narrowing.narrow(text, chosen)
        remember_filter(self.narrowing.text)
        self._await_matches()

    def narrow_again(self, field: str) -> None:
        """Show what the filter leaves now, if it asks for a field whose values have changed."""
        self.narrowing.renew(field)
        if self.narrowing.is_working:
            self._await_matches()

    def _await_matches(self) -> None:
        if self._filter_timer:
            self._filter_timer.stop()
        self._filter_timer = self.set_interval(_POLL_S, self._show_matches)
        self._show_matches()

    def prepare_frames(self, pane: FramePane) -> None:
        """Have a new list of frames obey the filter."""
        if self._shown and pane.rows:
            pane.rows.show_only(self._shown.frames)

    def empty_ladder(self) -> Line:
        """Say that it is the filter, where it hides."""
        return _ALL_HIDDEN if self.hides and self._shown else super().empty_ladder()

    def empty_list(self) -> tuple[Line, ...]:
        """Say why the list is empty."""
        if not self.narrowing.text:
            return super().empty_list()
        if self.narrowing.is_working:
            return ((("Filtering.", "dim"),),)
        what = "connection" if self.list is self.flows else "frame"
        return (((f"No {what} matches the filter. ", ""), ("Esc", "key"), (" drops it.", "dim")),)

    def _show_matches(self) -> None:
        narrowing = self.narrowing
        is_last = not narrowing.is_working  # asked first: what comes in between is seen the next time
        if is_last and narrowing.error:
            is_last = not self._fall_back()
        if narrowing.matches is not self._shown:
            self._shown = narrowing.matches
            self._narrow_panes()
        self._show_filter()
        if is_last and self._filter_timer:
            self._filter_timer.stop()
            self._filter_timer = None

    def _fall_back(self) -> bool:
        """Go back to the last filter that held, if there was one; say why, as its line now shows that one."""
        text, error = self.narrowing.text, self.narrowing.error
        if not self.narrowing.fall_back():
            return False
        self.app.notify(escape_text(f"{text}: {error}", _TOLD), title="Filter", severity="error", markup=False)
        return True

    def _narrow_panes(self) -> None:
        shown = self._shown
        self.flows.show_only(shown.connections if shown else None)
        if self.frames:
            self.frames.show_only(shown.frames if shown else None)
        self._narrow_ladder()
        if self.list.key is None:
            self._show_nothing()
        elif self.detail.row is None:
            self.list.tell_again()
        self.lay_out()

    def _narrow_ladder(self) -> None:
        self.ladder.say(self.empty_ladder())
        self.ladder.show_filtered(self._shown.frames if self._shown else None, self.hides)

    def _show_filter(self) -> None:
        """Tell in one line which filter holds and how much it leaves."""
        narrowing, width = self.narrowing, self.app.size.width
        self.filter_bar.display = bool(narrowing.text)
        self.list.say(*self.empty_list())
        if narrowing.error:
            self.filter_bar.show(failed(narrowing.text, narrowing.error, width))
        elif narrowing.text:
            counts = (
                (narrowing.matches.frame_count, narrowing.matches.connection_count) if narrowing.matches else (0, 0)
            )
            share = narrowing.share if narrowing.is_working else None
            self.filter_bar.show(standing(narrowing.text, *counts, share, width))

    # What keys do

    def action_filter_edit(self) -> None:
        """Have a filter written."""
        from tui_tcp.app.filter_screen import FilterScreen
        from tui_tcp.app.language import seen_in
        from tui_tcp.views.presets import PRESETS

        self._seen = self._seen or seen_in(self.session, self.readers.give_way)
        named = {**PRESETS, **self._saved}
        self.app.push_screen(FilterScreen(self.narrowing.text, named, self._seen), self._take_filter)

    def action_filter_hide(self) -> None:
        """Hide what does not match in the ladder, or dim it."""
        self.hides = not self.hides
        self._narrow_ladder()
        self.hint(f"The ladder {'hides' if self.hides else 'dims'} what the filter leaves out.")

    def action_filter_field(self) -> None:
        """Ask what to make of the field under the detail's cursor."""
        self.detail.outline.pick()

    def on_field_picked(self, message: FieldPicked) -> None:
        """Offer the filters that a field makes."""
        from tui_tcp.app.field_screen import FieldScreen

        row = self.detail.row
        if row is not None:
            asked = FieldScreen(self.session, row, message.name, message.value, self.narrowing.text)
            self.app.push_screen(asked, self._take_filter)

    def _take_filter(self, written: Written | None) -> None:
        if written is not None:
            self.apply_filter(*written)
