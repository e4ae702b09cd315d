"""The thread that fills the session, and nothing else: the screen looks at what the session publishes."""

from __future__ import annotations

import gc
import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from time import monotonic

from tui_tcp.app.language import Fault, compiled, import_language
from tui_tcp.app.readers import Readers
from tui_tcp.errors import TcptuiError
from tui_tcp.model.session import Session

# Wanted as soon as there is a row to look into; imported where nobody waits for it.
_LATER = (
    "numpy",
    "tui_tcp.views.ladder",
    "tui_tcp.views.verdict",
    "tui_tcp.views.detail",
    "tui_tcp.dissect.frame",
    "tui_tcp.dissect.application",
)
# What writing a filter needs, before its language is built: else the keys that write it would wait.
_WRITING = ("tui_tcp.app.filter_screen", "tui_tcp.views.presets", "tui_tcp.filters.complete", "regex", "lark")
# The compiled parts hold the interpreter's lock for about a millisecond; the screen need not wait longer for its turn.
_SWITCH_S = 0.001
# What looks into a capture is a quarter of a second of imports. It can wait until all is listed, unless after a moment
# the pace of reading says that this will be long.
_MOMENT_S = 0.3
_LONG_S = 3.0
_FIRST_FILTER = "ip.addr == 0.0.0.0 or ipv6.addr == ::"
_FREEZE = 5000  # connections after which those that are there are kept from the garbage collector


class Loader:
    """Reads a session to its end in one worker thread, and gives way when a key needs the time."""

    def __init__(self, readers: Readers, session: Session, tell: Callable[[], object]) -> None:
        """Fill a session; `tell` is called in the thread when all is read, and when all is imported."""
        self._readers = readers
        self._session = session
        self._tell = tell
        self._keys = sys.__stdin__.fileno() if sys.__stdin__ and os.isatty(sys.__stdin__.fileno()) else None
        self._was_pressed = False
        self._frozen = 0
        self._begun = 0.0
        self.has_imported = False  # what is needed to show more than the list

    def start(self) -> None:
        """Begin, after the first paint."""
        sys.setswitchinterval(_SWITCH_S)
        self._readers.start(self._work)

    def _work(self) -> None:
        self._begun = monotonic()
        self._session.run(self._between_blocks)
        if not self._session.source.is_complete:
            self._session.source.stop()  # what is no capture may go on for ever, and would fill the disk
        self._readers.step_back()
        self._tell()
        self._readers.give_way()  # numpy's import holds the interpreter: all would be listed 100 ms later
        self._import_the_rest()
        self._tell()
        if not self._readers.has_left:
            self._ready_filters()
        gc.freeze()

    def _ready_filters(self) -> None:
        """Let the first filter find ready what all need: the language, and who the ends are.

        An address among 900,000 packets then takes 15 ms of CPU time; without 85, and 220 with the language's imports.
        """
        first = compiled(_FIRST_FILTER)
        if not isinstance(first, Fault):
            with suppress(TcptuiError):  # a filter that somebody asks for will tell
                first.frames(self._session, 0, self._session.frame_count, None, self._readers.give_way)

    def _look_for_keys(self) -> None:
        """Step back for a key that waits to be read: the threads that read it need the interpreter, too."""
        is_pressed = self._keys is not None and bool(select.select([self._keys], [], [], 0)[0])
        if is_pressed and not self._was_pressed:  # what nobody reads shall not stop it
            self._readers.step_back()
        self._was_pressed = is_pressed

    def _between_blocks(self) -> bool:
        """Import what comes next, if a person wants it or the end is far; tell whether to leave the rest unread."""
        self._look_for_keys()
        is_wanted = self._readers.is_back or self._takes_long()
        has_left = self._readers.give_way()
        is_worth_it = self._session.frame_count or not self._session.source.is_complete
        if is_wanted and is_worth_it and not self.has_imported:
            self._import_the_rest()
            self._import_language()
        if len(self._session.connections) - self._frozen > _FREEZE:
            self._freeze()
        return has_left

    def _takes_long(self) -> bool:
        """Tell whether to read the whole takes long, at the pace so far; of what still grows nobody knows the end."""
        seconds = monotonic() - self._begun
        source = self._session.source
        share = self._session.bytes_read / max(source.size, 1) if source.is_complete else 0
        return seconds > _MOMENT_S and seconds > _LONG_S * share

    def _import_the_rest(self) -> None:
        for name in _LATER:
            if not self._readers.give_way():
                import_module(name)
        self.has_imported = True

    def _import_language(self) -> None:
        """Make ready what writing a filter needs, in steps between which a key is answered."""
        for name in _WRITING:
            if not self._readers.give_way():
                import_module(name)
        if not self._readers.give_way():
            import_language()

    def _freeze(self) -> None:
        """Spare the garbage collector the connections: to go through 200,000 takes it a third of a second each time."""
        self._frozen = len(self._session.connections)
        gc.freeze()
