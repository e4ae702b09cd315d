"""The panes of one capture: where they stand, and how they follow one another's cursors.

What the first paint does not need is imported where it is needed first; the loader's thread has imported it by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from tui_tcp.app.debounce import Debounce
from tui_tcp.app.detail_pane import DetailPane
from tui_tcp.app.divider import Divider
from tui_tcp.app.flow_pane import FlowPane
from tui_tcp.app.foresight import Foresight
from tui_tcp.app.frame_pane import FramePane
from tui_tcp.app.key_line import KeyLine
from tui_tcp.app.ladder_pane import LadderPane
from tui_tcp.app.line_bar import LineBar
from tui_tcp.app.messages import ByteChosen, EdgeDragged, Judged
from tui_tcp.app.notice_bar import NoticeBar
from tui_tcp.app.panes_screen import LEAST_HEIGHT, LEAST_WIDTH, PanesScreen
from tui_tcp.app.readers import Readers
from tui_tcp.app.split import share_of
from tui_tcp.app.styles import Ground
from tui_tcp.app.verdict_desk import VerdictDesk
from tui_tcp.app.verdict_line import VerdictLine
from tui_tcp.model.session import Session
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.keys import KEYS
from tui_tcp.views.naming import ADDRESSES, Naming
from tui_tcp.views.pieces import Line
from tui_tcp.views.status import empty_lines, notice_line

if TYPE_CHECKING:
    from tui_tcp.app.targets import Target

_HINT_S = 2.5
_LIST_AIR = 4  # lines that a list takes besides its rows: its edge, its header, and air
_LEAST_ROWS = 3  # lines in which a list without rows says why
_TOO_SMALL: Line = ((f" The screen is too small: {LEAST_WIDTH} × {LEAST_HEIGHT} at least.", "note"),)
_NO_SEGMENT: Line = (("No segment of this connection was captured.", "dim"),)
_NOT_TCP: Line = (("This frame belongs to no TCP connection.", "dim"),)
_NO_CONNECTION: Line = (("No connection is chosen.", "dim"),)


class LowerHalf(Horizontal):
    """Ladder and detail, side by side or in turns."""

    BLANK = True  # covered


class CapturePanes(PanesScreen):
    """Shows a session's list, and what its cursor stands on in more and more detail."""

    heard_keys: ClassVar[tuple[str, ...]] = ("everywhere", "list", "detail")  # `where` of the keys in the footer

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.readers = Readers(self, session.source)
        self.is_complete = False  # all is read and shown
        self.can_look_in = False  # what shows more than the list is imported
        self.title_bar = LineBar(id="title")
        self.notice = NoticeBar(id="notice")
        self._is_unread_told = False
        self.flows = self.new_flows()
        self.frames: FramePane | None = None
        self.filter_bar = LineBar(id="standing")
        self.filter_bar.display = False
        self.list: FlowPane | FramePane = self.flows  # the one that is to be seen
        self.verdict = VerdictLine(id="verdict", ground=Ground.PANE)
        self.ladder = self.new_ladder()
        self.divider = Divider(id="divider", ground=Ground.PANE)
        self.detail = DetailPane(session, id="detail")
        self.lower = LowerHalf(self.ladder, self.divider, self.detail, id="lower")
        self.small = LineBar(id="small", ground=Ground.PANE)
        self.flows.heard_by = self._list_moved
        self.ladder.heard_by = self._ladder_moved
        self._ladder_later = Debounce(self, self._show_chosen)
        self._detail_later = Debounce(self, self._show_segment)
        self._desk = VerdictDesk(self, self.readers, session)
        self._foresight = Foresight(self, self._prepare)
        self.numbers = "relative"
        self.naming = ADDRESSES
        self._told: tuple[int, int, bool, Line] | None = None  # what the verdict was told of

    def new_flows(self) -> FlowPane:
        """Return the list of connections."""
        return FlowPane(FlowRows(self.session), id="flows")

    def new_ladder(self) -> LadderPane:
        """Return the ladder."""
        return LadderPane(self.session, id="ladder")

    def compose(self) -> ComposeResult:
        """Put the panes on the screen; the list of frames comes when it is asked for."""
        yield self.title_bar
        yield self.notice
        yield self.filter_bar
        yield self.flows
        yield self.verdict
        yield self.lower
        shown = [key for key in KEYS if key.label and key.where in self.heard_keys]
        yield KeyLine(sorted(shown, key=lambda key: key.where != "live"), id="keys")  # the rarer ones first
        yield self.small
        self.small.show(_TOO_SMALL)

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
        self.divider.display = self.is_seen("ladder") and self.is_seen("detail")
        self.ladder.styles.width = f"{self.split.ladder_width}%" if self.is_seen("detail") else "1fr"
        self.detail.share(self.split.outline_height)

    def _lay_out_list(self) -> None:
        """Give the list its share, but unless one is chosen no more than its rows fill; none to the other list."""
        is_fitted = self.is_complete and not self.is_zoomed and not self.split.is_own
        for pane in (self.flows, self.frames):
            if pane:
                pane.display = pane is self.list and self.is_seen("list")
                pane.styles.height = "1fr" if self.is_zoomed else f"{self.split.list_height}%"
                most = max(pane.row_count, _LEAST_ROWS) + _LIST_AIR if is_fitted else None
                if most is not None or pane.styles.max_height is not None:  # None for None would lay out anew
                    pane.styles.max_height = most

    def say(self, notice: Line) -> None:
        """Show a notice until it is dismissed."""
        self.notice.show(notice)

    def hint(self, text: str) -> None:
        """Show for a moment why nothing else is to be seen of what a key did."""
        notice: Line = ((f" {text}", "note"),)
        self.say(notice)
        self.set_timer(_HINT_S, lambda: self.say(()) if self.notice.lines == (notice,) else None)

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

    # What follows the cursors

    def _list_moved(self, _: int) -> None:
        """Show what the list's cursor stands on, once it rests."""
        self._ladder_later.note()
        self._foresight.note(self.list.cursor)

    def _prepare(self, row: int) -> None:
        """Prepare to show the connection in a row of the list."""
        rows = self.flows.rows
        if self.is_complete and self.list is self.flows and rows and 0 <= row < rows.row_count:
            number = rows.key_at(row)
            if not self._desk.is_long(number):
                self._desk.foresee(number)
                self.ladder.foresee(number)

    def _ladder_moved(self, _: int) -> None:
        """Show the segment under the ladder's cursor, unless the list of frames says which frame is meant."""
        if self.list is self.flows or self.place != "list":
            self._detail_later.note()

    def on_edge_dragged(self, message: EdgeDragged) -> None:
        """Put the border between two panes where it was dragged to."""
        if message.pane == "divider":
            self.split.ladder_width = share_of(message.x - self.lower.region.x, self.lower.region.width)
        elif message.pane == "hex":
            self.split.outline_height = share_of(message.y - self.detail.region.y, self.detail.region.height)
        elif message.pane in ("ladder", "outline"):
            height = message.y - self.list.region.y - self.verdict.region.height
            self.split.choose_list_height(share_of(height, self.app.size.height))
        self.lay_out()

    def on_byte_chosen(self, message: ByteChosen) -> None:
        """Go to the field that holds the clicked byte."""
        self.detail.outline.choose_byte(message.offset)

    def action_go_in(self) -> None:
        """Go in: from the list to the ladder, from the ladder to the detail; open or close what is folded."""
        if self.focused is self.detail.outline:
            self.detail.outline.toggle()
        elif self.focused is not self.ladder:
            self.go_to_place("ladder" if self.ladder.connection >= 0 else "detail")
        elif not self.ladder.toggle_fold():
            self.go_to_place("detail")

    def _show_chosen(self) -> None:
        key = self.list.key
        if key is None or not self.can_look_in:
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

            self._show_no_connection(_NOT_TCP, other_frame(self.session, row))
        self._show_detail(row)

    def _show_nothing(self) -> None:
        """Leave no pane telling of what is not in the list."""
        self._show_no_connection(_NO_CONNECTION, ())
        self.detail.show_none()

    def _show_no_connection(self, why: Line, verdict: Line) -> None:
        self.ladder.show_none()
        self.ladder.say(why)
        self._told = None
        self.verdict.show(verdict)

    def _show_connection(self, number: int, frame: int | None = None) -> None:
        self.ladder.say(self.empty_ladder())
        self.ladder.show_connection(number, frame)
        self._show_verdict(number)

    def empty_ladder(self) -> Line:
        """Say why no segment of a connection is to be seen."""
        return _NO_SEGMENT

    def owner_of(self, number: int) -> Line:
        """Return whose a connection is, to be told before the verdict."""
        return ()

    def _show_verdict(self, number: int) -> None:
        """Tell the verdict, if there is something new to tell."""
        connection = self.session.connections[number]
        packets = connection.first.packets + connection.second.packets
        told = (number, packets, self.session.is_done, self.owner_of(number))
        is_other = self._told is None or self._told[0] != number
        if told != self._told:
            self._told = told
            verdict = self._desk.verdict(number)
            if verdict is not None or is_other:
                self.verdict.show((*self.owner_of(number), *(verdict or ())))

    def on_judged(self, message: Judged) -> None:
        """Tell a verdict, if it still is the one that was asked for."""
        if message.connection == self.ladder.connection:
            self.verdict.show((*self.owner_of(message.connection), *message.verdict))

    def _show_segment(self) -> None:
        if self.ladder.key is not None:
            self._show_detail(self.ladder.key)

    def _show_detail(self, row: int) -> None:
        self.detail.show_frame(row)
        if self.session.unread and not self._is_unread_told:
            self._is_unread_told = True
            self.say(((" ", ""), *notice_line(self.session)))

    def _connection_of(self, row: int) -> int:
        return self.session.columns.value("connection", row)

    # Which list is seen, and how

    def call_ends(self, naming: Naming) -> None:
        """Call ends by address, or by name, in all panes."""
        self.naming = naming
        for pane in (self.flows, self.frames, self.ladder):
            if pane:
                pane.call_ends(naming)

    def empty_list(self) -> tuple[Line, ...]:
        """Say what would fill the list."""
        return empty_lines(self.session)

    def prepare_frames(self, pane: FramePane) -> None:
        """Have a new list of frames show what the other panes show."""

    async def _show_frames(self, row: int | None) -> None:
        if self.frames is None:
            from tui_tcp.views.frame_rows import FrameRows

            self.frames = FramePane(FrameRows(self.session), id="frames")
            self.frames.heard_by = self._list_moved
            self.frames.show_numbers(self.numbers)
            self.frames.call_ends(self.naming)
            self.prepare_frames(self.frames)
            await self.mount(self.frames, before=self.verdict)
        self._show_list(self.frames, row)

    def _show_list(self, shown: FlowPane | FramePane, key: int | None) -> None:
        """Let one of the lists be seen and the other not; put its cursor on a key, if there is one."""
        self.list = shown
        shown.say(*self.empty_list())
        self.lay_out()
        shown.take_changes()
        if key is None or not shown.move_to_key(key):
            shown.tell_again()
        if shown.key is None:
            self._show_nothing()

    async def _go_to_listed_frame(self, row: int) -> None:
        await self._show_frames(row)
        self.go_to_place("list")


def _verdict_height(width: int, height: int) -> int:
    """Return the lines that most verdicts need, fewer where there are few."""
    lines = 2 if width >= 160 else 3
    return lines if height >= 36 or width < 112 else 2
