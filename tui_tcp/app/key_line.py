"""The footer: keys and what they do, as many as fit. A click on one does what the key does."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tui_tcp.app.bindings import action
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.messages import ActionClicked
from tui_tcp.views.keys import Key
from tui_tcp.views.pieces import Line, Piece, cells


class KeyLine(LineBar):
    """Shows some keys; the last two, help and leaving, are needed most by who is lost and go last."""

    def __init__(self, keys: Sequence[Key], *, id: str) -> None:
        super().__init__(id=id)
        self._keys = keys

    def visible_lines(self) -> tuple[Line, ...]:
        """Return the keys that fit, in one line."""
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
            keys.pop(-3 if len(keys) > 2 else 0)
        places, x = [], 0
        for key in keys:
            places.append((key, x, x + _width(key)))
            x += _width(key)
        return places


def _width(key: Key) -> int:
    return cells(key.shown) + cells(key.label) + 3
