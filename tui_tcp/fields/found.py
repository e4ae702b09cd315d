"""What was found of a field in some rows: every occurrence, with the row it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


class Words(NamedTuple):
    """Values that are no integers: for each occurrence the place of its value among `words`."""

    codes: Vector
    words: Sequence[Any]  # bytes or str

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, which: Vector) -> Words:
        """Return the values at `which`: places, or a mask."""
        return Words(self.codes[which], self.words)

    def judge(self, question: Callable[[Any], Any], kind: type = bool) -> Vector:
        """Ask once of every distinct word that occurs; return the answers, one a value."""
        used = self._used()
        answers: Vector = np.zeros(len(self.words), kind)
        answers[used] = np.fromiter(map(question, self._words_at(used)), kind, len(used))
        of_all: Vector = answers[self.codes]
        return of_all

    def changed(self, change: Callable[[Any], Any]) -> Words:
        """Change every distinct word that occurs."""
        used = self._used()
        places = np.zeros(len(self.words), np.int64)
        places[used] = np.arange(len(used))
        return Words(places[self.codes], list(map(change, self._words_at(used))))

    def _words_at(self, codes: Vector) -> Iterator[Any]:
        return map(self.words.__getitem__, codes.tolist())

    def _used(self) -> Vector:
        return np.flatnonzero(np.bincount(self.codes, minlength=len(self.words)))

    def listed(self) -> list[Any]:
        """Return the values as a list."""
        return [self.words[code] for code in self.codes.tolist()]


class Found(NamedTuple):
    """Occurrences, in the order of their rows.

    `rows` are places in the selection; None says that every row has exactly one. Integers stand in an array: numbers,
    nanoseconds, IPv4 and hardware addresses; all else in Words.
    """

    rows: Vector | None
    values: Vector | Words


_SMALL = 1 << 16

NOTHING = Found(np.empty(0, np.int64), np.empty(0, np.int64))


def words_of(values: Sequence[Any]) -> Words:
    """Return values, no two of which need be the same, as Words."""
    return Words(np.arange(len(values)), values)


def words_for(numbers: Vector, word: Callable[[int], Any]) -> Words:
    """Return what stands for each number, worked out once for all that are equal."""
    if len(numbers) and numbers.min() >= 0 and numbers.max() < _SMALL:  # counting is six times as quick as sorting
        distinct = np.flatnonzero(np.bincount(numbers))
        places = np.zeros(_SMALL, np.int64)
        places[distinct] = np.arange(len(distinct))
        codes = places[numbers]
    else:
        distinct, codes = np.unique(numbers, return_inverse=True)
    return Words(codes, [word(number) for number in distinct.tolist()])


def dense(values: Vector | Words, present: Vector) -> Found:
    """Return one value in every row where `present`, of values that stand for every row."""
    if present.all():
        return Found(None, values)
    rows = np.flatnonzero(present)
    return Found(rows, taken(values, rows))


def taken(values: Vector | Words, which: Vector) -> Vector | Words:
    """Return the values at `which`: places, or a mask."""
    return values.take(which) if isinstance(values, Words) else values[which]


def rows_of(found: Found) -> Vector:
    """Return the row of every occurrence."""
    return np.arange(len(found.values)) if found.rows is None else found.rows


def moved(found: Found, places: Vector) -> Found:
    """Return what was found in a narrower selection, whose rows stand at `places` in a wider one."""
    return Found(places if found.rows is None else places[found.rows], found.values)


def merged(parts: Sequence[Found]) -> Found:
    """Return several findings as one; within a row, those of the earlier part come first."""
    parts = [part for part in parts if len(part.values)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    rows = np.concatenate([rows_of(part) for part in parts])
    order = np.argsort(rows, kind="stable")
    return Found(rows[order], taken(_joined([part.values for part in parts]), order))


def in_turn(parts: Sequence[Found], count: int) -> Found:
    """Return several findings as one; within a row, the first of every part, then the second of every part."""
    parts = [part for part in parts if len(part.values)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    rows = np.concatenate([rows_of(part) for part in parts])
    order = np.lexsort((np.concatenate([places(rows_of(part), count) for part in parts]), rows))
    return Found(rows[order], taken(_joined([part.values for part in parts]), order))


def places(rows: Vector, count: int) -> Vector:
    """Return the place of each occurrence among those of its row, from 0; `count` rows there are."""
    counts = np.bincount(rows, minlength=count)
    ordinals: Vector = np.arange(len(rows)) - (np.cumsum(counts) - counts)[rows]
    return ordinals


def _joined(parts: Sequence[Vector | Words]) -> Vector | Words:
    words = [part for part in parts if isinstance(part, Words)]
    if len(words) < len(parts):
        return np.concatenate([part for part in parts if not isinstance(part, Words)])
    starts = np.cumsum([0, *(len(part.words) for part in words)])
    codes = [part.codes + start for part, start in zip(words, starts.tolist(), strict=False)]
    return Words(np.concatenate(codes), [word for part in words for word in part.words])


def listed(found: Found, count: int) -> list[Any]:
    """Return what was found row by row: None, the value, or a tuple of several values."""
    values = found.values.listed() if isinstance(found.values, Words) else found.values.tolist()
    if found.rows is None:
        return values
    result: list[Any] = [None] * count
    for row, value in zip(found.rows.tolist(), values, strict=True):
        known = result[row]
        result[row] = value if known is None else (*known, value) if type(known) is tuple else (known, value)
    return result


def of_list(values: Sequence[Any]) -> Found:
    """Return one value a row, None or a tuple of several, as what was found: integers, or words."""
    if tuple in set(map(type, values)):
        rows = [row for row, value in enumerate(values) for _ in _several(value)]
        ones = [one for value in values for one in _several(value)]
    else:
        rows = [row for row, value in enumerate(values) if value is not None]
        ones = [value for value in values if value is not None]
    if set(map(type, ones)) <= {int, bool}:
        return Found(np.array(rows, np.int64), np.array(ones, np.int64))
    places: dict[Any, int] = {}
    codes = [places.setdefault(one, len(places)) for one in ones]
    return Found(np.array(rows, np.int64), Words(np.array(codes, np.int64), list(places)))


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
