"""What to make of a field of the detail: filter by it, leave it out, add it to the filter that holds."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_tcp.app.choice_pane import ChoicePane
from tui_tcp.app.language import Fault, Written, compiled
from tui_tcp.model.session import Session
from tui_tcp.views.field_filter import expressions, uses
from tui_tcp.views.filter_line import candidates


class FieldsPane(ChoicePane):
    """The filters that a field makes."""

    EDGE = "Filter by this field, until Esc"


class FieldScreen(ModalScreen[Written | None]):
    """Returns the filter that was chosen, None for none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,F", "dismiss", show=False)]

    def __init__(self, session: Session, row: int, name: str, value: str, standing: str) -> None:
        super().__init__()
        self._expression = _expression(session, row, name, value)
        self._standing = standing

    def compose(self) -> ComposeResult:
        """Put one pane at the bottom."""
        yield FieldsPane(id="fields")

    def on_resize(self) -> None:
        """Offer what there is."""
        offers = uses(self._expression, self._standing) if self._expression else []
        shown = candidates(offers, self.app.size.width - 2)
        lines = [(line, text) for line, (text, _) in zip(shown, offers, strict=True)]
        pane = self.query_one(FieldsPane)
        pane.styles.height = max(len(lines), 1) + 2
        pane.say((("There is no filter for this line.", "dim"),))
        pane.show_choices(lines)

    def action_go_in(self) -> None:
        """Take what was chosen."""
        text = self.query_one(FieldsPane).choice
        found = compiled(text) if text else None
        self.dismiss(None if found is None or isinstance(found, Fault) else Written(text, found))


def _expression(session: Session, row: int, name: str, value: str) -> str:
    """Return the filter for a field that its own frame passes, '' where there is none."""
    for text in expressions(name, value):
        found = compiled(text)
        if not isinstance(found, Fault) and found.frames(session, row, row + 1).any():
            return text
    return ""
