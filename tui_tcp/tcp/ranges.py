"""Ranges of sequence numbers, apart from each other and in order: what stands beyond a hole, what was SACKed."""

from __future__ import annotations

_FIRST_SIZE = 4


class Ranges:
    """At most `limit` ranges; when there are more, the lowest is forgotten. Numbers are widened ones."""

    def __init__(self, limit: int) -> None:
        self.count = 0
        self.low = _numbers(_FIRST_SIZE)
        self.high = _numbers(_FIRST_SIZE)
        self._limit = limit

    def pairs(self) -> list[tuple[int, int]]:
        """Return the ranges as (first number, number after the last)."""
        return [(self.low[at], self.high[at]) for at in range(self.count)]

    def add(self, start: int, end: int) -> int:
        """Merge a range into those it meets; return how many of its numbers are new."""
        first = after = self._place(start)
        covered = 0
        while after < self.count and self.low[after] <= end:
            covered += self.high[after] - self.low[after]
            start, end = min(start, self.low[after]), max(end, self.high[after])
            after += 1
        if after == first:
            first = self._make_room(first)
        else:
            self._move(after, first + 1)
        self.low[first] = start
        self.high[first] = end
        return end - start - covered

    def has(self, start: int, end: int) -> bool:
        """Tell whether one range holds all of these numbers."""
        at = self._place(end)
        return at < self.count and self.low[at] <= start

    def remove(self, start: int, end: int) -> int:
        """Take numbers out; return how many of them were there."""
        at, found = self._place(start + 1), 0
        while at < self.count and self.low[at] < end:
            low, high = self.low[at], self.high[at]
            found += min(high, end) - max(low, start)
            if start <= low and high <= end:
                self._move(at + 1, at)
            elif high <= end:
                self.high[at] = start
                at += 1
            else:
                self._cut(at, low, start, end)
                break
        return found

    def _cut(self, at: int, low: int, start: int, end: int) -> None:
        """Leave of a range what stands from `end` on, and below `start` if there is room for both."""
        if low < start and (at or self.count < self._limit):
            at = self._make_room(at)
            self.low[at] = low
            self.high[at] = start
            at += 1
        self.low[at] = end

    def forget_below(self, number: int) -> None:
        """Forget the ranges that end at `number` or below."""
        at = self._place(number + 1)
        if at:
            self._move(at, 0)

    def _place(self, number: int) -> int:
        """Return which range is the first that ends at `number` or above."""
        begin, stop = 0, self.count
        while begin < stop:
            middle = (begin + stop) >> 1
            if self.high[middle] < number:
                begin = middle + 1
            else:
                stop = middle
        return begin

    def _make_room(self, at: int) -> int:
        """Open a place before range `at`; return where it lies."""
        if self.count == self._limit:
            self._move(1, 0)
            at = max(at - 1, 0)
        if self.count == len(self.low):
            self._grow()
        for place in range(self.count, at, -1):
            self.low[place] = self.low[place - 1]
            self.high[place] = self.high[place - 1]
        self.count += 1
        return at

    def _move(self, source: int, target: int) -> None:
        """Move the ranges from `source` on down to `target`."""
        gone = source - target
        for place in range(source, self.count):
            self.low[place - gone] = self.low[place]
            self.high[place - gone] = self.high[place]
        self.count -= gone

    def _grow(self) -> None:
        size = 2 * len(self.low)
        low, high = _numbers(size), _numbers(size)
        low[: self.count] = memoryview(self.low)[: self.count]
        high[: self.count] = memoryview(self.high)[: self.count]
        self.low, self.high = low, high


def _numbers(count: int) -> memoryview:
    return memoryview(bytearray(8 * count)).cast("q")
