"""Choose the interface to capture on, by what passes there."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui_tcp.app import interfaces as likely
from tui_tcp.app.choice_pane import ChoicePane
from tui_tcp.app.key_line import KeyLine
from tui_tcp.app.messages import InterfaceChosen
from tui_tcp.capture.advice import with_help
from tui_tcp.capture.interfaces import Rates, Traffic, interfaces
from tui_tcp.capture.job import ANY
from tui_tcp.capture.wish import Wish
from tui_tcp.views.interface_list import HISTORY, interface_lines
from tui_tcp.views.keys import BY_ID

_LOOK_S = 1.0
_ADVICE_S = 60.0
_KEYS = ("go.in", "go.back", "app.help", "app.quit")


class InterfaceScreen(Screen[None]):
    """Lists the interfaces with their traffic, a look a second."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._rates = Rates()
        self._history: deque[Mapping[str, Traffic]] = deque(maxlen=HISTORY)
        self._order = [*likely.interfaces(), ANY]  # as it is now: nothing shall move under the cursor

    def compose(self) -> ComposeResult:
        """Put one list on the screen."""
        yield ChoicePane(id="choices")
        yield KeyLine([BY_ID[name] for name in _KEYS], id="keys")

    def on_mount(self) -> None:
        """Look at the traffic from now on."""
        self.set_interval(_LOOK_S, self._look)

    def on_resize(self) -> None:
        """Show the lines in another width."""
        self._show()

    def _look(self) -> None:
        self._history.append(self._rates.look())
        self._show()

    def _show(self) -> None:
        pane = self.query_one(ChoicePane)
        found = sorted(interfaces(), key=lambda each: self._place(each.name))
        pane.show_choices(interface_lines(found, self._history, self.app.size.width - 1))

    def _place(self, name: str) -> int:
        """Return where an interface stands in the list: what is new last."""
        return self._order.index(name) if name in self._order else len(self._order)

    def action_go_in(self) -> None:
        """Capture on what the cursor stands on, or say what it takes to be allowed to."""
        name = self.query_one(ChoicePane).choice
        if not name:
            return
        if may_capture():
            self.post_message(InterfaceChosen(name))
        else:
            help_text = with_help("You may not capture here", "permission", Wish((name,)))
            self.app.notify(help_text, severity="warning", timeout=_ADVICE_S, markup=False)


def may_capture() -> bool:
    """Tell whether this process may open an interface."""
    try:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()
    except (AttributeError, PermissionError):
        return False
    return True
