"""The list of connections of a capture that runs: states age, the busiest can stand first, the stuck alone be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from tui_tcp.model.session import Session
from tui_tcp.tcp.connection import Connection
from tui_tcp.views.ages import STUCK, idle, state_piece, stuck
from tui_tcp.views.clock import Clock
from tui_tcp.views.flow_columns import FLOW_COLUMNS, Cell, FlowColumn
from tui_tcp.views.flow_rows import FlowRows
from tui_tcp.views.format import duration
from tui_tcp.views.pieces import Line, clip
from tui_tcp.views.table import Column

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

PROCESS, IDLE = "Process", "Idle"
_LONGEST_PROCESS = 20
_STUCK_S = 1.0  # between looks for what is stuck
_NOTHING: Line = (("–", "dim"),)
_TENTH = 100_000_000  # of a second, in nanoseconds


class LiveRows(FlowRows):
    """A session's connections while they happen. `owners` tells by number which processes a connection belongs to."""

    def __init__(self, session: Session, clock: Clock, owners: Callable[[], Mapping[int, str]]) -> None:
        self._clock = clock
        self._owners = owners
        self._owned = 0
        self.shows_stuck = False
        self.patience = STUCK  # nanoseconds for which what is stuck has to be
        self._matching: Vector | None = None  # a filter
        self._stuck_next = 0.0
        super().__init__(session, self._live_columns())

    def refresh(self) -> bool:
        """Take in what came; what is stuck changes with time alone."""
        has_changed = super().refresh()
        owners = self._owners()
        if len(owners) != self._owned:
            self._owned = len(owners)
            self.widen(PROCESS, min(max(map(len, owners.values())), _LONGEST_PROCESS))
            has_changed = True
        if self.shows_stuck and monotonic() >= self._stuck_next:
            self._show()
            has_changed = True
        return has_changed

    def tick(self) -> None:
        """Let what is said of time be said anew, while time goes on."""
        if not self._session.is_done:
            self.generation += 1

    def packets(self, row: int) -> int:
        """Return how many packets the connection in a row has had."""
        connection = self._session.connections[self.key_at(row)]
        return connection.first.packets + connection.second.packets

    def show_only(self, chosen: Vector | None) -> None:
        """Show the connections that match a filter, and of these the stuck if these alone are wanted."""
        self._matching = chosen
        self._show()

    def show_stuck(self, shows_stuck: bool) -> None:
        """Show the stuck alone, or all."""
        self.shows_stuck = shows_stuck
        self._show()

    def be_patient(self, patience: int) -> None:
        """Call stuck only what is so for longer than so many nanoseconds."""
        self.patience = patience
        self.generation += 1
        self._show()

    def _show(self) -> None:
        self._choose(self._matching, self._stuck() if self.shows_stuck else None)

    def _stuck(self) -> Vector:
        self._stuck_next = monotonic() + _STUCK_S
        return stuck(self._session, self._session.connections[: self.total], self._clock, self.patience)

    def _live_columns(self) -> list[FlowColumn]:
        columns = list(FLOW_COLUMNS)
        at = next(at for at, column in enumerate(columns) if column.share.title == "State")
        columns[at] = columns[at]._replace(share=Column("State", 15, narrow=12), text=self._state)
        behind = next(at for at, column in enumerate(columns) if column.share.title == "Duration")
        columns[behind] = columns[behind]._replace(share=columns[behind].share._replace(rank=5))
        columns.insert(behind + 1, FlowColumn(Column(IDLE, 6, True, rank=2), self._idle, _by_idleness))
        columns.append(FlowColumn(Column(PROCESS, 12, rank=3, is_optional=True), self._process, self._by_process))
        return columns

    def _state(self, cell: Cell) -> Line:
        return (state_piece(cell.session, cell.connection, self._clock, cell.width, self.patience),)

    def _idle(self, cell: Cell) -> Line:
        silence = idle(cell.connection, self._clock)
        return ((duration(silence - silence % _TENTH), ""),) if silence >= _TENTH else _NOTHING

    def _process(self, cell: Cell) -> Line:
        owner = self._owners().get(cell.connection.number)
        return ((clip(owner, cell.width), ""),) if owner else _NOTHING

    def _by_process(self, _: Session, connections: Sequence[Connection]) -> list[Vector]:
        import numpy as np

        owners = self._owners()
        names = [owners.get(connection.number, "") for connection in connections]
        places = {name: place for place, name in enumerate(sorted(set(names)))}
        return [np.array([places[name] if name else -1 for name in names], np.int64)]


def _by_idleness(_: Session, connections: Sequence[Connection]) -> list[Vector]:
    """Put the most recently active first, whatever the clock did meanwhile."""
    import numpy as np

    return [-np.fromiter((connection.last_row for connection in connections), np.int64, len(connections))]
