"""The help screen: the keys, and the words that the screen uses."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_tcp.app.text_pane import TextPane, TextRows
from tui_tcp.views.help import help_lines


class HelpPane(TextPane):
    """The help's text."""

    EDGE = "Help, until Esc"


class HelpScreen(ModalScreen[None]):
    """Shows the help until a key leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Fill the screen with text."""
        yield HelpPane(id="help")

    def on_resize(self) -> None:
        """Break the lines anew."""
        pane = self.query_one(HelpPane)
        pane.show(TextRows(help_lines(self.app.size.width - 3)))
