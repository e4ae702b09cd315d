"""From a capture that is to run to a screen on it: in this order, as privileges and prompts ask for it.

The capture child starts; what will ever be imported is imported; the privileges go; Textual takes the terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TextIO

from tui_tcp.app.live_feed import Feed, Running
from tui_tcp.app.pipe_writer import WAITS, PipeWriter
from tui_tcp.capture.source import Source, open_source
from tui_tcp.errors import CaptureError
from tui_tcp.escape import escape
from tui_tcp.model.session import Session

_EVERYTHING = ("tui_tcp.app.live_imports",)
_PATIENCE_S = 0.2
_END_S = 5.0


class Piped:
    """A capture that comes through a pipe: standard input, or a named one."""

    wants_choice = False
    is_stream = True
    is_elsewhere = False
    is_made_now = True
    has_file = False
    is_ring = False

    def __init__(self, path: str) -> None:
        self.path = path

    def open(self, modules: Sequence[str], waits: bool) -> Source:
        """Begin to copy it. Raises CaptureError."""
        return open_source(self.path)

    def session(self, source: Source) -> Session:
        """Return what reads it."""
        return Session(source)

    def is_enough(self, session: Session, seconds: float) -> bool:
        """It ends when it ends."""
        return False


def start_live(feed: Feed, filter_text: str = "", patience: int | None = None) -> int:
    """Run the application on a capture that goes on. Raises CaptureError and FilterError before the screen appears."""
    source = feed.open(_EVERYTHING, waits=True)
    if not feed.is_made_now and not feed.is_stream:
        from tui_tcp.app.start import start_on

        return start_on(feed.session(source), feed.path, filter_text)
    try:
        return _show(feed, source, filter_text, patience)
    finally:
        source.stop()


def _show(feed: Feed, source: Source, filter_text: str, patience: int | None) -> int:
    writer = PipeWriter() if feed.path == "-" else None
    if feed.is_stream:
        await_bytes(source, feed.path)
        if not os.isatty(0):
            take_keys_from_terminal()
    from tui_tcp.app.live_app import LiveApp
    from tui_tcp.app.start import begun_with
    from tui_tcp.views.kept_files import kept_line

    running = Running(feed.session(source), feed)
    app = LiveApp(running, begun_with(filter_text), patience)
    app.run()
    source.stop()
    if app.farewell:
        _say(app.farewell, sys.stderr)
    if kept := app.kept(_END_S):
        _say(kept_line(kept, source.lost), sys.stdout)
    if writer and writer.leave() and not running.facts.rate:
        _say(WAITS, sys.stderr)
    return app.exit_status


def await_bytes(source: Source, path: str) -> None:
    """Wait for the first bytes: until then whoever sends them may ask for a password on this terminal.

    Raises CaptureError if nobody can send any, or none came: the screen would cover what the sender says of that.
    """
    if path == "-" and os.isatty(0):
        raise CaptureError("standard input is this terminal: a capture has to come through a pipe, or name a file")
    while not source.size and not source.is_complete:
        source.wait(_PATIENCE_S)
    if not source.size and source.warning:
        raise CaptureError(source.warning)


def take_keys_from_terminal() -> None:
    """Let standard input be the terminal, now that the capture that came through it has another descriptor."""
    terminal = os.open("/dev/tty", os.O_RDONLY)
    os.dup2(terminal, 0)
    os.close(terminal)


def _say(text: str, out: TextIO) -> None:
    """Say it, if there is still a terminal to say it on."""
    try:
        print(f"tcptui: {escape(text)}", file=out, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
