"""Prepares the answer to the likeliest next key while nobody presses one: as far again in the same direction.

A line down among the connections then finds the next verdict told, and the next ladder worked out and drawn.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

_REST_S = 0.06  # after a key, longer than between two of a held one


class Foresight:
    """Calls back, once a cursor rests, with the row on which it would stand if it moved as it did last."""

    def __init__(self, owner: MessagePump, prepare: Callable[[int], None]) -> None:
        self._owner = owner
        self._prepare = prepare
        self._row = 0
        self._timer: Timer | None = None

    def note(self, row: int) -> None:
        """Take note of where the cursor stands now."""
        step, self._row = row - self._row, row
        if self._timer:
            self._timer.stop()
        if step:
            self._timer = self._owner.set_timer(_REST_S, lambda: self._prepare(row + step))
