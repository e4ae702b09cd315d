"""The filter line being written: what it may go on with, whether it is right so far, and what is wrong with it.

Whether it is right is found out in a thread, so that no key waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_tcp.app.candidates_pane import NONE, CandidatesPane
from tui_tcp.app.filter_history import past_filters
from tui_tcp.app.language import Fault, Written, compiled, completions, import_language
from tui_tcp.app.line_bar import LineBar
from tui_tcp.views.filter_line import BAD, GOOD, UNSURE, addition, candidates, complaint
from tui_tcp.views.pieces import Piece

if TYPE_CHECKING:
    from tui_tcp.fields.seen import Seen
    from tui_tcp.filters import Filter

_SIGN_WIDTH = 3
_LONGEST = 100_000  # characters that are taken at all


class Checked(Message):
    """A text was looked at: what it asks for."""

    def __init__(self, text: str, found: Filter | Fault | None) -> None:
        super().__init__()
        self.text = text
        self.found = found


class Offered(Message):
    """A text was looked at: how it may go on."""

    def __init__(self, text: str, offers: list[tuple[str, str]]) -> None:
        super().__init__()
        self.text = text
        self.offers = offers


class FilterScreen(ModalScreen[Written | None]):
    """Has a filter written, and returns it with what it asks for; None where all shall stay as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab", "accept", show=False, priority=True),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
    ]

    def __init__(self, text: str, named: dict[str, str], seen: Seen | None = None) -> None:
        super().__init__()
        self._begun = text
        self._named = named  # filters that are offered under a name
        self._seen = seen
        self._offered = Offered("", [])
        self._past: list[str] = []
        self._past_at = -1
        self._last: Checked | None = None
        self._awaited = ""  # a text that shall be applied as soon as it was looked at
        self._awaits_offers = False  # to take the first
        self.line = Input(text, id="filter", compact=True, max_length=_LONGEST, select_on_focus=False)
        self.sign = LineBar(id="sign")
        self.message = LineBar(id="message")
        self.candidates = CandidatesPane(id="candidates")

    def compose(self) -> ComposeResult:
        """Put the line above what is said of it."""
        yield Horizontal(self.sign, self.line, id="line")
        yield self.message
        yield self.candidates

    def on_mount(self) -> None:
        """Begin with the filter that holds."""
        self.line.cursor_blink = False
        self._past = past_filters()
        self.sign.show(((" ", ""), UNSURE))
        self.message.display = False
        self._look(self._begun)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look at what is written by now."""
        self._awaited = ""
        self._awaits_offers = False
        if self.candidates.is_chosen:
            self.candidates.choose(NONE)
        self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen below; else apply the filter, or stay until it is right."""
        if self.candidates.is_chosen:
            self.action_accept()
            return
        if not event.value.strip():
            self.dismiss(Written("", None))
        elif self._last and self._last.text == event.value:
            self._submit(self._last)
        else:
            self._awaited = event.value

    def _submit(self, checked: Checked) -> None:
        if isinstance(checked.found, Fault) or checked.found is None:
            self._say(checked.found)
        else:
            self.dismiss(Written(checked.text.strip(), checked.found))

    def on_checked(self, message: Checked) -> None:
        """Show what was found out, unless the text has changed meanwhile."""
        message.stop()
        if message.text != self.line.value:
            return
        self._last = message
        self._say(message.found)
        if message.text == self._awaited:
            self._submit(message)

    def on_offered(self, message: Offered) -> None:
        """Show how the text may go on, unless it has changed meanwhile."""
        message.stop()
        if message.text != self.line.value:
            return
        self._offered = message
        added = [(addition(message.text, text), meaning) for text, meaning in message.offers]
        self.candidates.show_lines(candidates(added, self.app.size.width - 2))
        if self._awaits_offers:
            self.action_accept()

    def action_leave(self) -> None:
        """Leave the filter as it was."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Take over what is chosen, or what is offered first: of what is written, not of what was."""
        self._awaits_offers = self._offered.text != self.line.value
        if self._offered.offers and not self._awaits_offers:
            text, _ = self._offered.offers[max(self.candidates.cursor, 0)]
            self._write(f"{text} " if self.line.value else text)

    def action_down(self) -> None:
        """Choose the next thing that is offered; in the past, one step towards now."""
        if self._past_at >= 0:
            self._go_through_past(-1)
        else:
            self.candidates.choose(self.candidates.cursor + 1)

    def action_up(self) -> None:
        """Choose the one before; beyond the first, go through the filters of the past."""
        if self.candidates.is_chosen:
            self.candidates.choose(self.candidates.cursor - 1)
        else:
            self._go_through_past(1)

    def _go_through_past(self, steps: int) -> None:
        at = max(-1, min(self._past_at + steps, len(self._past) - 1))
        self._write(self._past[at] if at >= 0 else self._begun)
        self._past_at = at

    def _write(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)

    def _look(self, text: str) -> None:
        if self._past_at >= 0 and text != self._past[self._past_at]:
            self._past_at = -1
        cursor = self.line.cursor_position
        self.run_worker(lambda: self._check(text, cursor), thread=True, exclusive=True, group="check")

    def _check(self, text: str, cursor: int) -> None:
        """Find out about a text. This runs in a thread."""
        if text.strip():
            self.post_message(Checked(text, compiled(text)))
            self.post_message(Offered(text, completions(text, cursor, self._seen)))
        else:
            self.post_message(Checked(text, None))
            self.post_message(Offered(text, self._offered_at_first()))
            import_language()  # before the first key
            if self._seen:
                self._seen.prepare()

    def _offered_at_first(self) -> list[tuple[str, str]]:
        """Return the filters that have a name, then those of the past."""
        return [(text, name) for name, text in self._named.items()] + [(text, "") for text in self._past]

    def _say(self, found: Filter | Fault | None) -> None:
        sign: Piece = UNSURE if found is None else BAD if isinstance(found, Fault) else GOOD
        self.sign.show(((" ", ""), sign))
        is_wrong = isinstance(found, Fault)
        self.message.display = is_wrong
        if isinstance(found, Fault):
            left_at = _SIGN_WIDTH - int(self.line.scroll_offset.x)
            self.message.show(complaint(found.message, found.column, left_at, self.app.size.width - 1))
