"""A screen of three places, list, ladder and detail: which one has the keys, and which are seen, how large.

One function, `lay_out`, decides what is to be seen. On a narrow screen ladder and detail take turns.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from tui_tcp.app.bindings import picked
from tui_tcp.app.split import Split, share_of

PLACES = ("list", "ladder", "detail")
LEAST_WIDTH, LEAST_HEIGHT = 60, 16
_BESIDE = 112  # columns from which on ladder and detail stand side by side, and the ladder still tells states


class PanesScreen(Screen[None]):
    """Moves the focus between places and lays them out."""

    BLANK = True  # covered by what is on it
    BINDINGS: ClassVar[list[BindingType]] = [
        *picked("pane.next", "pane.previous", "pane.list", "pane.ladder", "pane.detail"),
        *picked("pane.zoom", "pane.larger", "pane.smaller"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.place = "list"  # which has the keys
        self.is_zoomed = False  # whether it is alone on the screen
        self.split = Split()

    def pane_at(self, place: str) -> Widget:
        """Return what takes the keys at a place."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Show and hide the places, and give them their shares of the room."""
        raise NotImplementedError

    @property
    def is_beside(self) -> bool:
        """Whether ladder and detail stand side by side."""
        return self.app.size.width >= _BESIDE

    @property
    def is_too_small(self) -> bool:
        """Whether there is no room for anything."""
        return self.app.size.width < LEAST_WIDTH or self.app.size.height < LEAST_HEIGHT

    def is_seen(self, place: str) -> bool:
        """Tell whether a place is to be seen."""
        if self.is_zoomed:
            return place == self.place
        if self.is_beside or place == "list":
            return True
        return (place == "detail") == (self.place == "detail")

    def go_to_place(self, place: str) -> None:
        """Give the keys to a place."""
        self._note_place(place)  # first, so that it is seen, and can have the focus
        self.set_focus(self.pane_at(place))

    def on_resize(self) -> None:
        """Lay out anew."""
        self.lay_out()

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
        self.is_zoomed = not self.is_zoomed
        self.lay_out()

    def action_pane_larger(self) -> None:
        """Give the pane more room."""
        self._grow(1)

    def action_pane_smaller(self) -> None:
        """Give the pane less room."""
        self._grow(-1)

    def _grow(self, steps: int) -> None:
        """Move the pane's border from where it is, which for a short list is above its share."""
        if not self.split.is_own:
            self.split.list_height = share_of(self.pane_at("list").outer_size.height, self.app.size.height)
        self.split.grow(self.place, self.is_beside, steps)
        self.lay_out()

    def _note_place(self, place: str) -> None:
        if place != self.place:
            self.place = place
            self.lay_out()
