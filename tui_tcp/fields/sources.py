"""The ways to find a field: in the columns, in a header at its place, or first in the one and then in the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.found import NOTHING, Found, Words, dense, in_turn, merged, moved, rows_of, words_for, words_of
from tui_tcp.fields.layers import may_have, spots_of
from tui_tcp.fields.memory import remembered
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.frame_bytes import FrameBytes

Where = Callable[["Slab"], "Vector"]
At = Callable[["Slab", Spots], Spots]  # from a layer to what stands in it; drops those without


class Told:
    """Finds a value that columns tell of, in the rows where it is `present`."""

    def __init__(self, read: Callable[[Slab], Vector | Words], present: Where) -> None:
        self.read = read
        self.present = present

    def __call__(self, slab: Slab) -> Found:
        """Return the values where they are."""
        present = self.present(slab)
        return dense(self.read(slab), present) if present.any() else NOTHING


def every_row(slab: Slab) -> Vector:
    """Tell that all rows have it."""
    return np.ones(len(slab), bool)


def no_row(slab: Slab) -> Vector:
    """Tell that no row has it."""
    return np.zeros(len(slab), bool)


def nothing(_: Slab) -> Found:
    """Find nothing."""
    return NOTHING


def everywhere(read: Callable[[Slab], Vector | Words]) -> Told:
    """Find a value that columns tell of every row."""
    return Told(read, every_row)


class Beside:
    """Finds by columns, and by another way in the rows that those do not tell of: mostly few, and remembered."""

    def __init__(self, told: Told, other: Find, left: Where) -> None:
        self.told = told
        self.left = left
        self._other = other

    def __call__(self, slab: Slab) -> Found:
        """Return what both ways find."""
        return merged([self.told(slab), self.rest(slab)])

    def rest(self, slab: Slab) -> Found:
        """Return what only the other way finds."""
        rows = np.flatnonzero(self.left(slab))
        return remembered(slab, rows, self._other) if len(rows) else NOTHING


class Both:
    """Finds what several ways find: within a row, the first of each way, then the second."""

    def __init__(self, *finds: Find) -> None:
        self.finds = finds

    def __call__(self, slab: Slab) -> Found:
        """Return all of them."""
        return in_turn([find(slab) for find in self.finds], len(slab))


def in_layer(
    layer: str, read: Callable[[Slab, Spots], Found], *, keeps: bool = False, where: Where | None = None
) -> Find:
    """Find what is read from the places of a layer; only frames that may have it are read, once if `keeps`.

    `where` tells which rows may have what is sought.
    """

    def find(slab: Slab) -> Found:
        may = may_have(slab, layer)
        rows = np.flatnonzero(may & where(slab) if where else may)
        if not len(rows):
            return NOTHING
        if len(rows) == len(slab):
            return read(slab, spots_of(slab, layer))
        if keeps:
            return remembered(slab, rows, find)
        return moved(find(slab.part(rows)), rows)

    return find


def header(layer: str, offset: int, size: int, mask: int = 0, at: At | None = None) -> Find:
    """Find a number at its place in a header, or some bits of it."""
    shift = (mask & -mask).bit_length() - 1

    def read(slab: Slab, spots: Spots) -> Found:
        spots = at(slab, spots) if at else spots
        spots = spots.where(spots.have(offset + size))
        values = number(slab.bytes.array, spots.at + offset, size)
        return Found(spots.rows, (values & mask) >> shift if mask else values)

    return in_layer(layer, read, keeps=True)


def scaled(find: Find, change: Callable[[Vector], Vector]) -> Find:
    """Find the same, with every number changed."""

    def find_changed(slab: Slab) -> Found:
        found = find(slab)
        assert not isinstance(found.values, Words)
        return Found(found.rows, change(found.values))

    return find_changed


def worded(find: Find, text: Callable[[int], str]) -> Find:
    """Find the same, with every number told in words."""

    def find_words(slab: Slab) -> Found:
        found = find(slab)
        assert not isinstance(found.values, Words)
        return Found(found.rows, words_for(found.values, text))

    return find_words


def ways(find: Find) -> Sequence[Find]:
    """Return the ways that together find all of a field, where no order is needed: columns apart from the rest."""
    if isinstance(find, Both):
        return [way for one in find.finds for way in ways(one)]
    return [find.told, find.rest] if isinstance(find, Beside) else [find]


def as_column(find: Find) -> Beside | None:
    """Return what finds a field by columns, and how it finds the rest, if it does."""
    if isinstance(find, Told):
        return Beside(find, nothing, no_row)
    return find if isinstance(find, Beside) else None


class Octets:
    """Finds bytes: those of each place in a layer. `contains` and `matches` look further: at all that `wide` places."""

    def __init__(
        self, layer: str, at: At, wide: At | None = None, told: Where | None = None, where: Where | None = None
    ) -> None:
        self._layer = layer
        self._where = where  # rows that may have it
        self._told = told  # rows of which columns tell that they have it
        self._at = at
        self._wide = wide or at
        self._marks = in_layer(layer, lambda slab, spots: _marks(at(slab, spots)), where=where)

    def __call__(self, slab: Slab) -> Found:
        """Return the bytes themselves."""

        def read(slab: Slab, spots: Spots) -> Found:
            spots = self._at(slab, spots)
            return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

        return in_layer(self._layer, read, where=self._where)(slab)

    def present(self, slab: Slab) -> Vector:
        """Tell which rows have such bytes; frames are read only where columns do not tell."""
        here = self._told(slab) if self._told else np.zeros(len(slab), bool)
        may = may_have(slab, self._layer) & ~here
        left = np.flatnonzero(may & self._where(slab) if self._where else may)
        if len(left):
            here = here.copy()
            here[rows_of(remembered(slab, left, self._marks))] = True
        return here

    def judge(self, slab: Slab, question: Callable[[FrameBytes, Spots], Vector]) -> Found:
        """Return an answer for each place without cutting its bytes out."""

        def read(slab: Slab, spots: Spots) -> Found:
            spots = self._wide(slab, spots)
            return Found(spots.rows, question(slab.bytes, spots))

        return in_layer(self._layer, read, where=self._where)(slab)


def cut(slab: Slab, spots: Spots) -> Words:
    """Return the bytes that stand at each place."""
    memory = slab.bytes.memory
    return words_of([bytes(memory[a:b]) for a, b in zip(spots.at.tolist(), spots.end.tolist(), strict=True)])


def fixed(offset: int, size: int) -> At:
    """Return the place of some bytes in a header."""

    def place(_: Slab, spots: Spots) -> Spots:
        spots = spots.where(spots.have(offset + size))
        return Spots(spots.rows, spots.at + offset, spots.at + offset + size)

    return place


def layer_itself(layer: str, size: int = 0, told: Where | None = None) -> Octets:
    """Find the protocol: one value a layer, its first `size` bytes or (0) all that it carries, too."""
    return Octets(layer, _no_longer(size) if size else _all, _all, told)


def _marks(spots: Spots) -> Found:
    return Found(spots.rows, spots.at)


def _no_longer(size: int) -> At:
    return lambda slab, spots: _all(slab, spots).until(size)


def _all(_: Slab, spots: Spots) -> Spots:
    """A layer of which no byte was captured is none."""
    return spots.where(spots.have(1))


def only(find: Find, which: Callable[[Vector], Vector]) -> Find:
    """Find the same, some numbers only."""

    def find_some(slab: Slab) -> Found:
        found = find(slab)
        assert not isinstance(found.values, Words)
        kept = which(found.values)
        return Found(rows_of(found)[kept], found.values[kept])

    return find_some
