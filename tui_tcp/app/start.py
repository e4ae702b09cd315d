"""From a path to a running screen and back to an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

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
    return _run(app)


def start_choosing(filter_text: str) -> int:
    """Have the interface chosen that the command line does not name, and begin anew with it. Raises FilterError."""
    return _run(TcptuiApp(None, begun=begun_with(filter_text), chooses_interface=True))


def _run(app: TcptuiApp) -> int:
    app.run()
    if app.chosen_interface:
        start_again(*with_interface(sys.argv[1:], app.chosen_interface))
    return app.exit_status


def with_interface(arguments: Sequence[str], name: str) -> list[str]:
    """Return a command line's arguments with an interface named, where it was left out or else at the end."""
    nameless = [word in ("-i", "--iface") and after[:1] == "-" for word, after in pairwise([*arguments, "-"])]
    at = nameless.index(True) if any(nameless) else len(arguments)
    return [*arguments[:at], f"--iface={name}", *arguments[at + 1 :]]


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
