"""What can stand on either side of a comparison: fields, their parts, functions and sums; each finds its values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import NOTHING, Found, Words, places, rows_of, taken, words_for, words_of
from tui_tcp.filters.literals import Constant, Wanted

if TYPE_CHECKING:
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

SIZES = {Type.IPV4: 4, Type.ETHER: 6}  # bytes of what is held as a number
MASK = 0xFFFFFFFF
NUMBERS = (Type.NUMBER, Type.HEX)


class Value(Protocol):
    """Finds values in the rows of a slab; `wanted` says what they are, `fields` where they come from."""

    @property
    def wanted(self) -> Wanted:
        """What the values are, and what a literal beside them must be."""

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """Every field that is read."""

    def find(self, slab: Slab) -> Found:
        """Return every value, row by row."""


class FieldValue(NamedTuple):
    """A field, of all layers or (ranges of their places, from 1) some."""

    field: FrameField
    layers: tuple[tuple[int, int | None], ...] = ()

    @property
    def wanted(self) -> Wanted:
        """What the field holds."""
        is_ours = self.field.name.startswith("flow.")
        return Wanted(self.field.type, self.field.bits, self.field.names, self.field.name, is_ours)

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The field."""
        return (self.field,)

    def find(self, slab: Slab) -> Found:
        """Return the field's occurrences."""
        found = self.field.find(slab)
        if not self.layers:
            return found
        place = places(rows_of(found), len(slab)) // occurrences_a_layer(self.field.name) + 1
        kept = np.zeros(len(place), bool)
        for first, last in self.layers:
            kept |= (place >= first) & (place <= (place if last is None else last))
        return Found(rows_of(found)[kept], taken(found.values, kept))


_TWICE = (".addr", ".port", ".host", ".addr_resolved", ".lg", ".ig")


def occurrences_a_layer(name: str) -> int:
    """Return how often a field stands in one layer: source and destination share some names."""
    return 2 if name.endswith(_TWICE) and name.count(".") == 1 else 1


Slice = tuple[int, int | None]  # where it begins (from the end if negative), how long it is (None: to the end)


class PartValue(NamedTuple):
    """Bytes of a value: slices of it, put together."""

    of: Value
    slices: tuple[Slice, ...]

    @property
    def wanted(self) -> Wanted:
        """Bytes."""
        return Wanted(Type.BYTES, label=f"a part of {self.of.wanted.label}")

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of what is cut."""
        return self.of.fields

    def find(self, slab: Slab) -> Found:
        """Return the parts; a slice that a value is too short for has no bytes."""
        found = as_bytes(self.of.find(slab), self.of.wanted.kind)
        assert isinstance(found.values, Words)
        return Found(found.rows, found.values.changed(lambda word: _sliced(word, self.slices)))


def _sliced(word: bytes, slices: tuple[Slice, ...]) -> bytes:
    return b"".join(_cut(word, start + len(word) if start < 0 else start, length) for start, length in slices)


def _cut(word: bytes, begin: int, length: int | None) -> bytes:
    if not 0 <= begin < len(word) or (length is not None and begin + length > len(word)):
        return b""
    return word[begin:] if length is None else word[begin : begin + length]


def as_bytes(found: Found, kind: Type) -> Found:
    """Return values as bytes: addresses and texts, too."""
    values = found.values
    if not isinstance(values, Words):
        size = SIZES.get(kind, 4)
        return Found(found.rows, words_for(values, lambda number: number.to_bytes(size, "big")))
    if kind is Type.TEXT:
        return Found(found.rows, values.changed(lambda text: text.encode("utf-8", "surrogateescape")))
    return found


class SumValue(NamedTuple):
    """Two values, or one and a constant, with a sign between them; what 32 bits cannot hold has no value."""

    sign: str
    left: Value | Constant
    right: Value | Constant
    wanted: Wanted

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of both sides."""
        return fields_of(self.left) + fields_of(self.right)

    def find(self, slab: Slab) -> Found:
        """Return the result for every two values of a row."""
        rows, left, right = self._sides(slab)
        if isinstance(left, Words) or isinstance(right, Words):
            return Found(rows, _masked(left, right))
        if self.sign in "/%" and not isinstance(right, int):
            there = right != 0
            rows, left, right = rows_of(Found(rows, left))[there], left[there], right[there]
        values = _SIGNS[self.sign](left, right)
        if self.sign != "&" and self.wanted.kind in NUMBERS:
            there = np.abs(values) <= MASK
            if self.sign == "-":  # below 0 Wireshark subtracts as 32-bit numbers with a sign
                there &= (values >= 0) | (right <= MASK >> 1)
            if not there.all():
                return Found(rows_of(Found(rows, values))[there], values[there])
        return Found(rows, values)

    def _sides(self, slab: Slab) -> tuple[Vector | None, Any, Any]:
        """Return the row of every two values, and both; a number that is written need not be said for every row."""
        if isinstance(self.right, Constant) and isinstance(self.right.value, int) and self.right.value:
            found = found_of(self.left, slab)
            return found.rows, found.values, self.right.value
        return pairs(found_of(self.left, slab), found_of(self.right, slab), len(slab))


def _masked(left: Any, right: Any) -> Words:
    """Return the bits that two values share, byte by byte, as long as the shorter one."""
    both = zip(left.listed(), right.listed(), strict=True) if len(left) and len(right) else ()
    return words_of([bytes(a & b for a, b in zip(one, other, strict=False)) for one, other in both])


class NoValue(NamedTuple):
    """A field of the frame that is selected, where none is."""

    wanted: Wanted
    fields: tuple[FrameField, ...] = ()

    def find(self, _: Slab) -> Found:
        """Return nothing."""
        return NOTHING


_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left // right,
    "%": lambda left, right: left % right,
    "&": lambda left, right: left & right,
}


def fields_of(side: Value | Constant) -> tuple[FrameField, ...]:
    """Return the fields that one side of something reads."""
    return () if isinstance(side, Constant) else side.fields


def found_of(side: Value | Constant, slab: Slab) -> Found:
    """Return the values of one side; a constant is one in every row."""
    if not isinstance(side, Constant):
        return side.find(slab)
    if isinstance(side.value, int):
        return Found(None, np.full(len(slab), side.value, np.int64))
    return Found(None, Words(np.zeros(len(slab), np.int64), [side.value]))


def pairs(left: Found, right: Found, count: int) -> tuple[Vector | None, Any, Any]:
    """Return every two values of a row: the row (None: each in turn), and both values, as Vector or Words."""
    if left.rows is None and right.rows is None:
        return None, left.values, right.values
    if left.rows is not None and right.rows is None:
        return left.rows, left.values, taken(right.values, left.rows)
    if left.rows is None and right.rows is not None:
        return right.rows, taken(left.values, right.rows), right.values
    rows, other = rows_of(left), rows_of(right)
    if np.array_equal(rows, other) and (np.diff(rows) > 0).all():
        return rows, left.values, right.values
    counts = np.bincount(other, minlength=count)
    begins = np.cumsum(counts) - counts
    several = counts[rows]
    firsts = np.repeat(begins[rows] - (np.cumsum(several) - several), several)
    mine = np.repeat(np.arange(len(rows)), several)
    return rows[mine], taken(left.values, mine), taken(right.values, firsts + np.arange(len(mine)))


class CallValue(NamedTuple):
    """A function of values."""

    answer: Callable[[list[Found], int], Found]
    arguments: tuple[Value | Constant, ...]
    wanted: Wanted

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of all arguments."""
        return tuple(one for side in self.arguments for one in fields_of(side))

    def find(self, slab: Slab) -> Found:
        """Return what the function makes of its arguments."""
        return self.answer([found_of(side, slab) for side in self.arguments], len(slab))
