"""Fields that stand at fixed places of a header, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tui_tcp.fields.field import FrameField, Type
from tui_tcp.fields.sources import Both, header

if TYPE_CHECKING:
    from tui_tcp.fields.sources import At


class Row(NamedTuple):
    """One field: where it stands, counted from the header's first byte, and which of its bits are its own.

    `bits` is its width where that is not the width of its bytes; `at` chooses headers, or a place in them.
    """

    name: str
    kind: Type
    meaning: str
    offset: int
    size: int
    mask: int = 0
    bits: int = 0
    at: At | None = None
    names: Mapping[int, str] = {}


def header_fields(prefix: str, rows: Sequence[Row], *layers: str) -> list[FrameField]:
    """Return the fields of a header, which stands in layers of other names if such are given."""
    return [_field(prefix, row, layers or (prefix,)) for row in rows]


def _field(prefix: str, row: Row, layers: Sequence[str]) -> FrameField:
    finds = [header(layer, row.offset, row.size, row.mask, row.at) for layer in layers]
    find = finds[0] if len(finds) == 1 else Both(*finds)
    name = f"{prefix}.{row.name}"
    return FrameField(name, row.kind, row.meaning, find, row.bits or 8 * row.size, row.names)
