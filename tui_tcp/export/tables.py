"""Rows of field values as an aligned table, tab- or comma-separated text, or JSON, one object a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from tui_tcp.escape import escape
from tui_tcp.model.field import FlowField, FrameField, Type, Value, printer

Fields = Sequence[FlowField] | Sequence[FrameField]
ValueRows = Iterable[Sequence[Value]]
Writer = Callable[[TextIO, Fields, ValueRows, bool], None]

_SAMPLE = 1000  # rows that settle the widths of a table's columns: those behind may stand wider
_GAP = "  "


def write_tsv(out: TextIO, fields: Fields, rows: ValueRows, header: bool = True) -> None:
    """Write tab-separated lines, a header line of the field names first."""
    if header:
        out.write("\t".join(field.name for field in fields) + "\n")
    show = [_shown(field.type) for field in fields]
    for row in rows:
        out.write("\t".join([text(value) for text, value in zip(show, row, strict=True)]) + "\n")


def write_csv(out: TextIO, fields: Fields, rows: ValueRows, header: bool = True) -> None:
    """Write comma-separated lines, quoted where needed (RFC 4180)."""
    import csv

    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow([field.name for field in fields])
    show = [_shown(field.type) for field in fields]
    writer.writerows([text(value) for text, value in zip(show, row, strict=True)] for row in rows)


def write_json(out: TextIO, fields: Fields, rows: ValueRows, header: bool = True) -> None:
    """Write one object a line: numbers as numbers, times in seconds with nine decimals, null for what is absent."""
    import json

    show = [(json.dumps(field.name), _json(field.type, json.dumps)) for field in fields]
    for row in rows:
        pairs = [f"{name}: {'null' if value is None else text(value)}" for (name, text), value in zip(show, row, strict=True)]
        out.write("{" + ", ".join(pairs) + "}\n")


def write_table(out: TextIO, fields: Fields, rows: ValueRows, header: bool = True) -> None:
    """Write columns aligned for reading: numbers and times to the right."""
    show = [_shown(field.type) for field in fields]
    lines = ([text(value) for text, value in zip(show, row, strict=True)] for row in rows)
    names = [field.name for field in fields]
    sample = list(islice(lines, _SAMPLE))
    widths = [max(map(len, column)) for column in zip(names, *sample, strict=True)]
    layout = [(width, field.type is Type.TEXT) for width, field in zip(widths, fields, strict=True)]
    for line in _headed(names, chain(sample, lines), header):
        cells = [cell.ljust(width) if left else cell.rjust(width) for cell, (width, left) in zip(line, layout, strict=True)]
        out.write(_GAP.join(cells).rstrip() + "\n")


def _headed(names: list[str], lines: Iterable[list[str]], header: bool) -> Iterator[list[str]]:
    return chain([names], lines) if header else iter(lines)


def _shown(kind: Type) -> Callable[[Value], str]:
    show = printer(kind)
    return (lambda value: escape(show(value))) if kind is Type.TEXT else show


def _json(kind: Type, dumps: Callable[[Value], str]) -> Callable[[Value], str]:
    if kind is Type.TEXT:
        return lambda value: dumps(escape(value))
    return printer(kind) if kind is Type.TIME else lambda value: str(int(value))


WRITERS: dict[str, Writer] = {"table": write_table, "tsv": write_tsv, "csv": write_csv, "json": write_json}
