"""Keys go to where they were meant for: each waits until the one before was heard, and what it opened can hear.

Several keys may come at once, from a slow line or after a busy moment. Sent on one behind the other, what was typed
behind `/` would go to the list, not to the filter line, which is not there yet.
"""

from __future__ import annotations

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen

Typed = events.Key | events.Paste

_LONGEST_S = 0.5  # that a key is waited for: what should have heard it may be gone


class KeyHeard(Message):
    """Follows a key the same way through the widgets, so that where it arrives, the key was heard by all before."""


class TypeAhead:
    """Holds keys back while one is on its way."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._held: deque[Typed] = deque()
        self._screen: Screen[object] | None = None  # the one that the last key was sent to, until it is heard
        self._sent = 0
        self._is_watched = False

    def holds(self, event: Typed) -> bool:
        """Hold a key back if another is on its way, and tell whether it is held."""
        if self._screen is None:
            return False
        self._held.append(event)
        if not self._is_watched:
            self._watch()
        return True

    def follow(self) -> None:
        """Send behind a key what tells that it was heard."""
        self._screen = self._app.screen
        self._sent += 1
        (self._app.focused or self._screen).post_message(KeyHeard())

    def take(self) -> Typed | None:
        """Return the key whose turn it is now that the last was heard; none if none waits, or a new screen opens."""
        if self._screen is not self._app.screen:
            self._screen = self._app.screen
            self._screen.post_message(KeyHeard())  # behind all that it does to begin
            return None
        self._screen = None
        return self._held.popleft() if self._held else None

    def _watch(self) -> None:
        """See to it that the keys held go on."""
        self._is_watched = bool(self._held)
        if self._is_watched:
            self._app.set_timer(_LONGEST_S, partial(self._go_on, self._sent))

    def _go_on(self, sent: int) -> None:
        """Wait no longer for a key that nobody heard meanwhile."""
        if self._held and self._sent == sent:
            self._screen = self._app.screen
            self._app.post_message(KeyHeard())
        self._watch()
