"""The Textual screen. Nothing here is imported by what prints."""

from __future__ import annotations

import gc

# So many new objects before the collector looks at them: what is imported and loaded lives on, and looking at it again
# and again costs a tenth of the start.
_NEW_OBJECTS = 50_000


def run(path: str | None, filter_text: str = "") -> int:
    """Open the screen on a capture, or on a page that says what can be opened; return the exit status.

    With a filter the capture is narrowed down from the beginning. Raises CaptureError or FilterError, before the screen
    appears, for what cannot be opened and for what is no filter.
    """
    gc.set_threshold(_NEW_OBJECTS, 20, 50)
    from tui_tcp.app.start import start

    return start(path, filter_text)
