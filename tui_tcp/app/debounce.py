"""Puts off what follows a key while the key is held, so that the cursor never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer

HELD_S = 0.09  # keys that follow one another faster come from a key held down
SETTLED_S = 0.04  # longer than the time between two of them


class Debounce:
    """Calls back at once after a lone event, and only after the last one of a quick series."""

    def __init__(self, owner: MessagePump, callback: Callable[[], None]) -> None:
        self._owner = owner
        self._callback = callback
        self._last = float("-inf")
        self._timer: Timer | None = None

    def note(self) -> None:
        """Take note of an event."""
        now = monotonic()
        is_held = now - self._last < HELD_S
        self._last = now
        self.cancel()
        if is_held:
            self._timer = self._owner.set_timer(SETTLED_S, self._callback)
        else:
            self._callback()

    def cancel(self) -> None:
        """Forget what was put off."""
        if self._timer:
            self._timer.stop()
            self._timer = None
