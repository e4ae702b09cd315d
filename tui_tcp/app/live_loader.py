"""The thread that reads a capture that runs: it comes after whoever shows it, as what waits for it is safe on disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from threading import get_native_id

from tui_tcp.app.live_feed import Running
from tui_tcp.app.loader import Loader
from tui_tcp.app.readers import Readers

# Of the thread alone. Enough to come after the screen, and little enough to keep a tenth of a processor beside others.
_NICENESS = 10


class LiveLoader(Loader):
    """Reads on as the capture grows, at a lower priority.

    While some 300,000 packets a second and their sender took all of two cores, the cursor, which is painted before what
    follows it (live_screen.py), stood in its new place after 22 to 37 ms at the median of each run of
    `python -m bench live`; without either, a key's answer came after 80 to 125. 10 or 19 as niceness, or SCHED_IDLE,
    made no difference beyond the noise.
    """

    def __init__(self, readers: Readers, running: Running, tell: Callable[[], object]) -> None:
        super().__init__(readers, running.session, tell)
        self._live = running

    def _between_blocks(self) -> bool:
        """Have kept what will be wanted of packets whose bytes may be gone when the next are read."""
        if self._live.forgets and self._session.before_loss:
            self._session.before_loss(self._session.frame_count)
        return super()._between_blocks()

    def _work(self) -> None:
        with suppress(OSError):
            own = os.getpriority(os.PRIO_PROCESS, get_native_id())
            os.setpriority(os.PRIO_PROCESS, get_native_id(), own + _NICENESS)
        super()._work()
