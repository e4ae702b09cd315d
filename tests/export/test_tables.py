"""Columns of values in every format."""

import csv
import io
import json

import pytest

from tui_tcp.export.tables import WRITERS, Slab, write_table
from tui_tcp.fields.field import FrameField, Type, Value
from tui_tcp.fields.found import NOTHING

HOSTILE = 'a,"b"\t\x1b[2J\n[bold]\u202e'
HARMLESS = r'a,"b"\t\x1b[2J\n[bold]\u202e'
TYPES = {"n": Type.NUMBER, "f": Type.FLAG, "x": Type.HEX, "t": Type.TIME, "s": Type.TEXT}
FIELDS = [FrameField(name, kind, "", lambda _: NOTHING, 16) for name, kind in TYPES.items()]
ROWS: list[tuple[Value, ...]] = [(1, True, 0x12, 1_500_000_000, HOSTILE), (20, False, 0x1FF, -1, ""), (None,) * 5]


def written(form: str, *, header: bool = True, slabs: list[Slab] | None = None) -> str:
    out = io.StringIO()
    columns = [list(zip(*ROWS, strict=True))] if slabs is None else slabs
    WRITERS[form](out, FIELDS, columns, header)
    return out.getvalue()


def test_tsv_has_a_header_line_and_a_line_a_row() -> None:
    assert written("tsv").splitlines() == [
        "n\tf\tx\tt\ts",
        f"1\t1\t0x0012\t1.500000000\t{HARMLESS}",
        "20\t0\t0x01ff\t-0.000000001\t",
        "\t\t\t\t",
    ]


def test_csv_reads_back_as_it_was() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))
    assert rows[0] == list(TYPES)
    assert rows[1] == ["1", "1", "0x0012", "1.500000000", HARMLESS]
    assert rows[3] == [""] * 5


def test_json_is_an_object_a_line_with_numbers_as_numbers() -> None:
    first, second, third = map(json.loads, written("json").splitlines())
    assert first == {"n": 1, "f": 1, "x": 18, "t": 1.5, "s": HARMLESS}
    assert second["s"] == ""
    assert third == dict.fromkeys(TYPES)


def test_json_keeps_nine_decimals() -> None:
    assert '"t": 1.500000000' in written("json")


def test_a_table_aligns_numbers_right_and_text_left() -> None:
    lines = written("table").splitlines()
    assert lines[0] == " n  f       x             t  s"
    assert lines[2] == "20  0  0x01ff  -0.000000001"


@pytest.mark.parametrize("form", ["tsv", "csv", "table"])
def test_the_header_line_can_be_left_out(form: str) -> None:
    whole, bare = written(form).splitlines(), written(form, header=False).splitlines()
    assert len(bare) == len(whole) - 1


@pytest.mark.parametrize("form", WRITERS)
def test_what_a_terminal_would_act_on_is_escaped(form: str) -> None:
    text = written(form)
    assert all(char.isprintable() or char in "\t\n" for char in text)
    assert "[bold]" in text


@pytest.mark.parametrize("form", WRITERS)
def test_rows_may_come_in_pieces(form: str) -> None:
    pieces: list[Slab] = [[[value] for value in row] for row in ROWS[:2]]
    assert len(written(form, slabs=pieces).splitlines()) == len(written(form).splitlines()) - 1


@pytest.mark.parametrize(("form", "lines"), [("tsv", 1), ("csv", 1), ("table", 1), ("json", 0)])
def test_no_rows_leave_the_header(form: str, lines: int) -> None:
    assert len(written(form, slabs=[[[], [], [], [], []]]).splitlines()) == lines


def table(names: list[str], room: int | None) -> list[str]:
    out = io.StringIO()
    fields = [FrameField(name, Type.NUMBER, "", lambda _: NOTHING) for name in names]
    write_table(out, fields, [[[123456] for _ in names]], room=room)
    return out.getvalue().splitlines()


def test_a_table_with_enough_room_names_fields_in_full() -> None:
    names = ["ip.len", "flow.packets"]
    assert table(names, 20) == table(names, None) == ["ip.len  flow.packets", "123456        123456"]


def test_a_table_without_leaves_out_their_families_but_not_where_that_would_confuse() -> None:
    assert table(["flow.packets", "ip.src", "ipv6.src"], 27) == [
        "packets  ip.src  ipv6.src",
        " 123456  123456    123456",
    ]


@pytest.mark.parametrize("room", [1, 10, 14])
def test_what_still_has_no_room_is_left_out(room: int) -> None:
    assert table(["flow.packets", "ip.len"], room) == ["packets  …", " 123456  …"]
