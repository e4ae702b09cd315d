"""How the panes share the screen: in height the list and what is below, in width the ladder and the detail."""

from __future__ import annotations

from dataclasses import dataclass

_STEP = 5
_LEAST, _MOST = 15, 85


@dataclass
class Split:
    """Percentages of the list's height, of the ladder's width, and of the outline's height above the bytes."""

    list_height: int = 35
    ladder_width: int = 58
    outline_height: int = 66
    is_own: bool = False  # a person has chosen the list's height

    def grow(self, pane: str, is_beside: bool, steps: int) -> None:
        """Give a pane more room, or less; `is_beside` tells whether ladder and detail stand side by side."""
        if pane == "list" or not is_beside:
            more = steps if pane == "list" else -steps
            self.choose_list_height(self.list_height + _STEP * more)
        else:
            more = steps if pane == "ladder" else -steps
            self.ladder_width = _bounded(self.ladder_width + _STEP * more)

    def choose_list_height(self, share: int) -> None:
        """Give the list a percentage of the height, whatever its rows would need."""
        self.list_height = _bounded(share)
        self.is_own = True


def share_of(part: int, whole: int) -> int:
    """Return which percentage a pane has that was dragged to so many cells of a whole, within what can be used."""
    return _bounded(round(100 * part / max(whole, 1)))


def _bounded(share: int) -> int:
    return max(_LEAST, min(share, _MOST))
