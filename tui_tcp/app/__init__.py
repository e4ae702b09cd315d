"""The Textual screen. Nothing here is imported by what prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.capture.source import is_stream

if TYPE_CHECKING:
    from tui_tcp.app.live_feed import Feed


def run(capture: str | Feed | None, filter_text: str = "") -> int:
    """Open the screen on a file, on a capture that goes on, or on a page that says what can be opened.

    Return the exit status. With a filter the capture is narrowed down from the beginning. Raises CaptureError or
    FilterError, before the screen appears, for what cannot be opened and for what is no filter.
    """
    if capture is None or (isinstance(capture, str) and not is_stream(capture)):
        from tui_tcp.app.start import start

        return start(capture, filter_text)
    if not isinstance(capture, str) and capture.wants_choice:
        from tui_tcp.app.start import start_choosing

        return start_choosing(filter_text)
    from tui_tcp.app.live_start import Piped, start_live

    return start_live(Piped(capture) if isinstance(capture, str) else capture, filter_text)
