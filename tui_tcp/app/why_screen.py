"""What `x` tells, over the lower part of the screen, as long as it takes; from a sentence one gets to its proof."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_tcp.app.text_pane import TextRows
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.model.session import Session
from tui_tcp.views.why import why_lines

_MARGIN = 3  # cells beside the text


class WhyPane(VirtualTable[TextRows]):
    """The reasons."""

    EDGE = "Why: Enter goes to the proof, Esc back"
    HAS_HEADER = False


class WhyScreen(ModalScreen[int | None]):
    """Shows all that is said of a connection and of one of its segments; returns the row of a frame to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,x", "dismiss(None)", show=False)]

    def __init__(self, session: Session, connection: int, row: int | None) -> None:
        super().__init__()
        self._session = session
        self._connection = connection
        self._row = row
        self._proofs: list[int] = []

    def compose(self) -> ComposeResult:
        """Put one pane at the bottom."""
        yield WhyPane(id="why")

    def on_resize(self) -> None:
        """Break the lines anew, and take the room that they need."""
        width, height = self.app.size
        pane = self.query_one(WhyPane)
        lines = why_lines(self._session, self._connection, self._row, width - _MARGIN)
        self._proofs = [line.row for line in lines]
        pane.styles.height = min(len(lines) + 1, 3 * height // 4)
        pane.show(TextRows([line.line for line in lines]))

    def action_go_in(self) -> None:
        """Go to the frame that proves the line under the cursor."""
        row = self._proofs[self.query_one(WhyPane).cursor]
        if row >= 0:
            self.dismiss(row)
