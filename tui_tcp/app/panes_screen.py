"""A screen of three places, list, ladder and detail: which one has the keys, how they share the room, which is alone.

What is to be seen follows from classes of the screen alone (see tcptui.tcss): its breakpoints, the place that has the
keys (`-at-list`, `-at-ladder`, `-at-detail`), and `-zoomed`.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui_tcp.app.bindings import picked
from tui_tcp.app.split import Split

PLACES = ("list", "ladder", "detail")
_BESIDE = 100  # columns from which on ladder and detail stand side by side


class PanesScreen(Screen[None]):
    """Moves the focus between places and lays them out."""

    HORIZONTAL_BREAKPOINTS: ClassVar = [(0, "-tiny"), (60, "-narrow"), (_BESIDE, "-beside"), (160, "-wide")]
    VERTICAL_BREAKPOINTS: ClassVar = [(0, "-flat"), (16, "-low"), (30, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        *picked("pane.next", "pane.previous", "pane.list", "pane.ladder", "pane.detail"),
        *picked("pane.zoom", "pane.larger", "pane.smaller"),
    ]

    def __init__(self) -> None:
        super().__init__(classes="-at-list")
        self.place = "list"
        self.split = Split()

    def pane_at(self, place: str) -> Widget:
        """Return what takes the keys at a place."""
        raise NotImplementedError

    def pane_changed(self) -> None:
        """React to another place having the keys."""

    def lay_out(self) -> None:
        """Give the places their shares of the room."""
        raise NotImplementedError

    @property
    def is_zoomed(self) -> bool:
        """Whether one place is alone on the screen."""
        return self.has_class("-zoomed")

    @property
    def is_beside(self) -> bool:
        """Whether ladder and detail stand side by side."""
        return self.app.size.width >= _BESIDE

    def go_to_place(self, place: str) -> None:
        """Give the keys to a place."""
        self._note_place(place)  # first, so that it can be seen, and thus have the focus
        self.pane_at(place).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note which place has the keys, however it got them."""
        for place in PLACES:
            if event.widget is self.pane_at(place):
                self._note_place(place)

    def action_pane_next(self) -> None:
        """Go to the next pane."""
        self.go_to_place(PLACES[(PLACES.index(self.place) + 1) % len(PLACES)])

    def action_pane_previous(self) -> None:
        """Go to the pane before."""
        self.go_to_place(PLACES[PLACES.index(self.place) - 1])

    def action_pane_list(self) -> None:
        """Go to the list."""
        self.go_to_place("list")

    def action_pane_ladder(self) -> None:
        """Go to the ladder."""
        self.go_to_place("ladder")

    def action_pane_detail(self) -> None:
        """Go to the detail."""
        self.go_to_place("detail")

    def action_pane_zoom(self) -> None:
        """Let the pane be alone on the screen, or not any more."""
        self.toggle_class("-zoomed")

    def action_pane_larger(self) -> None:
        """Give the pane more room."""
        self.split.grow(self.place, self.is_beside, 1)
        self.lay_out()

    def action_pane_smaller(self) -> None:
        """Give the pane less room."""
        self.split.grow(self.place, self.is_beside, -1)
        self.lay_out()

    def _note_place(self, place: str) -> None:
        if place != self.place:
            self.place = place
            self.update_classes({f"-at-{other}": other == place for other in PLACES})
            self.pane_changed()
