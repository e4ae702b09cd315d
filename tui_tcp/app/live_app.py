"""The application on a capture that runs: nothing of it is lost by leaving."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from textual.screen import Screen

from tui_tcp.app.app import TcptuiApp
from tui_tcp.app.language import Written
from tui_tcp.app.live_feed import Running
from tui_tcp.app.live_screen import LiveScreen
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.room import spool_folder
from tui_tcp.errors import CaptureError
from tui_tcp.views.ages import STUCK


class LiveApp(TcptuiApp):
    """Shows what is captured, and asks on leaving what shall become of it."""

    def __init__(self, running: Running, begun: Written | None = None, patience: int | None = None) -> None:
        super().__init__(running.session, None, begun)
        self._live = running
        self._patience = STUCK if patience is None else patience
        self._is_asking = False
        self._shown: LiveScreen | None = None
        self._kept: Remains | None = None  # what was kept on leaving
        self.farewell = ""  # said when the terminal is the shell's again

    def get_default_screen(self) -> Screen[None]:
        """Show the capture."""
        self._shown = LiveScreen(self._live, self._settings.filters, self._begun, self._patience)
        return self._shown

    def action_app_quit(self) -> None:
        """Leave; ask first where something would be lost."""
        if not self._live.wants_keeping:
            self.exit()
        elif not self._is_asking:
            from tui_tcp.app.keep_screen import KeepScreen

            self._is_asking = True
            self.push_screen(KeepScreen(self._live), self._leave)

    def end_by_signal(self, number: int) -> None:
        """Save what would be lost, as nobody can be asked; leave. Once: a shell repeats what a terminal says."""
        if self.farewell:
            return
        self.farewell = f"ended by {signal.Signals(number).name}"
        if self._live.wants_keeping:
            folder = Path.cwd() if os.access(".", os.W_OK | os.X_OK) else Path(spool_folder())
            path = folder / self._live.suggested_name()
            try:
                self._live.keep(path)
                self._note_kept(path)
            except CaptureError as error:
                self.farewell += f"; the capture is lost: {error}"
        super().end_by_signal(number)

    def _leave(self, answer: Path | bool | None) -> None:
        """End, with the path under which the capture was kept, or with True for discarding it."""
        self._is_asking = False
        if isinstance(answer, Path):
            self._note_kept(answer)
        if answer:
            self.exit()

    def _note_kept(self, path: Path) -> None:
        packets, _ = self._live.left
        is_whole = not self._live.session.source.gone
        self._kept = Remains((path,), packets, is_whole)

    def kept(self, seconds: float) -> Remains | None:
        """Return what was kept, or stays in files of its own; wait for its end after the screen's, at most so long."""
        if self._shown and self._live.has_file:
            self._shown.readers.closed.wait(seconds)
        return self._kept or self._live.session.source.remains
