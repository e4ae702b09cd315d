"""Looking for bytes in many places of one buffer at once."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from tui_tcp.fields.found import Words
    from tui_tcp.fields.spots import Spots
    from tui_tcp.model.columns import Vector


def as_octets(word: bytes | str) -> bytes:
    """Return a text as UTF-8, bytes as they are."""
    return word.encode("utf-8", "surrogateescape") if isinstance(word, str) else word


class Needle(NamedTuple):
    """Some bytes that are looked for."""

    octets: bytes

    def words(self, values: Words) -> Vector:
        """Tell which values hold them; texts hold them as UTF-8."""
        if isinstance(values.words[0] if len(values.words) else b"", str) and self.octets.isascii():
            return values.judge(methodcaller("__contains__", self.octets.decode()))
        return values.judge(lambda word: self.octets in as_octets(word))

    def places(self, memory: bytes | bytearray, spots: Spots) -> Vector:
        """Tell which places hold them.

        The buffer is searched as a whole, from hit to hit; a hit outside leads on to the next place.
        """
        starts, ends = spots.at, spots.end
        if not self.octets:
            return np.ones(len(starts), bool)
        if not len(starts):
            return np.zeros(0, bool)
        if not (ends[:-1] <= starts[1:]).all():  # one inside another: each on its own
            each = zip(starts.tolist(), ends.tolist(), strict=True)
            return np.fromiter((memory.find(self.octets, at, end) >= 0 for at, end in each), bool, len(starts))
        return _search(memory, starts, ends, self.octets)


def _search(memory: bytes | bytearray, starts: Vector, ends: Vector, needle: bytes) -> Vector:
    hits = np.zeros(len(starts), bool)
    at, stop, size = int(starts[0]), int(ends[-1]), len(needle)
    while True:
        at = memory.find(needle, at, stop)
        if at < 0:
            return hits
        place = int(np.searchsorted(starts, at, "right")) - 1
        if at + size <= ends[place]:
            hits[place] = True
        if place + 1 == len(starts):
            return hits
        at = int(starts[place + 1])
