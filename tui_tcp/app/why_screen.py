"""What `x` tells, over the lower part of the screen, as long as it takes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_tcp.app.text_pane import TextPane, TextRows
from tui_tcp.model.session import Session
from tui_tcp.views.why import why_lines

_MARGIN = 3  # cells beside the text


class WhyPane(TextPane):
    """The reasons."""

    EDGE = "Why, until Esc"


class WhyScreen(ModalScreen[None]):
    """Shows the whole verdict on a connection, and the findings about one of its segments."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,x,enter", "dismiss", show=False)]

    def __init__(self, session: Session, connection: int, row: int | None) -> None:
        super().__init__()
        self._session = session
        self._connection = connection
        self._row = row

    def compose(self) -> ComposeResult:
        """Put one pane at the bottom."""
        yield WhyPane(id="why")

    def on_resize(self) -> None:
        """Break the lines anew, and take the room that they need."""
        width, height = self.app.size
        pane = self.query_one(WhyPane)
        lines = why_lines(self._session, self._connection, self._row, width - _MARGIN)
        pane.styles.height = min(len(lines) + 2, 3 * height // 4)
        pane.show(TextRows(lines))
