"""Where the layers of many frames stand in their buffer, and the numbers that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_tcp.model.columns import Vector


class Spots(NamedTuple):
    """Occurrences of a layer: the row of each, its first byte, and the first byte that is not its own or not there."""

    rows: Vector
    at: Vector
    end: Vector

    def where(self, which: Vector) -> Spots:
        """Return some of them: a mask, or places."""
        return Spots(self.rows[which], self.at[which], self.end[which])

    def past(self, size: Vector | int) -> Spots:
        """Return what stands `size` bytes further on."""
        return Spots(self.rows, self.at + size, self.end)

    def until(self, size: Vector | int) -> Spots:
        """Return the same, no longer than `size` bytes."""
        return Spots(self.rows, self.at, np.minimum(self.end, self.at + size))

    def have(self, size: Vector | int) -> Vector:
        """Tell of which at least `size` bytes are there."""
        here: Vector = self.at + size <= self.end
        return here

    def each(self, counts: Vector, step: int) -> Spots:
        """Return so many places of `step` bytes from each, one behind the other."""
        rows = np.repeat(self.rows, counts)
        ordinals = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        at = np.repeat(self.at, counts) + step * ordinals
        return Spots(rows, at, at + step)


NOWHERE = Spots(*[np.empty(0, np.int64)] * 3)


def number(buffer: Vector, at: Vector, size: int) -> Vector:
    """Return the numbers of `size` bytes, at most 7, at some places."""
    value = buffer[at].astype(np.int64)
    for offset in range(1, size):
        value = value << 8 | buffer[at + offset]
    return value


def joined(parts: Sequence[Spots]) -> Spots:
    """Return the spots of all parts in the order of their rows, within a row in that of the parts."""
    parts = [part for part in parts if len(part.rows)]
    if len(parts) < 2:
        return parts[0] if parts else NOWHERE
    rows, at, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((at, rows))
    return Spots(rows[order], at[order], end[order])
