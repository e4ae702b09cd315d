"""One frame as an outline: the capture's own facts, what the connection makes of it, then layer by layer its bytes.

Which lines are open is kept by path, which stays the same from frame to frame: the caller holds one set of the paths
that were turned round from how they begin, and hands it in with every frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.model.session import Session
from tui_tcp.views.detail_of_ours import connection_layer, frame_layer
from tui_tcp.views.pieces import Line, cells, clip, cut, left

# Layers that begin closed: what they hold is seldom asked for; fields below the first level begin closed, too.
_CLOSED = frozenset(("frame", "eth", "sll", "sll2", "null", "vlan", "ip", "ipv6", "data", "eth.padding", "eth.trailer"))
_Item = TypeVar("_Item", Layer, Field)

_OPEN = frozenset(("tcp.seq", "tcp.ack"))  # fields that begin open: why their numbers are small
_LABELS = (20, 30)  # cells for indent and label, at least and at most
_WRONG = ("Malformed", "Truncated")


class OutlineLine(NamedTuple):
    """One visible line; `size` 0 means that no bytes belong to it."""

    path: str
    depth: int
    label: str
    value: str
    field_name: str
    start: int
    size: int
    is_open: bool
    has_children: bool


class Detail:
    """A frame's outline, as far as it is open, and its bytes."""

    def __init__(self, session: Session, row: int, turned: set[str]) -> None:
        from tui_tcp.dissect.datagram import dissect_row

        self.row = row
        self.data = session.frame_bytes(row)
        self._turned = turned
        self._layers = [frame_layer(session, row)]
        if session.columns.value("connection", row) >= 0:
            self._layers.append(connection_layer(session, row))
        frame = dissect_row(session, row, self.data)
        self._layers += frame.here + list(map(_elsewhere, frame.elsewhere))
        self.outline: list[OutlineLine] = []
        self._rebuild()

    def line(self, index: int, width: int) -> Line:
        """Return one line of the outline."""
        at = self.outline[index]
        sign = "▾ " if at.is_open else "▸ " if at.has_children else "  "
        if not at.depth:
            return cut((("", ""), (sign, "marker"), (clip(at.label, width - 2), "title")), width)
        indent = "  " * at.depth
        room = min(max(_LABELS[0], 2 * width // 5), _LABELS[1]) - len(indent) - len(sign)
        label = at.label if cells(at.label) > room else left(at.label, room)
        style = "problem" if at.label in _WRONG or at.field_name == "segment.finding" else ""
        used = len(indent) + len(sign) + cells(label) + 1
        return cut(((indent, ""), (sign, "marker"), (label + " ", "dim"), (clip(at.value, width - used), style)), width)

    def toggle(self, index: int) -> None:
        """Open or close a line."""
        if self.outline[index].has_children:
            self._turned ^= {self.outline[index].path}
            self._rebuild()

    def index_of(self, path: str) -> int:
        """Return the line of a path, or of what it stands under, or the first."""
        places = {line.path: index for index, line in enumerate(self.outline)}
        while path and path not in places:
            path = path.rpartition("/")[0]
        return places.get(path, 0)

    def smallest(self, offset: int) -> int | None:
        """Return the visible line with the fewest bytes around this one, the deeper of two alike."""
        holding = [
            (line.size, -line.depth, index)
            for index, line in enumerate(self.outline)
            if line.start <= offset < line.start + line.size
        ]
        return min(holding)[2] if holding else None

    def _rebuild(self) -> None:
        self.outline = list(self._visible())

    def _visible(self) -> Iterator[OutlineLine]:
        for name, layer in _named((layer.name or "layer", layer) for layer in self._layers):
            is_open = bool(layer.fields) and (layer.name in _CLOSED) == (name in self._turned)
            yield OutlineLine(
                name, 0, layer.title, "", layer.name, layer.start, layer.size, is_open, bool(layer.fields)
            )
            if is_open:
                yield from self._fields(name, 1, layer.fields)

    def _fields(self, parent: str, depth: int, fields: Sequence[Field]) -> Iterator[OutlineLine]:
        for name, field in _named((field.name or field.label, field) for field in fields):
            path = f"{parent}/{name}"
            is_open = bool(field.children) and (field.name in _OPEN) != (path in self._turned)
            yield OutlineLine(
                path,
                depth,
                field.label,
                field.value,
                field.name,
                field.start,
                field.size,
                is_open,
                bool(field.children),
            )
            if is_open:
                yield from self._fields(path, depth + 1, field.children)


def _elsewhere(layer: Layer) -> Layer:
    """Let go of the places in bytes that are not this frame's."""
    fields = tuple(map(_nowhere, layer.fields))
    return Layer(layer.name, f"{layer.title} (from fragments)", 0, 0, fields)


def _nowhere(field: Field) -> Field:
    return Field(field.name, field.label, field.value, 0, 0, tuple(map(_nowhere, field.children)))


def _named(items: Iterable[tuple[str, _Item]]) -> Iterator[tuple[str, _Item]]:
    """Number the names that come more than once: 'ip', 'ip.2'."""
    seen: dict[str, int] = {}
    for name, item in items:
        name = name.replace("/", "_")
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}.{seen[name]}"), item
