"""How often something dear may be done again while a capture loads: so that it takes a small share of the time."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

_SHARE = 0.1  # of the time that passes
Clock = Callable[[], float]


class Pace:
    """Measures what a piece of work costs and tells when its turn has come again."""

    def __init__(self, clock: Clock = perf_counter) -> None:
        self._clock = clock
        self._next = float("-inf")

    @property
    def is_due(self) -> bool:
        """Whether enough time has passed since the work was done last."""
        return self._clock() >= self._next

    def run(self, work: Callable[[], None]) -> None:
        """Do the work and note its cost."""
        begin = self._clock()
        work()
        end = self._clock()
        self._next = end + (end - begin) / _SHARE
