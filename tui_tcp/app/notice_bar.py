"""What a person has to be told, until it is dismissed: in as many lines as it takes, up to a few."""

from __future__ import annotations

from tui_tcp.app.line_bar import WrappedBar
from tui_tcp.views.pieces import Line
from tui_tcp.views.wrapping import wrap_all

_MOST_LINES = 3


class NoticeBar(WrappedBar):
    """Is as high as its notice; there is none while there is nothing to tell."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.display = False

    def show(self, *lines: Line) -> None:
        """Show another notice."""
        super().show(*lines)
        self._fit()

    def on_resize(self) -> None:
        """Take the lines that the new width asks for."""
        self._fit()

    def _fit(self) -> None:
        self.display = any(self.lines)
        self.styles.height = min(len(wrap_all(self.lines, self.app.size.width - 1)), _MOST_LINES)
