"""Headers as tables: one row a field, read into fields with their byte ranges."""

from collections.abc import Sequence
from typing import NamedTuple

from tui_tcp.dissect.formats import BitFormat, Format, number, switch
from tui_tcp.dissect.layers import Field


class Bit(NamedTuple):
    """Some bits of a field, shown under it."""

    name: str
    label: str
    mask: int
    form: BitFormat = switch


class Row(NamedTuple):
    """One field of a header: where it stands, counted from the header's first byte, and how it is printed."""

    name: str
    label: str
    offset: int
    size: int
    form: Format
    bits: tuple[Bit, ...] = ()


Table = Sequence[Row]


def table_size(table: Table) -> int:
    """Return how many bytes a table's rows span."""
    return max((row.offset + row.size for row in table), default=0)


def read_table(table: Table, data: bytes, start: int, end: int) -> list[Field]:
    """Read the rows that lie wholly between `start` and `end`, up to the first that does not."""
    fields = []
    for row in table:
        first = start + row.offset
        if first + row.size > end:
            break
        raw = data[first : first + row.size]
        bits = tuple(_bit_field(bit, raw, first) for bit in row.bits)
        fields.append(Field(row.name, row.label, row.form(raw), first, row.size, bits))
    return fields


def _bit_field(bit: Bit, raw: bytes, start: int) -> Field:
    """Read one bit field; its bytes are those that hold its bits."""
    shift = (bit.mask & -bit.mask).bit_length() - 1
    first = len(raw) - (bit.mask.bit_length() + 7) // 8
    last = len(raw) - shift // 8
    value = (number(raw) & bit.mask) >> shift
    return Field(bit.name, bit.label, bit.form(value), start + first, last - first)
