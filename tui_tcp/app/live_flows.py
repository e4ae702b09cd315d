"""The list of connections of a capture that runs: rows light up when they change, and ages go on."""

from __future__ import annotations

from time import monotonic

from tui_tcp.app.flow_pane import FlowPane
from tui_tcp.app.styles import Ground
from tui_tcp.views.live_rows import LiveRows

_LIT_S = 0.7
_TICK_S = 1.0


class LiveFlows(FlowPane):
    """Shows connections while they happen."""

    def __init__(self, rows: LiveRows, *, id: str) -> None:
        super().__init__(rows, id=id)
        self.live = rows
        self._packets: dict[int, int] = {}  # by connection, of the rows in sight
        self._newest = rows.total
        self._lit: dict[int, float] = {}  # connections, and until when
        self._ticked = 0.0
        self._generation = -1

    def take_changes(self) -> None:
        """Show what came, and what time alone changes."""
        now = monotonic()
        ticks = now - self._ticked >= _TICK_S
        if ticks:
            self._ticked = now
            self.live.tick()
        super().take_changes()
        is_new = self.live.generation != self._generation or self._lit
        self._generation = self.live.generation
        if (is_new and self._light_up(now)) or ticks:
            self.refresh_changed()

    def show_stuck(self, shows_stuck: bool) -> None:
        """Show the stuck alone, or all."""
        key = self.key
        self.live.show_stuck(shows_stuck)
        self.rearrange(key)

    def be_patient(self, patience: int) -> None:
        """Call stuck only what is so for longer than so many nanoseconds."""
        key = self.key
        self.live.be_patient(patience)
        self.rearrange(key)

    def _rows_in_sight(self) -> range:
        return range(self.top, min(self.top + self.page, self.live.row_count))

    def _light_up(self, now: float) -> bool:
        """Light the rows that changed, put out those that were lit for long enough; tell whether any look differs."""
        before = set(self._lit)
        packets = {self.live.key_at(row): self.live.packets(row) for row in self._rows_in_sight()}
        for key, count in packets.items():
            if self._packets.get(key, count if key < self._newest else -1) != count:
                self._lit[key] = now + _LIT_S
        self._packets, self._newest = packets, self.live.total
        self._lit = {key: until for key, until in self._lit.items() if until > now}
        return before != set(self._lit)

    def _ground(self, row: int) -> Ground:
        ground = super()._ground(row)
        return Ground.LIT if ground is Ground.PANE and self.live.key_at(row) in self._lit else ground
