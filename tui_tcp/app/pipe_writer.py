"""Who writes to the pipe that a capture comes through: a shell that started both waits for both."""

from __future__ import annotations

import os
import select
import stat

WAITS = "what writes to the pipe ends with the next packet that it sees; ^C ends it now"


class PipeWriter:
    """The other end of standard input, as it was when this was made."""

    def __init__(self) -> None:
        self._pipe = os.dup(0)

    def leave(self) -> bool:
        """Let go of the pipe; tell whether there still is one that somebody writes to, who hears of it when he does."""
        poll = select.poll()
        poll.register(self._pipe, 0)
        is_there = stat.S_ISFIFO(os.fstat(self._pipe).st_mode) and not poll.poll(0)
        os.close(self._pipe)
        return is_there
