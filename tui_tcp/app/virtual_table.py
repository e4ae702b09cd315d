"""A scrolling list of any number of rows, of which only the visible ones are ever made.

Rows come from the views. A strip is kept under all that it depends on (row, width, ground, generation), so moving the
cursor makes two lines anew. Growing never lays the screen out: ten times a second that would cost three times the work.
"""

from __future__ import annotations

from typing import ClassVar, Protocol, TypeVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui_tcp.app.bindings import movements
from tui_tcp.app.messages import WentIn
from tui_tcp.app.styles import Ground, Painter
from tui_tcp.views.pieces import Line


class Rows(Protocol):
    """What a table shows; the views have several."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""

    @property
    def generation(self) -> int:
        """Raised whenever rows may look different."""

    def refresh(self) -> bool:
        """Take in what came meanwhile; tell whether anything did."""

    def header(self, width: int) -> Line:
        """Return the line above the rows."""

    def line(self, row: int, width: int) -> Line:
        """Return one row."""

    def key_at(self, row: int) -> int | None:
        """Return what the row stands for, whatever the order."""

    def row_of(self, key: int) -> int | None:
        """Return where that stands now."""


R = TypeVar("R", bound=Rows)


class VirtualTable[R: Rows](ScrollView):
    """..."""
