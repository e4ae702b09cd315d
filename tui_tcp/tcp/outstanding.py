"""Segments that were sent and not yet acknowledged, for both ends of all connections in one pool of linked lists.

Lists are linked both ways. A pool of typed arrays costs 28 bytes a segment and no object; what is freed is used again.
"""

from __future__ import annotations

NOBODY = -1  # the end of a list
_NOBODY = NOBODY
_FIRST_SIZE = 1024


class Outstanding:
    """The pool: each list is known by the index of its newest entry."""

    def __init__(self) -> None:
        self._size = 0
        self._free = _NOBODY
        nothing = memoryview(bytearray())
        self.start = nothing.cast("I")
        self.end = nothing.cast("I")
        self.row = nothing.cast("i")
        self.time = nothing.cast("q")
        self.older = nothing.cast("i")
        self.newer = nothing.cast("i")
        self._grow(_FIRST_SIZE)

    def push(self, head: int, start: int, end: int, row: int, time: int) -> int:
        """Put a segment in front of a list; return the list's new head."""
        if self._free < 0:
            self._grow(2 * self._size)
        entry = self._free
        self._free = self.older[entry]
        self.start[entry] = start
        self.end[entry] = end
        self.row[entry] = row
        self.time[entry] = time
        self.older[entry] = head
        self.newer[entry] = _NOBODY
        if head >= 0:
            self.newer[head] = entry
        return entry

    def drop(self, entry: int) -> None:
        """Take an entry out of its list and free it."""
        older, newer = self.older[entry], self.newer[entry]
        if older >= 0:
            self.newer[older] = newer
        if newer >= 0:
            self.older[newer] = older
        self.older[entry] = self._free
        self._free = entry

    def oldest(self, head: int) -> int:
        """Return the last entry of a list, NOBODY if it is empty."""
        entry = head
        while entry >= 0 and self.older[entry] >= 0:
            entry = self.older[entry]
        return entry

    def _grow(self, size: int) -> None:
        """Enlarge the arrays and chain what is new into the free list."""
        self.start = _enlarged(self.start, size).cast("I")
        self.end = _enlarged(self.end, size).cast("I")
        self.row = _enlarged(self.row, size).cast("i")
        self.time = _enlarged(self.time, size).cast("q")
        self.older = _enlarged(self.older, size).cast("i")
        self.newer = _enlarged(self.newer, size).cast("i")
        for entry in range(self._size, size):
            self.older[entry] = entry + 1 if entry + 1 < size else _NOBODY
        self._free = self._size
        self._size = size


def _enlarged(values: memoryview, size: int) -> memoryview:
    """Return the bytes of an array of `size` values that begins with these."""
    old = memoryview(values)  # compiled, an attribute comes as Cython's own view
    larger = memoryview(bytearray(size * old.itemsize))
    larger[: old.nbytes] = old.cast("B")
    return larger
