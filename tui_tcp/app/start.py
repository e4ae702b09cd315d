"""From a path to a running screen and back to an exit status."""

from __future__ import annotations

import os

from tui_tcp.app.app import TcptuiApp
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session


def start(path: str | None) -> int:
    """Run the application until the person leaves. Raises CaptureError for what cannot be opened."""
    session = Session(open_source(path)) if path is not None else None
    if path == "-":
        _take_keys_from_terminal()
    app = TcptuiApp(session, path)
    app.run()
    return app.exit_status


def _take_keys_from_terminal() -> None:
    """Let standard input be the terminal, now that the capture that came through it has another descriptor."""
    terminal = os.open("/dev/tty", os.O_RDONLY)
    os.dup2(terminal, 0)
    os.close(terminal)
