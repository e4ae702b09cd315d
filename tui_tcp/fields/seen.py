"""The values that a capture holds of a field, as a filter writes them: to be chosen from.

Addresses and ports of connections come first, those of most connections before others; then what is found in some of
the frames, the most frequent first. Fields of connections are asked of all, or of some where they must look at frames.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tui_tcp.fields.ends import ends_of
from tui_tcp.fields.field import FrameField, Type, Value, printed
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.model.rows import Rows
from tui_tcp.names.names import names_of
from tui_tcp.names.services import service_name

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.session import Session

_FRAMES = 4096  # that are looked at in a large capture, and as many that begin a connection
_PIECE = 1024  # of them at a time
_CONNECTIONS = 256  # that are asked for what takes a look at their frames
_FEW = 64  # different numbers of which all are told
_LEAST_SHARE = 0.01  # of all of a field's numbers, to be told of more
_LONGEST = 120  # characters of a text
_RENEWED_S = 2.0  # after which a capture that has grown is looked at again
_QUICK = {"flow.client", "flow.server", "flow.name", "flow.protocol"}
_BY_NAMES = ("http", "flow.name", "flow.protocol")
_PORTS = {"tcp.port", "tcp.srcport", "tcp.dstport"}
_ADDRESSES = {f"{family}.{what}" for family in ("ip", "ipv6") for what in ("src", "dst", "addr")}
_NUMBERS = {Type.NUMBER, Type.HEX}
_KINDS = {*_NUMBERS, Type.TEXT, Type.IPV4, Type.IPV6, Type.ETHER}
_FLOW_FIELDS = {field.name: field for field in FLOW_FIELDS}

Counts = Sequence[tuple[str, int]]


class _Tally(NamedTuple):
    """Values, the most frequent first, and how many connections or frames have each, of how many that were asked."""

    counts: Counts
    of: str
    asked: int = 0  # 0 for all

    def times(self, number: int) -> str:
        """Return a number of those who have a value, in words."""
        if self.asked:
            return f"{number:,} of {self.asked:,} {self.of}s"
        return f"{number:,} {self.of}" if number == 1 else f"{number:,} {self.of}s"


Way = Callable[[FrameField], _Tally]


class Seen:
    """Tells what a session holds; what was counted holds until it has grown."""

    def __init__(self, session: Session, between: Callable[[], object] = lambda: None) -> None:
        """Tell of a session; `between` is called between pieces of what takes long."""
        self._session = session
        self._between = between
        self._tallies: dict[tuple[str, object], tuple[_Tally, int, float]] = {}  # with the size and the time of then
        self._lock = Lock()  # every key asks in a thread of its own: one counts, the others wait for what it finds

    def prepare(self) -> None:
        """Do beforehand what takes longest for the fields that are asked for most."""
        ends_of(self._session)

    def __call__(self, field: FrameField, word: str) -> Iterator[tuple[str, str]]:
        """Yield those values of a field that begin with a word, each with its name and how often it was seen."""
        if field.type not in _KINDS:
            return
        named = {_written(field, value): name for value, name in field.names.items()}
        begins, told = (word.lower(), f'"{word.lower()}'), set()
        for tally in map(partial(self._tally, field), self._ways(field)):
            for value, number in tally.counts:
                if value.lower().startswith(begins) and value not in told:
                    told.add(value)
                    name = named.get(value) or (service_name(int(value)) if field.name in _PORTS else "")
                    yield value, " · ".join(filter(None, (name, tally.times(number))))

    def _ways(self, field: FrameField) -> Sequence[Way]:
        if field.name in _FLOW_FIELDS:
            return [self._of_flows]
        return [self._of_ends, self._of_frames] if field.name in _PORTS | _ADDRESSES else [self._of_frames]

    def _tally(self, field: FrameField, way: Way) -> _Tally:
        """Return what one way of counting yields, as it was counted a little earlier, if it was."""
        with self._lock:
            key, size = (field.name, way), self._session.frame_count
            tally, size_then, then = self._tallies.get(key, (None, 0, 0.0))
            if tally is None or (size_then != size and monotonic() - then > _RENEWED_S):
                if field.name.startswith(_BY_NAMES):
                    names_of(self._session, self._between)  # they are gathered once, which takes long
                tally = way(field)
                self._tallies[key] = tally, size, monotonic()
            return tally

    def _of_ends(self, field: FrameField) -> _Tally:
        """Count addresses or ports, once a connection even if both of its ends have it."""
        ends = ends_of(self._session)
        of_both = ends.ports if field.name in _PORTS else ends.places
        values = np.concatenate([of_both[::2], of_both[1::2][of_both[::2] != of_both[1::2]]])
        different, counts = np.unique(values, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        counted = zip(different[order].tolist(), counts[order].tolist(), strict=True)
        if field.name in _PORTS:
            return _Tally([(str(port), count) for port, count in counted], "connection")
        size = 4 if field.type is Type.IPV4 else 16
        texts = [(ends.texts[place], count) for place, count in counted if len(ends.addresses[place]) == size]
        return _Tally(texts, "connection")

    def _of_flows(self, field: FrameField) -> _Tally:
        connections = self._session.connections
        step = 1 if field.name in _QUICK else len(connections) // _CONNECTIONS + 1
        asked = connections[::step]
        values = _FLOW_FIELDS[field.name].read(self._session, asked)
        return _Tally(_counts(field, values), "connection", 0 if step == 1 else len(asked))

    def _of_frames(self, field: FrameField) -> _Tally:
        rows = self._some_rows()
        ones = (
            one for value in self._values(field, rows) for one in (set(value) if type(value) is tuple else (value,))
        )
        is_all = len(rows) == self._session.frame_count - self._session.columns.first
        return _Tally(_counts(field, ones), "frame", 0 if is_all else len(rows))

    def _values(self, field: FrameField, rows: Vector) -> Iterator[Value]:
        for at in range(0, len(rows), _PIECE):
            self._between()
            yield from field.read(Rows(self._session, rows[at : at + _PIECE]))

    def _some_rows(self) -> Vector:
        """Return all rows of a small capture; of a large one some all over it, and beginnings of connections."""
        first, stop = self._session.columns.first, self._session.frame_count
        if stop - first <= 2 * _FRAMES:
            return np.arange(first, stop)
        connections = self._session.connections
        begins = [one.first_row for one in connections[:: len(connections) // _FRAMES + 1] if one.first_row >= first]
        return np.unique(np.concatenate([np.linspace(first, stop - 1, _FRAMES).astype(np.int64), begins]))


def _counts(field: FrameField, values: Iterable[Value]) -> Counts:
    """Count values that can be written; of many different numbers, those that stand out."""
    counter = Counter(values)
    counter.pop(None, None)
    common = counter.most_common()
    if field.type in _NUMBERS and len(common) > _FEW:
        least = _LEAST_SHARE * counter.total()
        common = [(value, count) for value, count in common if count >= least]
    if field.type is Type.TEXT:
        common = [(value, count) for value, count in common if value.isprintable() and len(value) <= _LONGEST]
    return [(_written(field, value), count) for value, count in common]


def _written(field: FrameField, value: Value) -> str:
    if field.type is Type.TEXT:
        text: str = value
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return printed(field.type, [value], field.bits)[0]
