"""The prompt of an export: which frames, to which file; and how far it is while they are written."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from tui_tcp.app.exporting import Export
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.new_name import NewName
from tui_tcp.app.portions import Portion
from tui_tcp.app.readers import Readers
from tui_tcp.errors import UsageError
from tui_tcp.model.session import Session
from tui_tcp.views.export_line import asking, complaint, writing
from tui_tcp.views.pieces import Line

_POLL_S = 0.1


class ExportScreen(ModalScreen[Export | None]):
    """Returns the export that was done, None where nothing was written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab", "portion(1)", show=False, priority=True),
        Binding("shift+tab", "portion(-1)", show=False, priority=True),
    ]

    def __init__(self, session: Session, readers: Readers, portions: list[Portion], chosen: int) -> None:
        super().__init__()
        self._session = session
        self._readers = readers
        self._portions = portions
        self._chosen = chosen
        self._complaint: Line = ()
        self._file = NewName()
        self._export: Export | None = None
        self.question = LineBar(id="question")
        self.line = Input(_suggested(session, portions[chosen]), id="place", compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Put the question above the line for the name."""
        yield self.question
        yield self.line

    def on_mount(self) -> None:
        """Ask, and keep what is said up to date."""
        self.line.cursor_blink = False
        self._say()
        self.set_interval(_POLL_S, self._look)

    def on_input_changed(self) -> None:
        """Take a complaint back while the name is being corrected."""
        self._file.forget()
        self._complaint = ()
        self._say()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write the file; one that exists is written over only if asked for twice."""
        name = self._file
        why = name.read(event.value) or self._objection(name.path) or name.refuse_once()
        if why:
            self._complain(why)
        else:
            self._write()

    def _write(self) -> None:
        self._complaint = ()
        self.line.disabled = True
        portion = self._portions[self._chosen]
        self._export = Export(self._session, self._readers, portion, self._file.path, self._file.is_forced)
        self._export.start()
        self._say()

    def _objection(self, path: Path) -> str:
        """Return what can be said against a format, and against the frames, before anything is written."""
        from tui_tcp.export.captures import capture_writer

        try:
            capture_writer(path)
        except UsageError as error:
            return str(error)
        return "" if self._portions[self._chosen].count() else "there are no such frames"

    def action_leave(self) -> None:
        """Stop writing; else write nothing, and leave."""
        if self._export:
            self._export.is_cancelled.set()
        else:
            self.dismiss(None)

    def action_portion(self, steps: int) -> None:
        """Choose other frames; a name that was not changed changes with them."""
        if self._export:
            return
        is_ours = self.line.value == _suggested(self._session, self._portions[self._chosen])
        self._chosen = (self._chosen + steps) % len(self._portions)
        if is_ours:
            self.line.value = _suggested(self._session, self._portions[self._chosen])
            self.line.cursor_position = len(self.line.value)
        self._complaint = ()
        self._say()

    def _look(self) -> None:
        """Show how far it is, and leave when it is done."""
        export = self._export
        if export and export.is_finished and not export.error:
            self._export = None
            self.dismiss(export)
            return
        if export and export.is_finished:
            self._export = None
            self.line.disabled = False
            self.line.focus()
            self._complain(export.error)
        self._say()

    def _complain(self, why: str) -> None:
        self._complaint = complaint(why)
        self._say()

    def _say(self) -> None:
        if self._export:
            self.question.show(writing(self._export.share))
        else:
            counted = [(portion.words, portion.count()) for portion in self._portions]
            self.question.show(self._complaint or asking(counted, self._chosen))


def _suggested(session: Session, portion: Portion) -> str:
    """Return the capture's name with that of the portion, in the format that the capture has."""
    stem = session.source.name.partition(".")[0]
    plain = "".join(char if char.isalnum() or char in "-_" else "-" for char in stem)
    return f"{plain.strip('-')[:60] or 'capture'}-{portion.name}.{'pcapng' if session.names_interfaces else 'pcap'}"
