"""What time it is where a capture is made, though nobody but its packets tells, and though clocks step."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.model.session import Session

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_SECOND = 1_000_000_000
_STEP = 5 * _SECOND  # less may be the order in which interfaces were merged, or a slow machine
_MOST = 1000  # steps: a clock that does nothing but step tells no time
_TICKING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while a machine sleeps, where there is one


class Step(NamedTuple):
    """The clock was put back or forward between two packets."""

    row: int  # of the first packet by the new time
    by: int  # nanoseconds, above 0 for forward
    total: int  # with all steps before it


def _ticks() -> int:
    return time.clock_gettime_ns(_TICKING)


class Clock:
    """Tells the time in nanoseconds since the epoch: the newest packet's, and what has passed here since it came.

    So the clocks of two machines may differ. That a clock was put back is seen in any capture; that it was put forward
    only where packets come as they are captured: `is_live`. Elsewhere so much time may have passed without one.
    """

    def __init__(self, session: Session, is_live: bool = False, ticks: Callable[[], int] = _ticks) -> None:
        self._session = session
        self._is_live = is_live
        self._ticks = ticks
        self._count = 0
        self._newest = 0
        self._seen = 0
        self._lead = 0  # of the capture's time over the ticks, where packets were read as soon as they came
        self._steps: list[Step] = []

    def now(self) -> int:
        """Return the time, 0 before the first packet; it stands still when the capture has ended."""
        count = self._session.frame_count
        if not count:
            return 0
        ticks = self._ticks()
        if count != self._count:
            newest = self._session.columns.value("time", count - 1)
            if self._count:
                self._look_for_step(newest, ticks, count)
            self._lead = max(self._lead, newest - ticks) if self._count else newest - ticks
            self._count, self._newest, self._seen = count, newest, ticks
        return self._newest + (0 if self._session.is_done else ticks - self._seen)

    def since(self, moment: int, row: int) -> int:
        """Return how many nanoseconds have passed since the packet in a row was captured, at that moment."""
        stepped = self._total(self._count) - self._total(row)
        return max(self.now() - moment - stepped, 0)

    @property
    def last_step(self) -> Step | None:
        """The latest time that the clock was put back or forward."""
        return self._steps[-1] if self._steps else None

    def _total(self, row: int) -> int:
        place = bisect_right(self._steps, row, key=lambda step: step.row)
        return self._steps[place - 1].total if place else 0

    def _look_for_step(self, newest: int, ticks: int, count: int) -> None:
        """Note a step among the packets that came since the last look, so that time goes on evenly across it."""
        went_back = newest < self._newest - _STEP
        if not went_back and not (self._is_live and newest - ticks > self._lead + _STEP):
            return
        by = newest - (self._newest + ticks - self._seen) if went_back else newest - ticks - self._lead
        self._lead += by
        if len(self._steps) < _MOST:
            self._steps.append(Step(self._place(count, went_back), by, self._total(count) + by))

    def _place(self, count: int, went_back: bool) -> int:
        """Return the row before which the step is steepest, of those not seen before."""
        import numpy as np

        first = max(self._count - 1, self._session.columns.first)
        times: Vector = self._session.columns.take("time", np.arange(first, count))
        leaps = np.diff(times)
        return first + 1 + int(leaps.argmin() if went_back else leaps.argmax())
