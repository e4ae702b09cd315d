"""What `tcptui info` prints: a capture as a whole, and what it says beside its packets."""

from __future__ import annotations

from tui_tcp.cli.printing import read_capture
from tui_tcp.views.capture_notes import capture_lines
from tui_tcp.views.pieces import text_of
from tui_tcp.views.status import title_line

_WIDTH = 400  # more than a title takes


def print_info(path: str) -> None:
    """Print what is known of a capture as a whole. Raises TcptuiError for what cannot be read."""
    session = read_capture(path)
    print(text_of(title_line(session, _WIDTH)).strip())
    for line in capture_lines(session):
        print(text_of(line))
