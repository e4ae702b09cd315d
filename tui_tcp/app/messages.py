"""Every message that a pane sends. The screen decides who hears it; panes do not know each other."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class ConnectionChosen(Message):
    """The cursor of the flow list stands on another connection."""

    number: int


@dataclass
class FrameChosen(Message):
    """The cursor of the frame list stands on another frame."""

    row: int


@dataclass
class SegmentChosen(Message):
    """The cursor of the ladder stands on another segment."""

    row: int


@dataclass
class FieldChosen(Message):
    """The cursor of the outline stands on another field: these are its bytes."""

    start: int
    size: int


@dataclass
class ByteChosen(Message):
    """A byte of the hex dump was clicked."""

    offset: int


@dataclass
class WentIn(Message):
    """Enter, or a double click, on a row of a pane."""

    pane: str


@dataclass
class ActionClicked(Message):
    """A key in the footer was clicked."""

    action: str


@dataclass
class LeftCapture(Message):
    """Esc where there is no further step back within the capture."""


@dataclass
class PathChosen(Message):
    """A capture was chosen on the welcome screen; `is_own` tells it from the bundled sample."""

    path: str
    is_own: bool = True
