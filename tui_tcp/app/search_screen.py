"""The prompt of the search."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_tcp.app.language import Fault
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.sought import KINDS, Sought, sought
from tui_tcp.views.pieces import Line, Piece


class SearchScreen(ModalScreen[Sought | None]):
    """Asks what to search for, and as what that is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("tab", "kind(1)", show=False, priority=True),
        Binding("shift+tab", "kind(-1)", show=False, priority=True),
    ]

    def __init__(self, place: str, text: str, kind: str) -> None:
        super().__init__()
        self._place = place
        self.kind = kind
        self.question = LineBar(id="question")
        self.line = Input(text, id="place", compact=True)

    def compose(self) -> ComposeResult:
        """Put the question above the line for the answer."""
        yield self.question
        yield self.line

    def on_mount(self) -> None:
        """Ask."""
        self.line.cursor_blink = False
        self._ask()

    def on_input_changed(self) -> None:
        """Take a complaint back while the answer is being corrected."""
        self._ask()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search, or say why that cannot be searched for."""
        found = sought(self.kind, event.value)
        if isinstance(found, Fault):
            self.question.show(((" Not found yet: ", "error"), (found.message, "")))
        else:
            self.dismiss(found)

    def action_kind(self, steps: int) -> None:
        """Take the text as something else."""
        self.kind = KINDS[(KINDS.index(self.kind) + steps) % len(KINDS)]
        self._ask()

    def _ask(self) -> None:
        kinds: list[Piece] = [(f" {kind} ", "title" if kind == self.kind else "dim") for kind in KINDS]
        asked: Line = ((f" Search {self._place} for", "bold"), *kinds, ("  Tab", "key"), (" changes that", "dim"))
        self.question.show(asked)
