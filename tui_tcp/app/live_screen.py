"""The screen of a capture that runs: it moves on its own, can be held still, and follows what is newest."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from textual.binding import BindingType

from tui_tcp.app.bindings import picked
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.app.following import Following
from tui_tcp.app.language import Written
from tui_tcp.app.live_feed import Running
from tui_tcp.app.live_flows import LiveFlows
from tui_tcp.app.live_ladder import LiveLadder
from tui_tcp.app.live_loader import LiveLoader
from tui_tcp.app.loader import Loader
from tui_tcp.app.ownership import Ownership
from tui_tcp.views.ages import STUCK
from tui_tcp.views.clock import Clock
from tui_tcp.views.live_rows import PROCESS, LiveRows
from tui_tcp.views.live_status import (
    DISK_SHORT,
    down_notice,
    ended_notice,
    live_title,
    longer,
    nothing_stuck,
    patience_hint,
    step_notice,
    stuck_mark,
    waiting_lines,
)
from tui_tcp.views.pieces import Line

_POLL_S = 0.1
_LOOK_IN_S = 0.5
_PATIENCE_S = 0.35  # for which held keys may keep the screen from showing what came


class LiveScreen(CaptureScreen):
    """Shows a session whose source still grows."""

    BINDINGS: ClassVar[list[BindingType]] = [*picked("live.pause", "live.follow", "live.stuck", "live.patience")]
    heard_keys = ("live", *CaptureScreen.heard_keys)

    def __init__(
        self, running: Running, saved_filters: dict[str, str], begun: Written | None = None, patience: int = STUCK
    ) -> None:
        """Show a capture; what has been stuck for longer than `patience`, in nanoseconds, looks like a problem."""
        self._has_moved = False  # the list's cursor, since the ladder was last asked to follow it
        self._looked_in = 0.0
        self.following = Following()
        self.live = running
        self.clock = Clock(running.session, running.is_captured_now)
        self._stepped_at = -1
        super().__init__(running.session, saved_filters, begun)
        self.live_flows.be_patient(patience)
        self.is_paused = False
        self._down: tuple[str, ...] = ()
        self._was_told_to_stop = False
        self._was_short = False  # of disk

    def new_flows(self) -> LiveFlows:
        """Return a list whose rows age and light up."""
        self.ownership = Ownership(self.readers, self.session)
        self.live_flows = LiveFlows(LiveRows(self.session, self.clock, lambda: self.ownership.names), id="flows")
        return self.live_flows

    def new_loader(self, tell: Callable[[], object]) -> Loader:
        """Return what reads on as the capture grows."""
        return LiveLoader(self.readers, self.live, tell)

    def new_ladder(self) -> LiveLadder:
        """Return a ladder that may grow long."""
        return LiveLadder(self.session, self.readers, id="ladder")

    def owner_of(self, number: int) -> Line:
        """Return the process, where the list has no room for it."""
        owner = self.ownership.names.get(number)
        in_list = self.flows.rows.columns(self.flows.area.width - 1) if self.flows.rows else ()
        return ((f" {owner}.", "bold"),) if owner and all(title != PROCESS for title, *_ in in_list) else ()

    def catch_up(self) -> None:
        """Show what came meanwhile along with an answer only where held keys have kept it away for long."""
        if monotonic() - self._polled > _PATIENCE_S:
            super().catch_up()

    def _poll(self) -> None:
        """Show what came meanwhile, unless the display is held."""
        self._stop_if_enough()
        if self.is_paused:
            self._show_status()
            return
        if not self.live.is_elsewhere:
            self.ownership.look()
        self.following.look()
        was_complete = self.is_complete
        super()._poll()
        self.following.follow()
        self._look_in_if_due()
        if self.is_complete and not was_complete:
            self.say(ended_notice(self.session, self.live.facts, self.clock, self.live.wants_keeping))

    def _list_moved(self, key: int) -> None:
        """Show what the cursor stands on; while it moves by itself not every time, as that takes most of the work."""
        self._has_moved = True
        if not self.following.follows(self.list):
            self.call_after_refresh(self._look_in_if_due, patience=0.0)  # the cursor is to be seen first

    def _look_in_if_due(self, patience: float = _LOOK_IN_S) -> None:
        if self._has_moved and monotonic() - self._looked_in >= patience:
            self._has_moved = False
            self._looked_in = monotonic()
            self._ladder_later.note()

    def _look_slower(self) -> None:
        """Nobody knows when the first packet comes: look no more often for it than later."""
        if self._is_empty and self._poll_timer:
            self._is_empty = False
            self._poll_timer.stop()
            self._poll_timer = self.set_interval(_POLL_S, self._poll)

    def _stop_if_enough(self) -> None:
        if self.live.is_enough and not self._was_told_to_stop:
            self._was_told_to_stop = True
            self.readers.start(self.session.source.stop)

    def _show_status(self) -> None:
        facts = self.live.facts
        self.title_bar.show(live_title(self.session, facts, self._marks(), self.app.size.width))
        self.list.say(*self.empty_list())
        if facts.down != self._down:
            self._down = facts.down
            self.say(down_notice(facts.down))
        if facts.is_short and not self._was_short:
            self._was_short = True
            self.say(DISK_SHORT)
        step = self.clock.last_step
        if step and step.row != self._stepped_at:
            self._stepped_at = step.row
            self.say(step_notice(step))

    def _marks(self) -> tuple[str, ...]:
        is_followed = any(self.following.follows(table) for table in (self.list, self.ladder))
        stuck = (stuck_mark(self.live_flows.live.patience),) * self._shows_stuck
        return ("PAUSED",) * self.is_paused + stuck + ("following",) * is_followed

    @property
    def _shows_stuck(self) -> bool:
        return self.live_flows.live.shows_stuck

    def empty_list(self) -> tuple[Line, ...]:
        """Say what the list waits for, or why it is empty."""
        if self._shows_stuck and self.list is self.flows:
            return nothing_stuck(self.live_flows.live.patience)
        if self.narrowing.text or self.session.is_done:
            return super().empty_list()
        return waiting_lines(self.live.facts)

    def action_live_stuck(self) -> None:
        """Show the connections that are stuck, or all again."""
        self.live_flows.show_stuck(not self._shows_stuck)
        self._show_status()

    def action_live_patience(self) -> None:
        """Call stuck what has been so for longer, or for the shortest time again."""
        self.live_flows.be_patient(longer(self.live_flows.live.patience))
        self._show_status()
        self.hint(patience_hint(self.live_flows.live.patience))

    def action_live_pause(self) -> None:
        """Hold the display still, or let it go on; capture goes on in any case."""
        self.is_paused = not self.is_paused
        self._poll()

    def action_live_follow(self) -> None:
        """Stick to the newest row of the pane that has the keys, or do not any more."""
        table = self.list if self.place == "list" else self.ladder
        if self.following.follows(table):
            self.following.end()
        else:
            self.following.begin(table)
        self._show_status()
