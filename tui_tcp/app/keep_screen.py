"""What is asked on leaving a capture that has no file: keep it, under which name, or discard it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.live_feed import Running
from tui_tcp.app.new_name import NewName
from tui_tcp.errors import CaptureError
from tui_tcp.escape import escape_text
from tui_tcp.views.format import count, size
from tui_tcp.views.pieces import Line

_LONGEST = 400


class KeepScreen(ModalScreen[Path | bool | None]):
    """Returns the path under which the capture was kept, True for discarding it, None for staying."""

    AUTO_FOCUS = ""  # the keys are heard before the line is there
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("k", "keep", show=False),
        Binding("d", "dismiss(True)", show=False),
    ]

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._live = running
        self._file = NewName()

    def compose(self) -> ComposeResult:
        """Put the question above the line for the name."""
        yield LineBar(id="question")
        yield Input(id="place", compact=True)

    def on_mount(self) -> None:
        """Ask."""
        self._line.display = False
        self._line.cursor_blink = False
        self._say(((self._question(), "bold"), *_key("k", "keep"), *_key("d", "discard"), *_key("Esc", "go on")))

    def _question(self) -> str:
        packets, left = self._live.left
        if packets is None:
            return f" Keep the newest {size(left)}?  "
        if packets < self._live.facts.packets:
            return f" Keep the newest {count(packets, 'packet')}, {size(left)}?  "
        return f" Keep the capture? {count(packets, 'packet')}, {size(left)}.  "

    @property
    def _line(self) -> Input:
        return self.query_one("#place", Input)

    def _say(self, line: Line) -> None:
        self.query_one("#question", LineBar).show(line)

    def action_keep(self) -> None:
        """Ask for a name."""
        self._say(((" Keep as ", "bold"), ("Enter keeps, Esc goes on", "dim")))
        self._line.display = True
        self._line.value = self._live.suggested_name()
        self._line.focus()

    def on_input_changed(self) -> None:
        """Forget that the name before was taken."""
        self._file.forget()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it, and leave; a file that exists is written over only if asked for twice."""
        name = self._file
        why = name.read(event.value) or name.refuse_once()
        if why:
            self._complain(why)
        else:
            self._say(((" Keeping …", "note"),))
            self._line.disabled = True
            self.run_worker(lambda: self._keep(name.path, name.is_forced), thread=True)

    def _keep(self, path: Path, is_forced: bool) -> None:
        """Write the file, in a thread."""
        try:
            self._live.keep(path, is_forced)
        except CaptureError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, path)

    def _failed(self, why: str) -> None:
        self._line.disabled = False
        self._line.focus()
        self._complain(why)

    def _complain(self, why: str) -> None:
        self._say(((" Not kept: ", "error"), (escape_text(why, _LONGEST), "")))


def _key(key: str, what: str) -> Line:
    return (key, "key"), (f" {what}  ", "")
