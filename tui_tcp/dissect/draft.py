"""What every parser gets, a span of the frame, and how it writes its layer down."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from tui_tcp.dissect.formats import number
from tui_tcp.dissect.layers import Field, Layer
from tui_tcp.dissect.table import Table, read_table, table_size


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes a layer may read, and what the layers around it left for it.

    `limit` is where the span ends by the lengths the headers declare; it lies beyond `end`, the first byte that is not
    there, where the capture cut the frame or an outer layer has less room.
    """

    data: bytes
    start: int
    end: int
    limit: int
    depth: int = 0  # IP headers and tunnels around this one
    quoted: bool = False  # inside an ICMP error
    whole: bool = True  # not a fragment, so checksums can be verified
    source: bytes = b""  # network addresses, for checksums over the pseudo header
    destination: bytes = b""
    ports: tuple[int, int] = (0, 0)

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return self.end - self.start

    @property
    def declared(self) -> int:
        """How many bytes there should be."""
        return max(0, self.limit - self.start)

    @property
    def payload(self) -> bytes:
        """The bytes themselves."""
        return self.data[self.start : self.end]


class Step(NamedTuple):
    """A parser's answer: its layer, the name of the parser that follows ('' for none) and that parser's span."""

    layer: Layer
    follows: str = ""
    span: Span | None = None


Parser = Callable[[Span], Step]


class Draft:
    """A layer being read; `sound` until the first byte that is missing or makes no sense."""

    def __init__(self, span: Span, name: str, table: Table = ()) -> None:
        """Begin a layer with its fixed header."""
        self.span = span
        self.name = name
        self.fields: list[Field] = []
        self.sound = True
        self.read(table)

    def number(self, at: int, size: int) -> int:
        """Return the number `at` bytes into the layer, of as many bytes as are there."""
        return number(self.bytes(at, size))

    def bytes(self, at: int, size: int) -> bytes:
        """Return bytes of the layer, fewer where they are missing."""
        start = self.span.start + at
        return self.span.data[start : min(start + size, self.span.end)]

    def read(self, table: Table, at: int = 0) -> bool:
        """Add a table's fields, `at` bytes into the layer; False, and said so, when bytes are missing."""
        start = self.span.start + at
        self.fields += read_table(table, self.span.data, start, self.span.end)
        return self.needs(at + table_size(table))

    def needs(self, size: int) -> bool:
        """Tell whether the layer's first `size` bytes are there; say so if they are not."""
        if self.span.size >= size:
            return True
        if self.span.declared >= size:
            self.truncated(f"{self.span.size} of {size} bytes there")
        else:
            self.malformed(f"{size} bytes needed, {self.span.declared} there")
        return False

    def add(self, field: Field) -> None:
        """Add a field that was made elsewhere."""
        self.fields.append(field)

    def put(self, name: str, label: str, value: str, at: int, size: int) -> None:
        """Add a field, `at` bytes into the layer; what is not there of its bytes is left out of its range."""
        start = min(self.span.start + at, self.span.end)
        self.fields.append(Field(name, label, value, start, min(size, self.span.end - start)))

    def truncated(self, what: str) -> None:
        """Say that the capture ends inside this layer."""
        self.sound = False
        self.fields.append(Field("", "Truncated", what, self.span.end, 0))

    def malformed(self, what: str, at: int = 0) -> None:
        """Say that the bytes make no sense here."""
        self.sound = False
        self.put("_ws.malformed", "Malformed", what, at, 0)

    def stop(self, title: str) -> Step:
        """Finish the layer with what was understood; nothing after it is trusted."""
        last = max((field.start + field.size for field in self.fields), default=self.span.start)
        return Step(self._layer(title, last - self.span.start))

    def then(self, title: str, size: int, follows: str, span: Span | None = None) -> Step:
        """Finish the layer after `size` bytes and name what follows, in the rest or in the given span."""
        return Step(self._layer(title, min(size, self.span.size)), follows, span or rest(self.span, size))

    def _layer(self, title: str, size: int) -> Layer:
        quoted = "Quoted " if self.span.quoted else ""
        return Layer(self.name, quoted + title, self.span.start, size, tuple(self.fields))


def rest(span: Span, skip: int, length: int | None = None) -> Span:
    """Return what follows the first `skip` bytes, by its own declared length if it has one."""
    start = min(span.start + skip, span.end)
    limit = span.limit if length is None else span.start + skip + length
    return replace(span, start=start, end=max(start, min(limit, span.end)), limit=max(start, limit))
