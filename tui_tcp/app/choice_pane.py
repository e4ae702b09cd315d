"""Lines of which some lead somewhere, to choose from."""

from __future__ import annotations

from tui_tcp.app.text_pane import TextRows
from tui_tcp.app.virtual_table import VirtualTable
from tui_tcp.views.pieces import Line


class ChoicePane(VirtualTable[TextRows]):
    """Lines, some of which can be chosen: the cursor stands on these only."""

    HAS_HEADER = False

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.choices: list[str] = []

    @property
    def choice(self) -> str:
        """What the line under the cursor leads to, '' where it leads nowhere."""
        return self.choices[self.cursor] if self.choices else ""

    def show_choices(self, lines: list[tuple[Line, str]]) -> None:
        """Show lines with what each of them leads to, nothing for a mere text; the cursor stays with its choice."""
        before, at = self.choice, self.cursor
        self.choices = [choice for _, choice in lines]
        if before in self.choices and self.choices[at : at + 1] != [before]:
            at = self.choices.index(before)
        self.show(TextRows([line for line, _ in lines]))
        self.move_to(at)

    def move_to(self, row: int) -> None:
        """Put the cursor on the nearest choice in the direction of the row."""
        places = [at for at, choice in enumerate(self.choices) if choice]
        if not places:
            return
        if row >= self.cursor:
            super().move_to(next((at for at in places if at >= row), places[-1]))
        else:
            super().move_to(next((at for at in reversed(places) if at <= row), places[0]))
