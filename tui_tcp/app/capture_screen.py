"""The screen of one capture: which panes there are, and who hears whom.

What the first paint does not need is imported where it is needed first; the loader's thread has imported it by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from tui_tcp.app.bindings import picked
from tui_tcp.app.debounce import Debounce
from tui_tcp.app.detail_pane import DetailPane
from tui_tcp.app.flow_pane import FlowPane
from tui_tcp.app.frame_pane import FramePane
from tui_tcp.app.key_line import KeyLine
from tui_tcp.app.ladder_pane import LadderPane
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.loader import Loader
from tui_tcp.app.messages import ByteChosen, LeftCapture, WentIn
from tui_tcp.app.panes_screen import LEAST_HEIGHT, LEAST_WIDTH, PanesScreen
from tui_tcp.app.styles import Ground
from tui_tcp.app.verdict_line import VerdictLine
from tui_tcp.model.session import Session
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.keys import KEYS
from tui_tcp.views.pieces import Line
from tui_tcp.views.status import empty_lines, notice_line, title_line

if TYPE_CHECKING:
    from tui_tcp.app.targets import Target

_POLL_S = 0.1
_LIST_AIR = 4  # lines that a list takes besides its rows: its edge, its header, and air
_TOO_SMALL: Line = ((f" The screen is too small: {LEAST_WIDTH} × {LEAST_HEIGHT} at least.", "note"),)


class LowerHalf(Horizontal):
    """Ladder and detail, side by side or in turns."""

    BLANK = True  # covered


class CaptureScreen(PanesScreen):
    """Shows a session while it is read, and after."""

    AUTO_FOCUS = "#flows"
    BINDINGS: ClassVar[list[BindingType]] = [
        *picked("go.back", "go.to", "problem.next", "problem.previous"),
        *picked("list.frames", "list.sort", "list.reverse", "numbers.raw", "times.format"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.is_complete = False  # all is read and shown
        self.title_bar = LineBar(id="title")
        self.notice = LineBar(id="notice")
        self.notice.display = False
        self.flows = FlowPane(FlowRows(session), id="flows")
        self.frames: FramePane | None = None
        self.list: FlowPane | FramePane = self.flows  # the one that is to be seen
        self.verdict = VerdictLine(id="verdict", ground=Ground.PANE)
        self.ladder = LadderPane(session, id="ladder")
        self.detail = DetailPane(session, id="detail")
        self.lower = LowerHalf(self.ladder, self.detail, id="lower")
        self.small = LineBar(id="small", ground=Ground.PANE)
        self.flows.heard_by = self._list_moved
        self.ladder.heard_by = self._ladder_moved
        self._loader = Loader(self, session)
        self._poll_timer: Timer | None = None
        self._numbers = "relative"
        self._complaint: Line = ()
        self._ladder_later = Debounce(self, self._show_chosen)
        self._detail_later = Debounce(self, self._show_segment)

    def compose(self) -> ComposeResult:
        """Put the panes on the screen; the list of frames comes when it is asked for."""
        yield self.title_bar
        yield self.notice
        yield self.flows
        yield self.verdict
        yield self.lower
        yield KeyLine([key for key in KEYS if key.label and key.where != "welcome"], id="keys")
        yield self.small

    def on_mount(self) -> None:
        """Read the capture as soon as the screen has been painted."""
        self.small.show(_TOO_SMALL)
        self.lay_out()
        self._show_status()
        self.call_after_refresh(self._loader.start)
        self._poll_timer = self.set_interval(_POLL_S, self._poll)

    def on_unmount(self) -> None:
        """Leave the rest of the capture unread."""
        self._loader.stop()

    def pane_at(self, place: str) -> Widget:
        """Return what takes the keys at a place."""
        return {"list": self.list, "ladder": self.ladder, "detail": self.detail.outline}[place]

    def lay_out(self) -> None:
        """Show and hide the panes, and give them their shares of the room."""
        self.small.display = self.is_too_small
        self.verdict.display = not self.is_zoomed
        self.verdict.styles.height = _verdict_height(*self.app.size)
        self._lay_out_list()
        self.lower.display = self.is_seen("ladder") or self.is_seen("detail")
        self.ladder.display = self.is_seen("ladder")
        self.detail.display = self.is_seen("detail")
        self.ladder.styles.width = f"{self.split.ladder_width}%" if self.is_seen("detail") else "1fr"

    def _lay_out_list(self) -> None:
        """Give the list its share, but no more than its rows fill; none where the other list is seen."""
        for pane in (self.flows, self.frames):
            if pane:
                pane.display = pane is self.list and self.is_seen("list")
                pane.styles.height = "1fr" if self.is_zoomed else f"{self.split.list_height}%"
                pane.styles.max_height = pane.row_count + _LIST_AIR if self.is_complete and not self.is_zoomed else None

    def go_to(self, target: Target | None) -> None:
        """Go to a connection or to a frame."""
        if target is None:
            return
        if target.kind == "flow":
            self._show_list(self.flows, target.number)
        elif self.list is self.frames or self._connection_of(target.number) < 0:
            self.call_later(self._go_to_listed_frame, target.number)
        else:
            self.flows.move_to_key(self._connection_of(target.number))
            self._show_connection(self._connection_of(target.number), target.number)
            self.ladder.unfold(target.number)
            self.go_to_place("ladder")

    # What is read meanwhile

    def _poll(self) -> None:
        is_done = self.session.is_done
        self.list.take_changes()
        self.ladder.take_changes()
        self._show_status()
        if self.ladder.connection >= 0:
            self._show_verdict(self.ladder.connection)
        if is_done and self._poll_timer:
            self._poll_timer.stop()
            self.is_complete = True
            self._say(notice_line(self.session) if self.session.connections else ())  # an empty list says it itself
            self.lay_out()

    def _show_status(self) -> None:
        self.title_bar.show(title_line(self.session, self.app.size.width))
        self.list.say(*empty_lines(self.session))

    def _say(self, notice: Line) -> None:
        """Show a notice until it is dismissed."""
        self.notice.show(notice)
        self.notice.display = bool(notice)

    # What follows the cursors

    def _list_moved(self, _: int) -> None:
        """Show what the list's cursor stands on, once it rests."""
        self._ladder_later.note()

    def _ladder_moved(self, _: int) -> None:
        """Show the segment under the ladder's cursor, unless the list of frames says which frame is meant."""
        if self.list is self.flows or self.place != "list":
            self._detail_later.note()

    def on_byte_chosen(self, message: ByteChosen) -> None:
        """Go to the field that holds the clicked byte."""
        self.detail.outline.choose_byte(message.offset)

    def on_went_in(self, message: WentIn) -> None:
        """Go in: from the list to the ladder, from the ladder to the detail; open or close what is folded."""
        if message.pane == "outline":
            self.detail.outline.toggle()
        elif message.pane != "ladder":
            self.go_to_place("ladder" if self.ladder.connection >= 0 else "detail")
        elif not self.ladder.toggle_fold():
            self.go_to_place("detail")

    def _show_chosen(self) -> None:
        key = self.list.key
        if key is None:
            return
        if self.list is self.flows:
            self._show_connection(key)
        else:
            self._show_listed_frame(key)

    def _show_listed_frame(self, row: int) -> None:
        number = self._connection_of(row)
        if number >= 0:
            self._show_connection(number, row)
        else:
            from tui_tcp.views.verdict import other_frame

            self.ladder.show_none()
            self.verdict.show(other_frame(self.session, row))
        self.detail.show_frame(row)

    def _show_connection(self, number: int, frame: int | None = None) -> None:
        self.ladder.show_connection(number, frame)
        self._show_verdict(number)

    def _show_verdict(self, number: int) -> None:
        from tui_tcp.views.verdict import verdict

        self.verdict.show(verdict(self.session, self.session.connections[number]))

    def _show_segment(self) -> None:
        if self.ladder.key is not None:
            self.detail.show_frame(self.ladder.key)

    def _connection_of(self, row: int) -> int:
        return self.session.columns.value("connection", row)

    # What keys do

    def action_go_back(self) -> None:
        """Go one step back: close the notice, leave the zoom, go to the pane before, leave the capture."""
        if self.notice.display:
            self._say(())
        elif self.is_zoomed:
            self.action_pane_zoom()
        elif self.place != "list":
            self.go_to_place("ladder" if self.place == "detail" and self.ladder.connection >= 0 else "list")
        else:
            self.post_message(LeftCapture())

    def action_go_to(self) -> None:
        """Ask where to go."""
        from tui_tcp.app.goto_screen import GotoScreen

        self.app.push_screen(GotoScreen(self.session), self.go_to)

    def action_problem_next(self) -> None:
        """Go to the next row with a problem."""
        self._go_to_problem(backwards=False)

    def action_problem_previous(self) -> None:
        """Go to the previous row with a problem."""
        self._go_to_problem(backwards=True)

    def _go_to_problem(self, backwards: bool) -> None:
        table = self.list if self.place == "list" else self.ladder
        row = table.rows.next_problem(table.cursor, backwards) if table.rows else None
        if row is not None:
            table.move_to(row)
        else:
            self.notify(f"No problem {'before' if backwards else 'after'} this row.", timeout=2, markup=False)

    async def action_list_frames(self) -> None:
        """Show all frames instead of the connections, or the connections again."""
        if self.list is self.flows:
            await self._show_frames(self.ladder.key)
        else:
            self._show_list(self.flows, self.ladder.connection)
        self.go_to_place("list")

    async def _show_frames(self, row: int | None) -> None:
        if self.frames is None:
            from tui_tcp.views.frame_rows import FrameRows

            self.frames = FramePane(FrameRows(self.session), id="frames")
            self.frames.heard_by = self._list_moved
            await self.mount(self.frames, before=self.verdict)
        self._show_list(self.frames, row)

    def _show_list(self, shown: FlowPane | FramePane, key: int | None) -> None:
        """Let one of the lists be seen and the other not; put its cursor on a key, if there is one."""
        self.list = shown
        self.lay_out()
        shown.take_changes()
        if key is None or not shown.move_to_key(key):
            shown.tell_again()

    async def _go_to_listed_frame(self, row: int) -> None:
        await self._show_frames(row)
        self.go_to_place("list")

    def action_list_sort(self) -> None:
        """Sort the list by its next column."""
        self.list.sort_next()

    def action_list_reverse(self) -> None:
        """Turn the list's order round."""
        self.list.sort_reversed()

    def action_numbers_raw(self) -> None:
        """Tell sequence numbers relative, or as sent."""
        self._numbers = "raw" if self._numbers == "relative" else "relative"
        self.ladder.show_numbers(self._numbers)
        if self.frames:
            self.frames.show_numbers(self._numbers)

    def action_times_format(self) -> None:
        """Tell times in the next way, in the list if it has the keys, else in the ladder."""
        (self.list if self.place == "list" else self.ladder).next_times()


def _verdict_height(width: int, height: int) -> int:
    """Return the lines that most verdicts need, fewer where there are few."""
    if width >= 200:
        return 1
    return 3 if width < 112 and height >= 24 else 2
