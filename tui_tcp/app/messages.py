"""Every message that a pane sends. The screen decides who hears it; panes do not know each other.

How the panes follow a cursor is no message, for the sake of speed: see `VirtualTable.heard_by`.
"""

from __future__ import annotations

from textual.message import Message

from tui_tcp.views.pieces import Line


class ByteChosen(Message):
    """A byte of the hex dump was clicked."""

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class FieldPicked(Message):
    """A field of the detail is to be filtered by: its name in the table of fields, '' where it has none, its value."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        self.name = name
        self.value = value


class Judged(Message):
    """The verdict on a connection, from the thread that judges."""

    def __init__(self, connection: int, verdict: Line) -> None:
        super().__init__()
        self.connection = connection
        self.verdict = verdict


class ActionClicked(Message):
    """A key in the footer was clicked."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class EdgeDragged(Message):
    """The edge of a pane was dragged to a place on the screen."""

    def __init__(self, pane: str, x: int, y: int) -> None:
        super().__init__()
        self.pane = pane
        self.x = x
        self.y = y


class LeftCapture(Message):
    """Esc where there is no further step back within the capture."""


class PathChosen(Message):
    """A capture was chosen on the welcome screen; `is_own` tells it from the bundled sample."""

    def __init__(self, path: str, is_own: bool = True) -> None:
        super().__init__()
        self.path = path
        self.is_own = is_own


class InterfaceChosen(Message):
    """An interface was chosen to be captured on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
