"""The Textual screen. Nothing here is imported by what prints."""

from __future__ import annotations


def run(path: str | None) -> int:
    """Open the screen on a capture, or on a page that says what can be opened; return the exit status.

    Raises CaptureError, before the screen appears, for what cannot be opened.
    """
    from tui_tcp.app.start import start

    return start(path)
