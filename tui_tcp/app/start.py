"""From a path to a running screen and back to an exit status."""

from __future__ import annotations

import os

from tui_tcp.app.app import TcptuiApp
from tui_tcp.app.narrowing import Filter
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session


def start(path: str | None, filter_text: str = "") -> int:
    """Run the application until the person leaves.

    Raises FilterError for a filter that is none, CaptureError for what cannot be opened.
    """
    begun = _begun(filter_text) if filter_text else None
    session = Session(open_source(path)) if path is not None else None
    if path == "-":
        _take_keys_from_terminal()
    app = TcptuiApp(session, path, begun)
    app.run()
    return app.exit_status


def _begun(text: str) -> tuple[str, Filter]:
    from tui_tcp.filters import compile_filter

    return text, compile_filter(text)


def _take_keys_from_terminal() -> None:
    """Let standard input be the terminal, now that the capture that came through it has another descriptor."""
    terminal = os.open("/dev/tty", os.O_RDONLY)
    os.dup2(terminal, 0)
    os.close(terminal)
