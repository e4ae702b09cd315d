"""What a scenario is: a function that plays it, the conditions it needs, and what the kernels must have counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lab.rig import Lab

Play = Callable[[Lab], None]
Sysctls = dict[str, int]


@dataclass(frozen=True)
class Scenario:
    """One scenario, named after its function and described by its docstring."""

    name: str
    doc: str
    play: Play
    delay_s: float
    sysctls: Sysctls = field(default_factory=dict)
    promises: dict[str, int] = field(default_factory=dict)
    lesson: bool = False
    folder: str = ""


SCENARIOS: dict[str, Scenario] = {}


def scenario(
    *,
    delay_s: float = 0.005,
    sysctls: Sysctls | None = None,
    promises: dict[str, int] | None = None,
    lesson: bool = False,
    folder: str = "",
) -> Callable[[Play], Play]:
    """Enter a function into the list of scenarios.

    `delay_s` is the way from one end to the other. `promises` are counters by host ("client.TCPLossProbes"): each must
    have grown by just that much, and RetransSegs, if not named, not at all. A `lesson` is one mixed capture at the
    client's tap, with the frames that are not TCP, and is played only when asked for by name. One with a `folder` is
    written there as what both taps saw, ICMP included, without the kernels' truth.
    """

    def enter(play: Play) -> Play:
        doc = " ".join((play.__doc__ or "").split())
        SCENARIOS[play.__name__] = Scenario(
            play.__name__, doc, play, delay_s, sysctls or {}, promises or {}, lesson, folder
        )
        return play

    return enter
