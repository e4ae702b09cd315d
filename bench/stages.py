"""What a frame costs in each room that it passes: reading, framing, decoding, the connection engine."""

import gc
from collections.abc import Callable
from pathlib import Path
from time import thread_time_ns
from typing import Any, Final

from bench.generate import Capture
from bench.process import warm
from bench.report import Section, median
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session

STAGES: Final = {
    "reading": ("_reader", "advance"),
    "framing": ("_framer", "frame"),
    "decode": ("_decoder", "decode"),
    "engine, findings, labels": ("_tracker", "observe"),
}


class _Timed:
    """Stands in front of a room of the session and adds up the processor's time that one of its methods takes."""

    def __init__(self, inner: Any, method: str, spent: dict[str, int], stage: str) -> None:
        self._inner, self._method, self._spent, self._stage = inner, method, spent, stage

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._timed(found) if name == self._method else found

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            start = thread_time_ns()
            result = function(*arguments)
            self._spent[self._stage] += thread_time_ns() - start
            return result

        return call


class _TimedSession(Session):
    """A session whose rooms are timed as they are put in their places."""

    def __init__(self, path: Path) -> None:
        self.spent = dict.fromkeys(STAGES, 0)
        super().__init__(open_source(str(path)))

    def __setattr__(self, name: str, value: Any) -> None:
        for stage, (attribute, method) in STAGES.items():
            if name == attribute and value is not None:
                value = _Timed(value, method, self.spent, stage)
        object.__setattr__(self, name, value)


def measure(capture: Capture, rounds: int = 5) -> Section:
    """Read a capture some times; the medians count."""
    warm(capture.path)
    found: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for _ in range(rounds):
        gc.disable()  # as the command line has it
        session = _TimedSession(capture.path)
        session.read()
        gc.enable()
        for stage, spent in session.spent.items():
            found[stage].append(spent / session.frame_count)
        session.source.close()
    section = Section("stages", "What a frame costs in the processor", ("stage", "ns a frame"))
    section.rows = [[stage, f"{median(costs):.0f}"] for stage, costs in found.items()]
    section.figures |= dict(found)
    return section
