"""The prompt of `:`. It stays open until it was given a place that exists, or left with Esc."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.targets import NoTargetError, Target, find_target
from tui_tcp.model.session import Session

_QUESTION = (("Go to ", "bold"), ("frame 12, time 1.5 s, or connection #3", "dim"))


class GotoScreen(ModalScreen[Target | None]):
    """Asks where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """Put the question above the line for the answer."""
        yield LineBar(id="question")
        yield Input(id="place", compact=True)

    def on_mount(self) -> None:
        """Ask."""
        self.query_one(LineBar).show(_QUESTION)
        self.query_one(Input).cursor_blink = False

    def on_input_changed(self) -> None:
        """Take a complaint back while the answer is being corrected."""
        self.query_one(LineBar).show(_QUESTION)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there, or say why that is no place."""
        try:
            self.dismiss(find_target(event.value, self._session))
        except NoTargetError as error:
            self.query_one(LineBar).show((("Not there: ", "error"), (str(error), "")))
