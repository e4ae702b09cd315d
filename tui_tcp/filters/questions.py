"""What a filter asks of the rows of a slab: comparisons, and what joins them. Each answers with a mask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from tui_tcp.fields.ends import senders
from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.found import Found, Words, rows_of, words_of
from tui_tcp.fields.layers import is_direct
from tui_tcp.fields.of_ends import are_of_ends, senders_of
from tui_tcp.fields.slab import in_parts
from tui_tcp.fields.sources import Beside, Octets, Told, as_column, ways
from tui_tcp.filters.compare import rows_with, with_constant, with_values
from tui_tcp.filters.literals import Constant
from tui_tcp.filters.pattern import Pattern
from tui_tcp.filters.scan import Needle
from tui_tcp.filters.values import FieldValue, PartValue, Value, as_bytes, fields_of, pairs

if TYPE_CHECKING:
    from tui_tcp.fields.field import Find
    from tui_tcp.fields.slab import Slab
    from tui_tcp.model.columns import Vector

_FEW = 4  # a part of a slab's rows that is better taken out than judged with the others
_BYTES_ALIKE = (Type.BYTES, Type.PROTOCOL, Type.ETHER)


class Question(Protocol):
    """Something that is true of a frame or not."""

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """Every field that is read."""

    def ask(self, slab: Slab) -> Vector:
        """Return of which rows it is true."""


class HasBytes(NamedTuple):
    """A part of a value is there: one that a value is too short for has no bytes."""

    value: PartValue

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of what is cut."""
        return self.value.fields

    def ask(self, slab: Slab) -> Vector:
        """Return which rows have it."""
        found = self.value.find(slab)
        assert isinstance(found.values, Words)
        return rows_with(found, found.values.judge(len) > 0, len(slab), every=False)


class Present(NamedTuple):
    """A field is there."""

    value: FieldValue

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The field."""
        return self.value.fields

    def ask(self, slab: Slab) -> Vector:
        """Return which rows have it."""
        find = self.value.field.find
        if isinstance(find, Octets) and not self.value.layers:
            return find.present(slab)
        mask = np.zeros(len(slab), bool)
        for way in ways(find) if not self.value.layers else (self.value.find,):
            if isinstance(way, Told):
                mask |= way.present(slab)
            else:
                mask[rows_of(way(slab))] = True
        return mask


class NotZero(NamedTuple):
    """Any value has a bit set: what arithmetic means where a test is wanted."""

    value: Value

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of the value."""
        return self.value.fields

    def ask(self, slab: Slab) -> Vector:
        """Return which rows have such a value."""
        found = self.value.find(slab)
        hits = found.values.judge(any) if isinstance(found.values, Words) else found.values != 0
        return rows_with(found, hits, len(slab), every=False)


class Compared(NamedTuple):
    """A value compares with another, or with a constant, as `relation` says; `every` value or any."""

    left: Value
    relation: str
    right: Value | Constant
    every: bool

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of both sides."""
        return self.left.fields + fields_of(self.right)

    def ask(self, slab: Slab) -> Vector:
        """Return in which rows it does."""
        if isinstance(self.right, Constant):
            return _judged(self.left, slab, self._with_constant, every=self.every)
        left, right = _column(self.left), _column(self.right)
        if left and right:
            return self._by_columns(slab, left, right, self.right)
        return self._two_by_two(slab, self.right)

    def _by_columns(self, slab: Slab, left: Beside, right: Beside, other: Value) -> Vector:
        """Compare two columns as they stand, and value by value in the rows of which they do not tell."""
        here = left.told.present(slab) & right.told.present(slab)
        if here.any():
            here &= with_values(left.told.read(slab), self.relation, right.told.read(slab))
        others = np.flatnonzero(left.left(slab) | right.left(slab))
        if len(others):
            here[others] = self._two_by_two(slab.narrow(others), other)
        return here

    def _two_by_two(self, slab: Slab, other: Value) -> Vector:
        """Compare every two values of a row."""
        kinds = self.left.wanted.kind, other.wanted.kind
        left, right = self.left.find(slab), other.find(slab)
        if kinds[0] is not kinds[1] and kinds[0] in _BYTES_ALIKE:
            left, right = as_bytes(left, kinds[0]), as_bytes(right, kinds[1])
        rows, one, two = pairs(left, right, len(slab))
        return rows_with(Found(rows, left.values), with_values(one, self.relation, two), len(slab), every=self.every)

    def _with_constant(self, found: Found) -> Vector:
        assert isinstance(self.right, Constant)
        kind = self.left.wanted.kind
        if isinstance(self.right.value, bytes):
            found = as_bytes(found, kind)
        return with_constant(found.values, self.relation, self.right, kind)


def _column(value: Value) -> Beside | None:
    """Return how columns tell of a value, where a row has no more than one of them."""
    if not isinstance(value, FieldValue) or value.layers or value.wanted.kind in _BYTES_ALIKE:
        return None
    return as_column(value.field.find)


def _judged(value: Value, slab: Slab, judge: Callable[[Found], Vector], *, every: bool) -> Vector:
    """Judge every value of the rows; of a field that is found in several ways, way by way: no order is needed."""
    some, none_fails = np.zeros(len(slab), bool), np.ones(len(slab), bool)
    finds: Sequence[Find] = (value.find,)
    if isinstance(value, FieldValue) and not value.layers:
        finds = ways(value.field.find)
    for find in finds:
        if isinstance(find, Told):
            present, hits = _judged_at_once(find, slab, judge)
            some |= present if every else hits
            if every:
                none_fails &= hits | ~present
            continue
        found = find(slab)
        hits = judge(found)
        some |= rows_with(found, np.ones(len(hits), bool) if every else hits, len(slab), every=False)
        if every:
            none_fails &= ~rows_with(found, ~hits, len(slab), every=False)
    return some & none_fails if every else some


def _judged_at_once(find: Told, slab: Slab, judge: Callable[[Found], Vector]) -> tuple[Vector, Vector]:
    """Return where a column tells of a value, and where that is a hit.

    What is not there is judged, too, unless that is most: quicker than to take out what is.
    """
    present = find.present(slab)
    count = np.count_nonzero(present)
    if not count:
        return present, present
    if _FEW * count < len(slab):
        places = np.flatnonzero(present)
        found = Found(places, find.read(slab.narrow(places)))
        return present, rows_with(found, judge(found), len(slab), every=False)
    return present, present & judge(Found(None, find.read(slab)))


class Holds(NamedTuple):
    """A value has some bytes, a text, or something that matches a pattern, in it."""

    value: Value
    sought: Needle | Pattern
    every: bool

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of the value."""
        return self.value.fields

    def ask(self, slab: Slab) -> Vector:
        """Return which rows have such a value."""
        octets = _octets(self.value)
        if octets:
            found = octets.judge(slab, lambda frames, spots: self.sought.places(frames.memory, spots))
            assert not isinstance(found.values, Words)
            return rows_with(found, found.values.astype(bool), len(slab), every=self.every)
        found, kind = self.value.find(slab), self.value.wanted.kind
        if kind is not Type.TEXT:
            found = as_bytes(found, kind)
        words = found.values if isinstance(found.values, Words) else words_of([])
        return rows_with(found, self.sought.words(words), len(slab), every=self.every)


def _octets(value: Value) -> Octets | None:
    """Return what finds a value's bytes without cutting them out, if anything does."""
    if isinstance(value, FieldValue) and not value.layers and isinstance(value.field.find, Octets):
        return value.field.find
    return None


class Member(NamedTuple):
    """A value is one of a set, whose members are constants, values, or ranges; `every`: all are the same one."""

    value: Value
    members: tuple[tuple[Value | Constant, Value | Constant | None], ...]
    every: bool

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of the value and of the set."""
        ends = (end for member in self.members for end in member if end)
        return self.value.fields + tuple(field for end in ends for field in fields_of(end))

    def ask(self, slab: Slab) -> Vector:
        """Return which rows have such a value."""
        if not self.every:
            return _judged(self.value, slab, partial(self._among, slab, self.members), every=False)
        result = np.zeros(len(slab), bool)
        for member in self.members:
            result |= _judged(self.value, slab, partial(self._among, slab, [member]), every=True)
        return result

    def _among(
        self, slab: Slab, members: Sequence[tuple[Value | Constant, Value | Constant | None]], found: Found
    ) -> Vector:
        """Tell of every value whether it is one of some members."""
        hits = np.zeros(len(found.values), bool)
        for low, high in members:
            if high is None:
                hits |= self._compared(slab, found, "==", low)
            else:
                hits |= self._compared(slab, found, ">=", low) & self._compared(slab, found, "<=", high)
        return hits

    def _compared(self, slab: Slab, found: Found, relation: str, end: Value | Constant) -> Vector:
        """Tell of every value whether it compares so with any value of one end."""
        if isinstance(end, Constant):
            return with_constant(found.values, relation, end, self.value.wanted.kind)
        places = Found(rows_of(found), np.arange(len(found.values)))
        _, place, other = pairs(places, end.find(slab), len(slab))
        values = found.values.take(place) if isinstance(found.values, Words) else found.values[place]
        hits = np.zeros(len(found.values), bool)
        hits[place[with_values(values, relation, other)]] = True
        return hits


class Joined(NamedTuple):
    """Questions joined by 'and', 'or' or 'xor', or one turned round by 'not'."""

    operator: str
    parts: tuple[Question, ...]

    @property
    def fields(self) -> tuple[FrameField, ...]:
        """The fields of all parts."""
        return tuple(field for part in self.parts for field in part.fields)

    def ask(self, slab: Slab) -> Vector:
        """Return of which rows it is true."""
        if self.operator == "not":
            return ~answer(self.parts[0], slab)
        if self.operator == "xor":
            result = np.zeros(len(slab), bool)
            for part in self.parts:
                result ^= answer(part, slab)
            return result
        return self._narrowing(slab, settled=self.operator == "or")

    def _narrowing(self, slab: Slab, *, settled: bool) -> Vector:
        """Ask part after part, the dear ones last, those of many fields later, of the rows not settled yet."""
        result = np.full(len(slab), not settled)
        for part in sorted(self.parts, key=lambda part: (_price(part), len(part.fields))):
            open_rows = np.flatnonzero(result != settled)
            if not len(open_rows):
                break
            if len(open_rows) == len(slab):
                result = answer(part, slab).copy()
            elif 2 * len(open_rows) > len(slab) and not _price(part):
                told = answer(part, slab)
                result = result | told if settled else result & told
            else:
                result[open_rows] = answer(part, slab.narrow(open_rows))
        return result


def _price(question: Question) -> int:
    """Return how dear a question is: 0 for columns, more where bytes are read or searched."""
    if isinstance(question, Joined):
        return max(map(_price, question.parts))
    if isinstance(question, Holds):
        return 3 if isinstance(question.sought, Pattern) else 2
    return int(any(field.type in _BYTES_ALIKE for field in question.fields) and not isinstance(question, Present))


def answer(question: Question, slab: Slab) -> Vector:
    """Ask a question of a slab, or of those who sent its segments if that is enough."""
    if not len(slab):
        return np.zeros(0, bool)
    everybody = senders_of(slab)
    if everybody is None or not are_of_ends(question.fields):
        return _asked(question, slab)
    key = ("answer", id(question))
    if key not in everybody.known:
        everybody.known[key] = _asked(question, everybody)
    told: Vector = everybody.known[key][senders(slab)]
    is_of_flows = all(field.name.startswith("flow.") for field in question.fields)
    others = np.flatnonzero(~(slab.is_segment if is_of_flows else is_direct(slab)))
    if len(others):  # those of no connection all answer the same
        told[others] = _asked(question, slab.narrow(others[:1] if is_of_flows else others))
    return told


def _asked(question: Question, slab: Slab) -> Vector:
    """Ask a question of a slab, in pieces if its frames are too many bytes to hold at once."""
    parts: Sequence[Vector] = in_parts(slab, question.ask)
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
