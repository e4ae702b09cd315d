"""From a path to a running screen and back to an exit status."""

from __future__ import annotations

import os
import sys

from tui_tcp.app.app import TcptuiApp
from tui_tcp.app.language import Written
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session


def start(path: str | None, filter_text: str = "") -> int:
    """Run the application until the person leaves.

    Raises FilterError for a filter that is none, CaptureError for what cannot be opened.
    """
    session = Session(open_source(path)) if path is not None else None
    return start_on(session, path, filter_text)


def start_on(session: Session | None, path: str | None, filter_text: str) -> int:
    """Run the application on a session. Raises FilterError."""
    app = TcptuiApp(session, path, begun_with(filter_text))
    app.run()
    if app.chosen_interface:
        start_again("-i", app.chosen_interface)
    return app.exit_status


def start_again(*arguments: str) -> None:
    """Become this program anew, with other arguments."""
    count = len(sys.orig_argv) - len(sys.argv[1:])
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:count], *arguments])


def begun_with(text: str) -> Written | None:
    """Return the filter that a text means, with the text, for the screen to begin with. Raises FilterError."""
    if not text:
        return None
    from tui_tcp.filters import compile_filter

    return Written(text, compile_filter(text))
