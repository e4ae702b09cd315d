"""The ways to find something in the options of a protocol's headers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.fields.found import NOTHING, Found
from tui_tcp.fields.options import Form, Options, read_options
from tui_tcp.fields.sources import cut, in_layer
from tui_tcp.fields.spots import Spots, number

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.fields.sources import Where
    from tui_tcp.model.columns import Vector

# From headers to where their options begin, and where these have to end.
Begin = Callable[["Slab", Spots], tuple[Spots, "Vector"]]
Which = Callable[["Slab", Options], "Vector"]


class OptionFinds:
    """Finds in the options of a layer's headers; read once a slab.

    `begin` says where they stand. Of kinds that are not `known`, if such are given, nothing is told; `where` tells
    which rows may have options.
    """

    def __init__(
        self, layer: str, form: Form, begin: Begin, known: Collection[int] = (), where: Where | None = None
    ) -> None:
        self._layer = layer
        self._form = form
        self._begin = begin
        self._known = sorted(known)
        self._where = where
        self._which: Which | None = None

    def those(self, which: Which) -> OptionFinds:
        """Return what finds in some of these options."""
        few, before = copy(self), self._which
        few._which = (lambda slab, o: which(slab, o) & before(slab, o)) if before else which
        return few

    def found_by(self, look: Callable[[Slab, Options], Found]) -> Find:
        """Find what `look` finds in all of them."""
        return in_layer(self._layer, lambda slab, spots: look(slab, self._options(slab, spots)), where=self._where)

    def _options(self, slab: Slab, spots: Spots) -> Options:
        key = ("options", self._layer)
        if key not in slab.known:
            every = read_options(slab.bytes.array, *self._begin(slab, spots), self._form)
            slab.known[key] = every.where(np.isin(every.kinds, self._known)) if self._known else every
        options: Options = slab.known[key]
        return options.where(self._which(slab, options)) if self._which else options

    def marks(self, kind: int | None = None) -> Find:
        """Find each option, of a kind if one is given."""

        def look(_: Slab, options: Options) -> Found:
            spots = options.spots if kind is None else options.of(kind)
            return Found(spots.rows, np.ones(len(spots.rows), np.int64))

        return self.found_by(look)

    def kinds(self, mask: int = 0xFF) -> Find:
        """Find their kinds, or some bits of these."""
        shift = (mask & -mask).bit_length() - 1
        return self.found_by(lambda _, o: Found(o.spots.rows, (o.kinds.astype(np.int64) & mask) >> shift))

    def lengths(self) -> Find:
        """Find what they tell as their lengths."""

        def look(slab: Slab, options: Options) -> Found:
            spots = options.spots.where(options.kinds >= self._form.singles)
            return Found(spots.rows, number(slab.bytes.array, spots.at + 1, 1))

        return self.found_by(look)

    def numbers(self, kinds: Collection[int], offset: int, size: int, mask: int = 0) -> Find:
        """Find a number at its place in options of some kinds, or some bits of it."""
        shift = (mask & -mask).bit_length() - 1

        def look(slab: Slab, options: Options) -> Found:
            spots = options.spots.where(np.isin(options.kinds, list(kinds)) & options.spots.have(offset + size))
            values = number(slab.bytes.array, spots.at + offset, size)
            return Found(spots.rows, (values & mask) >> shift if mask else values)

        return self.found_by(look)

    def octets(self, kind: int | None = None, offset: int = 0, size: int = 0, least: int = 0) -> Find:
        """Find the bytes behind the first `offset` of each option, or of those of a kind.

        These are `size` bytes, or (0) all that follow; with `least`, of options that the capture did not cut, and that
        have so many there.
        """

        def look(slab: Slab, options: Options) -> Found:
            spots = options.spots if kind is None else options.of(kind)
            spots = spots.where(spots.have(offset + max(size, least)))
            spots = spots.where(self._are_whole(slab, spots)) if least else spots
            spots = spots.past(offset)
            spots = spots.until(size) if size else spots
            return Found(spots.rows, cut(slab, spots)) if len(spots.rows) else NOTHING

        return self.found_by(look)

    def _are_whole(self, slab: Slab, spots: Spots) -> Vector:
        """Tell which options of two bytes or more have all that they say that they have."""
        told = number(slab.bytes.array, spots.at + 1, 1) * self._form.unit + self._form.uncounted
        whole: Vector = spots.end - spots.at == told
        return whole
