"""What a person typed to go to, as a place in the capture: `#3` a connection, `12` a frame, `1.5` or `1.5 s` a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tui_tcp.model.session import Session

_FLOW = re.compile(r"#\s*(\d{1,12})")
_FRAME = re.compile(r"\d{1,12}")
_TIME = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*s|(\d{1,9}\.\d{0,9})")
_NS = 1_000_000_000


class NoTargetError(ValueError):
    """Nothing in the capture is called that; the message says what is."""


@dataclass(frozen=True, slots=True)
class Target:
    """A connection's number, or a frame's row."""

    kind: Literal["flow", "frame"]
    number: int


def find_target(text: str, session: Session) -> Target:
    """Return the place that a text names. Raises NoTargetError."""
    text = text.strip()
    if found := _FLOW.fullmatch(text):
        return _flow(int(found[1]), session)
    if _FRAME.fullmatch(text):
        return _frame(int(text), session)
    if found := _TIME.fullmatch(text):
        return _at(float(found[1] or found[2]), session)
    raise NoTargetError("a frame's number (12), a time (1.5 s) or a connection (#3)")


def _flow(number: int, session: Session) -> Target:
    count = len(session.connections)
    if number < count:
        return Target("flow", number)
    if not count:
        raise NoTargetError("there is no connection")
    raise NoTargetError(f"connections are numbered #0 to #{count - 1}; a frame's number stands alone")


def _frame(number: int, session: Session) -> Target:
    count = session.frame_count
    if 1 <= number <= count:
        return Target("frame", number - 1)
    raise NoTargetError(f"frames are numbered 1 to {count}" if count else "there is no frame")


def _at(seconds: float, session: Session) -> Target:
    """Return the first frame that is not earlier; frames need not be in the order of their times."""
    import numpy as np

    count = session.frame_count
    if not count:
        raise NoTargetError("there is no frame")
    times = session.columns.vector("time", count)
    later = times >= times[0] + round(seconds * _NS)
    if not later.any():
        raise NoTargetError(f"the capture ends after {(int(times.max()) - int(times[0])) / _NS:.6f} s")
    return Target("frame", int(np.argmax(later)))
