"""The screen without a capture: what can be opened, the captures opened last, the sample on one key."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui_tcp import sample
from tui_tcp.app.bindings import picked
from tui_tcp.app.interfaces import interfaces
from tui_tcp.app.key_line import KeyLine
from tui_tcp.app.messages import PathChosen
from tui_tcp.app.recent import recent_files
from tui_tcp.app.text_pane import TextRows
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.views.keys import BY_ID
from tui_tcp.views.pieces import Line
from tui_tcp.views.welcome import SAMPLE, welcome

_KEYS = ("go.in", "sample.open", "app.help", "app.quit")


class ChoicePane(VirtualTable[TextRows]):
    """Lines, some of which can be chosen: the cursor stands on these only."""

    HAS_HEADER = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.choices: list[str] = []

    def show_choices(self, lines: list[tuple[Line, str]]) -> None:
        """Show lines with what each of them leads to, nothing for a mere text."""
        self.choices = [choice for _, choice in lines]
        at = self.cursor
        self.show(TextRows([line for line, _ in lines]))
        self.move_to(at)

    def move_to(self, row: int) -> None:
        """Put the cursor on the nearest choice in the direction of the row."""
        places = [at for at, choice in enumerate(self.choices) if choice]
        ahead = [at for at in places if at >= row] if row >= self.cursor else [at for at in places if at <= row][::-1]
        if places:
            super().move_to((ahead or [self.cursor if self.choices[self.cursor] else places[0]])[0])


class WelcomeScreen(Screen[None]):
    """Says what can be opened, and opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("sample.open")]

    def compose(self) -> ComposeResult:
        """Put one list on the screen."""
        yield ChoicePane(id="choices")
        yield KeyLine([BY_ID[name] for name in _KEYS], id="keys")

    def on_resize(self) -> None:
        """Break the lines anew."""
        lines = welcome(recent_files(), interfaces(), self.app.size.width - 2)
        self.query_one(ChoicePane).show_choices(lines)

    def on_screen_resume(self) -> None:
        """Show what was opened meanwhile."""
        if self.is_mounted:
            self.on_resize()

    def on_went_in(self) -> None:
        """Open what the cursor stands on."""
        pane = self.query_one(ChoicePane)
        choice = pane.choices[pane.cursor] if pane.choices else ""
        if choice == SAMPLE:
            self.action_sample_open()
        elif choice:
            self.post_message(PathChosen(choice))

    def action_sample_open(self) -> None:
        """Open the sample capture."""
        self.post_message(PathChosen(str(Path(sample.__file__).parent / "classic_lesson.pcap"), is_own=False))
