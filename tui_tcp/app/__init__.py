"""The Textual screen. Nothing here is imported by what prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_tcp.capture.source import is_stream
from tui_tcp.errors import UsageError

if TYPE_CHECKING:
    from tui_tcp.app.live_feed import Feed


def run(capture: str | Feed | None, filter_text: str = "", patience: int | None = None) -> int:
    """Open the screen on a file, on a capture that goes on, or on a page that says what can be opened.

    Return the exit status. With a filter the capture is narrowed down from the beginning; what has been stuck for
    longer than `patience`, in nanoseconds, is told apart. Raises CaptureError, FilterError or UsageError, before the
    screen appears, for what cannot be opened, for what is no filter, and for patience with what has ended.
    """
    if patience is not None and capture is not None and _is_still(capture):
        raise UsageError("is for a capture that runs", "--stuck-after")
    if capture is None or (isinstance(capture, str) and not is_stream(capture)):
        from tui_tcp.app.start import start

        return start(capture, filter_text)
    if not isinstance(capture, str) and capture.wants_choice:
        from tui_tcp.app.start import start_choosing

        return start_choosing(filter_text)
    from tui_tcp.app.live_start import Piped, start_live

    return start_live(Piped(capture) if isinstance(capture, str) else capture, filter_text, patience)


def _is_still(capture: str | Feed) -> bool:
    """Tell whether nothing will be added to it."""
    if isinstance(capture, str):
        return not is_stream(capture)
    return not capture.is_made_now and not capture.is_stream
