"""The thread that reads a capture that runs: it comes after whoever shows it, as what waits for it is safe on disk."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import get_native_id

from tui_tcp.app.loader import Loader
from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session

# Of the thread alone. Enough to come after the screen, and little enough to keep a tenth of a processor beside others.
_NICENESS = 10


class LiveLoader(Loader):
    """Reads on as the capture grows, at a lower priority, and steps back as soon as a key is there to be read.

    While some 300,000 packets a second and their sender took all of two cores, the cursor, which is painted before what
    follows it (live_screen.py), stood in its new place after 22 to 37 ms at the median of each run of
    `python -m bench live`; without either, a key's answer came after 80 to 125. 10 or 19 as niceness, or SCHED_IDLE,
    made no difference beyond the noise.
    """

    def __init__(self, readers: Readers, session: Session, tell: Callable[[], object]) -> None:
        super().__init__(readers, session, tell)
        self._keys = sys.__stdin__.fileno() if sys.__stdin__ and os.isatty(sys.__stdin__.fileno()) else None
        self._was_pressed = False

    def _work(self) -> None:
        with suppress(OSError):
            own = os.getpriority(os.PRIO_PROCESS, get_native_id())
            os.setpriority(os.PRIO_PROCESS, get_native_id(), own + _NICENESS)
        super()._work()

    def _between_blocks(self) -> bool:
        """Step back for a key that waits to be read: the threads that read it need the interpreter, too."""
        is_pressed = self._keys is not None and bool(select.select([self._keys], [], [], 0)[0])
        if is_pressed and not self._was_pressed:  # what nobody reads shall not stop it
            self.step_back()
        self._was_pressed = is_pressed
        return super()._between_blocks()
