"""The screen without a capture: what can be opened, the captures opened last, the sample on one key."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui_tcp import sample
from tui_tcp.app.bindings import picked
from tui_tcp.app.choice_pane import ChoicePane
from tui_tcp.app.interfaces import interfaces
from tui_tcp.app.key_line import KeyLine
from tui_tcp.app.messages import PathChosen
from tui_tcp.app.recent import recent_files
from tui_tcp.views.keys import BY_ID
from tui_tcp.views.welcome import INTERFACES, SAMPLE, welcome

_KEYS = ("go.in", "sample.open", "live.pick", "app.help", "app.quit")


class WelcomeScreen(Screen[None]):
    """Says what can be opened, and opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("sample.open", "live.pick")]

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

    def action_go_in(self) -> None:
        """Open what the cursor stands on."""
        choice = self.query_one(ChoicePane).choice
        if choice == SAMPLE:
            self.action_sample_open()
        elif choice == INTERFACES:
            self.action_live_pick()
        elif choice:
            self.post_message(PathChosen(choice))

    def action_live_pick(self) -> None:
        """Show the interfaces."""
        from tui_tcp.app.interface_screen import InterfaceScreen

        self.app.push_screen(InterfaceScreen())

    def action_sample_open(self) -> None:
        """Open the sample capture."""
        self.post_message(PathChosen(str(Path(sample.__file__).parent / "classic_lesson.pcap"), is_own=False))
