"""Panes in which connections are marked, to be seen together, and a segment, to compare others with it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from tui_tcp.app.bindings import picked
from tui_tcp.app.frame_pane import FramePane
from tui_tcp.app.named_panes import NamedPanes
from tui_tcp.model.session import Session


class MarkedPanes(NamedPanes):
    """Marks what the cursor stands on: in the lists its connection, in the ladder the segment."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("mark.toggle")]

    def __init__(self, session: Session, saved_filters: dict[str, str]) -> None:
        super().__init__(session, saved_filters)
        self.marked: frozenset[int] = frozenset()  # connections

    def prepare_frames(self, pane: FramePane) -> None:
        """Have a new list of frames show the marked connections' alone."""
        super().prepare_frames(pane)
        pane.show_marked(self.marked)

    def action_mark_toggle(self) -> None:
        """Mark a connection, or a segment; what is marked, not any more."""
        if self.place != "list":
            self.ladder.mark()
            return
        key = self.list.key
        number = key if key is None or self.list is self.flows else self._connection_of(key)
        if number is not None and number >= 0:
            self._mark(self.marked ^ {number})
        else:
            self.hint("This frame belongs to no connection.")

    def unmark(self) -> bool:
        """Let nothing be marked where the keys are; False where nothing is."""
        if self.place != "list":
            return self.ladder.unmark()
        if not self.marked:
            return False
        self._mark(frozenset())
        return True

    def _mark(self, numbers: frozenset[int]) -> None:
        self.marked = numbers
        self.flows.show_marked(numbers)
        if self.frames:
            self.frames.show_marked(numbers)
        self.lay_out()
