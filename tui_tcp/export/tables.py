"""Columns of field values as an aligned table, tab- or comma-separated text, or JSON, one object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from tui_tcp.fields.decimals import seconds
from tui_tcp.fields.field import FlowField, FrameField, Type, Value, printed

Fields = Sequence[FlowField | FrameField]
Slab = Sequence[Sequence[Value]]  # some rows: for each field the column of its values
Writer = Callable[[TextIO, Fields, Iterable[Slab], bool], None]

_GAP = "  "
_MORE = "…"


def write_tsv(out: TextIO, fields: Fields, slabs: Iterable[Slab], header: bool = True) -> None:
    """Write tab-separated lines, a header line of the field names first."""
    if header:
        out.write("\t".join(field.name for field in fields) + "\n")
    for slab in slabs:
        out.write("".join(["\t".join(row) + "\n" for row in zip(*_texts(fields, slab), strict=True)]))


def write_csv(out: TextIO, fields: Fields, slabs: Iterable[Slab], header: bool = True) -> None:
    """Write comma-separated lines, quoted where needed (RFC 4180)."""
    import csv

    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow([field.name for field in fields])
    for slab in slabs:
        writer.writerows(zip(*_texts(fields, slab), strict=True))


def write_json(out: TextIO, fields: Fields, slabs: Iterable[Slab], header: bool = True) -> None:
    """Write one object a line: numbers as numbers, times in seconds with nine decimals, null for what is absent."""
    import json

    names = [json.dumps(field.name) for field in fields]
    for slab in slabs:
        columns = [_json(field, values, json.dumps) for field, values in zip(fields, slab, strict=True)]
        for row in zip(*columns, strict=True):
            pairs = [f"{name}: {value}" for name, value in zip(names, row, strict=True)]
            out.write("{" + ", ".join(pairs) + "}\n")


def write_table(
    out: TextIO, fields: Fields, slabs: Iterable[Slab], header: bool = True, room: int | None = None
) -> None:
    """Write columns aligned for reading, numbers and times to the right; the first slab settles the widths.

    Where the lines would be wider than `room`, the header names fields without their families; what still has no room
    is left out, which an ellipsis tells.
    """
    names = [field.name for field in fields] if header else [""] * len(fields)
    widths: list[int] = []
    for slab in slabs:
        columns = _texts(fields, slab)
        if not widths:
            widths = _widths(names, columns)
            if room and _total(widths) > room:
                names = _without_families(names)
                widths = _that_fit(_widths(names, columns), room)
            columns = [[name, *column] if header else column for name, column in zip(names, columns, strict=True)]
        aligned = [
            _aligned(field.type, column, width) for field, column, width in zip(fields, columns, widths, strict=False)
        ]
        rest = [_MORE] if len(widths) < len(fields) else []
        out.writelines([_GAP.join((*row, *rest)).rstrip() + "\n" for row in zip(*aligned, strict=True)])


def _without_families(names: Sequence[str]) -> list[str]:
    """Leave out what stands before the first dot, where the rest still says which field is meant."""
    short = [name.partition(".")[2] or name for name in names]
    return [brief if short.count(brief) == 1 else name for name, brief in zip(names, short, strict=True)]


def _that_fit(widths: Sequence[int], room: int) -> list[int]:
    """Return as many of the widths as there is room for, at least one; beside them stands that there are more."""
    if _total(widths) <= room:
        return list(widths)
    fitting = [count for count in range(1, len(widths)) if _total([*widths[:count], len(_MORE)]) <= room]
    return list(widths[: max(fitting, default=1)])


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _texts(fields: Fields, slab: Slab) -> list[list[str]]:
    return [printed(field.type, values, field.bits) for field, values in zip(fields, slab, strict=True)]


def _widths(names: Sequence[str], columns: Sequence[list[str]]) -> list[int]:
    return [max(map(len, (name, *column))) for name, column in zip(names, columns, strict=True)]


def _aligned(kind: Type, column: list[str], width: int) -> list[str]:
    if kind is Type.TEXT:
        return [text.ljust(width) for text in column]
    return [text.rjust(width) for text in column]


_BARE = (Type.NUMBER, Type.FLAG, Type.LABEL, Type.HEX, Type.TIME)  # what stands without quotes


def _json(field: FlowField | FrameField, values: Sequence[Value], dumps: Callable[[str], str]) -> list[str]:
    """One JSON text a row: several numbers of a row are a list, several texts one with commas, as everywhere."""
    if field.type not in _BARE:
        texts = printed(field.type, values, field.bits)
        return ["null" if value is None else dumps(text) for value, text in zip(values, texts, strict=True)]
    one = seconds if field.type is Type.TIME else lambda value: str(int(value))
    return [
        "null" if value is None else f"[{', '.join(map(one, value))}]" if type(value) is tuple else one(value)
        for value in values
    ]


WRITERS: dict[str, Writer] = {"table": write_table, "tsv": write_tsv, "csv": write_csv, "json": write_json}
