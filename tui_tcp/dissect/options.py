"""Lists of options, each a kind, mostly a length, and a body: one reader for TCP's, IPv4's and IPv6's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_tcp.dissect.draft import Draft
from tui_tcp.dissect.formats import dec, octets
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.table import Row, Table, read_table, table_size

Rows = Callable[[bytes], Table]


def brief(content: Sequence[Field]) -> str:
    """Return an option's fields as one line."""
    if len(content) == 1:
        return content[0].value
    return ", ".join(f"{field.label.lower()} {field.value}" for field in content)


class Option(NamedTuple):
    """One kind of option; its rows count from its first byte, or depend on its bytes."""

    name: str
    label: str
    rows: Table | Rows = ()
    brief: Callable[[Sequence[Field]], str] = brief


@dataclass(frozen=True, slots=True)
class Family:
    """How one protocol writes its options."""

    kind: str  # Wireshark's names of the two bytes every option begins with
    length: str
    catalogue: Mapping[int, Option]
    single: frozenset[int]  # kinds without a length
    last: int | None = None  # the kind that ends the list
    uncounted: int = 0  # bytes that the length does not count
    unit: int = 1  # bytes that one step of the length means
    unknown: str = ""  # Wireshark's name of a body nobody knows


def put_options(draft: Draft, family: Family, at: int, stop: int, name: str = "") -> list[Field]:
    """Add the options between `at` and `stop`, both counted from the layer's first byte; return them too."""
    first, last = draft.span.start + at, draft.span.start + stop
    if stop <= at or first > draft.span.end:
        return []
    found = list(read_options(family, draft.span.data, first, last, draft.span.end))
    labels = ", ".join(option.label for option in found)
    size = min(last, draft.span.end) - min(first, draft.span.end)
    draft.add(Field(name, "Options", f"{stop - at} bytes: {labels}", first, size, tuple(found)))
    draft.needs(stop)
    return found


def read_options(family: Family, data: bytes, start: int, stop: int, end: int) -> Iterator[Field]:
    """Yield options up to `stop` or the list's end; a length that cannot be right ends it with a field saying so."""
    while start < min(stop, end):
        kind = data[start]
        size = _option_size(family, data[start : start + 2])
        if size and start + size > stop:
            size = 0
        if not size:
            yield Field(
                "_ws.malformed", "Malformed", f"kind {kind} has an impossible length", start, min(stop, end) - start
            )
            return
        if start + size > end:
            return  # the layer says that it is cut
        yield _option(family, data, start, size)
        start += size
        if kind == family.last:
            yield from _padding(data, start, min(stop, end))
            return


def _option_size(family: Family, head: bytes) -> int:
    """Return an option's size with its head, 0 if that is not there or too small to be one."""
    if head[0] in family.single:
        return 1
    size = head[1] * family.unit + family.uncounted if len(head) == 2 else 0
    return size if size >= 2 else 0


def _padding(data: bytes, start: int, stop: int) -> Iterator[Field]:
    if start < stop:
        yield Field("", "Padding", octets(data[start:stop]), start, stop - start)


def _option(family: Family, data: bytes, start: int, size: int) -> Field:
    """Read one option that is wholly there."""
    body = data[start : start + size]
    known = family.catalogue.get(body[0])
    head = [Row(family.kind, "Kind", 0, 1, dec)]
    if body[0] not in family.single:
        head.append(Row(family.length, "Length", 1, 1, dec))
    option = known or Option("", f"Kind {body[0]}", _unknown_rows(family, size))
    rows = option.rows(body) if callable(option.rows) else option.rows
    content = read_table(rows, data, start, start + size)
    if table_size(rows) > size:
        content.append(Field("_ws.malformed", "Malformed", f"{size} bytes are too few", start, size))
    children = (*read_table(head, data, start, start + size), *content)
    return Field(option.name, option.label, option.brief(content), start, size, children)


def _unknown_rows(family: Family, size: int) -> Table:
    return (Row(family.unknown, "Data", 2, size - 2, octets),) if size > 2 else ()


def tail(name: str, label: str, at: int, form: Callable[[bytes], str] = octets) -> Rows:
    """Return rows of one field that takes the rest of the option."""
    return lambda body: (Row(name, label, at, len(body) - at, form),) if len(body) > at else ()
