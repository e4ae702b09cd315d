"""Panes from which frames are written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui_tcp.app.bindings import picked
from tui_tcp.app.marked_panes import MarkedPanes

if TYPE_CHECKING:
    from tui_tcp.app.exporting import Export
    from tui_tcp.app.portions import Portion


class ExportingPanes(MarkedPanes):
    """Writes what the filter leaves, the connection that is looked at, or the marked ones."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("frames.export")]

    def action_frames_export(self) -> None:
        """Ask which frames to write, and where."""
        from tui_tcp.app.export_screen import ExportScreen

        portions = self._portions()
        self.app.push_screen(ExportScreen(self.session, self.readers, portions, self._likely(portions)), self._tell)

    def _portions(self) -> list[Portion]:
        """Return what can be written: what is shown, then what is looked at, then what is marked."""
        from tui_tcp.app.portions import filtered, of_connections, whole

        session, number, marked = self.session, self.ladder.connection, self.marked
        portions = [filtered(self.narrowing) if self.narrowing.text else whole(session)]
        if number >= 0:
            portions.append(of_connections(session, frozenset({number}), f"connection {number}", f"stream-{number}"))
        if marked:
            portions.append(of_connections(session, marked, f"{len(marked)} marked", "marked"))
        return portions

    def _likely(self, portions: list[Portion]) -> int:
        """Return the place of what is most likely meant: what was marked, else what has the keys."""
        if self.marked:
            return len(portions) - 1
        return 0 if self.place == "list" or self.ladder.connection < 0 else 1

    def _tell(self, export: Export | None) -> None:
        if export:
            from tui_tcp.views.export_line import written

            self.say(written(export.frames, str(export.path.resolve()), export.left_out))
