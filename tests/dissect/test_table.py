"""Rows to fields."""

from tui_tcp.dissect.formats import dec, hexa
from tui_tcp.dissect.table import Bit, Row, read_table, table_size

TABLE = (
    Row("a", "A", 0, 1, dec),
    Row(
        "b", "B", 1, 2, hexa, (Bit("b.high", "High", 0xF000, str), Bit("b.low", "Low", 0x0001), Bit("b", "All", 0x0FF0))
    ),
)


def test_rows_become_fields_with_their_bytes() -> None:
    first, second = read_table(TABLE, b"\xff\x07\x80\x01", 1, 4)
    assert (first.value, first.start, first.size) == ("7", 1, 1)
    assert (second.value, second.start, second.size) == ("0x8001", 2, 2)


def test_bits_know_the_bytes_that_hold_them() -> None:
    bits = read_table(TABLE, b"\x07\x80\x01", 0, 3)[1].children
    assert [(bit.value, bit.start, bit.size) for bit in bits] == [("8", 1, 1), ("1 (set)", 2, 1), ("0 (not set)", 1, 2)]


def test_reading_stops_at_the_first_row_that_is_cut() -> None:
    assert [field.name for field in read_table(TABLE, b"\x07\x80\x01", 0, 2)] == ["a"]
    assert table_size(TABLE) == 3
    assert table_size(()) == 0
