"""The footer: the keys with a label, as many as fit. A click on one does what the key does."""

from __future__ import annotations

from textual import events

from tui_tcp.app.bindings import action
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.messages import ActionClicked
from tui_tcp.views.keys import KEYS, Key
from tui_tcp.views.pieces import Line, Piece, cells


class KeyLine(LineBar):
    """Shows the keys that count in some places."""

    def __init__(self, *places: str, id: str) -> None:
        super().__init__(id=id)
        self._keys = [key for key in KEYS if key.label and key.where in places]

    def visible_lines(self) -> tuple[Line, ...]:
        """Return the keys in one line; what is most needed when lost comes last in the table and must not drop off."""
        pieces: list[Piece] = []
        for key, _, _ in self._places():
            pieces += [(f" {key.shown}", "key"), (f" {key.label} ", "dim")]
        return (tuple(pieces),)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for key, start, stop in self._places():
            if start <= event.x < stop:
                self.post_message(ActionClicked(action(key)))

    def _places(self) -> list[tuple[Key, int, int]]:
        """Return the keys that fit and where each stands."""
        keys = list(self._keys)
        while keys and sum(map(_width, keys)) > self.size.width:
            keys.pop(-3 if len(keys) > 2 else 0)  # help and quit stand at the end, and stay
        places, x = [], 0
        for key in keys:
            places.append((key, x, x + _width(key)))
            x += _width(key)
        return places


def _width(key: Key) -> int:
    return cells(key.shown) + cells(key.label) + 3
