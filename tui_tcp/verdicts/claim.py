"""One thing said of a connection: which verdict, how bad, in words, and the frames that prove it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tui_tcp.verdicts.catalogue import BY_NAME, RANK, Chapter, Severity

MOST_FRAMES = 20  # as many prove a claim as well as more would


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence; `frames` are numbered from 1, as people number them."""

    name: str
    severity: Severity
    text: str
    frames: tuple[int, ...]

    @property
    def chapter(self) -> Chapter:
        """Which part of the connection's life it speaks of."""
        return BY_NAME[self.name].chapter

    @property
    def rank(self) -> tuple[int, int]:
        """What claims are sorted by: the worst first, then in the catalogue's order."""
        return -self.severity, RANK[self.name]


def claim(name: str, text: str, rows: Iterable[int], severity: Severity | None = None) -> Claim:
    """Make a claim that rows (frames counted from 0) prove; without a severity it has its verdict's."""
    frames = tuple(sorted({int(row) + 1 for row in rows if row >= 0})[:MOST_FRAMES])
    return Claim(name, BY_NAME[name].severity if severity is None else severity, text, frames)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a segment has a finding: the finding's name ('wireshark' for what others call it), a sentence, its proof."""

    finding: str
    text: str
    frames: tuple[int, ...]


def reason(finding: str, text: str, rows: Iterable[int]) -> Reason:
    """Make a reason that rows (frames counted from 0) prove."""
    return Reason(finding, text, tuple(sorted({int(row) + 1 for row in rows if row >= 0})[:MOST_FRAMES]))


def marks(rows: Iterable[int], most: int = 3) -> str:
    """Return frames as text: '#7', '#7 and #9', '#7, #9, #11 and 4 more'."""
    rows = list(rows)
    numbers = [f"#{row + 1}" for row in rows[:most]]
    if len(rows) > most:
        return f"{', '.join(numbers)} and {len(rows) - most} more"
    return " and ".join((", ".join(numbers[:-1]), numbers[-1])) if len(numbers) > 1 else "".join(numbers)
