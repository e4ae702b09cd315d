"""Options of headers, each a kind, a length and what they are about: found in all frames at once, one a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.fields.spots import Spots

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_NO_END = -1


class Form(NamedTuple):
    """How a protocol writes its options down."""

    singles: int = 0  # kinds below this are of one byte, without a length
    unit: int = 1  # bytes that the length counts in
    uncounted: int = 0  # bytes that the length does not count
    last: int = _NO_END  # the kind behind which there are no others


class Options(NamedTuple):
    """Every option of every header: its place, and its kind."""

    spots: Spots
    kinds: Vector

    def of(self, kind: int, least: int = 0) -> Spots:
        """Return where options of a kind stand that have `least` bytes or more."""
        return self.spots.where((self.kinds == kind) & (self.spots.end - self.spots.at >= least))

    def where(self, which: Vector) -> Options:
        """Return some of them."""
        return Options(self.spots.where(which), self.kinds[which])


def read_options(buffer: Vector, left: Spots, stop: Vector, form: Form) -> Options:
    """Take one option of every header a turn, up to `stop`, where headers end.

    A length that cannot be right ends them; the last may be cut.
    """
    turns, kinds = [], []
    while len(left.rows):
        kind = buffer[left.at]
        is_single = kind < form.singles
        told = buffer[left.at + 1].astype(np.int64) * form.unit + form.uncounted
        size = np.where(is_single, 1, np.where(left.have(2), told, 0))
        sound = (size > 0) & (is_single | (size >= 2)) & (left.at + size <= stop)
        left, kind, size, stop = left.where(sound), kind[sound], size[sound], stop[sound]
        turns.append(Spots(left.rows, left.at, np.minimum(left.at + size, left.end)))
        kinds.append(kind)
        left = left.past(size)
        more = left.have(1) & (kind != form.last)
        left, stop = left.where(more), stop[more]
    if not turns:
        return Options(left, np.empty(0, np.uint8))
    rows, at, end = (np.concatenate(column) for column in zip(*turns, strict=True))
    order = np.lexsort((at, rows))
    return Options(Spots(rows[order], at[order], end[order]), np.concatenate(kinds)[order])
