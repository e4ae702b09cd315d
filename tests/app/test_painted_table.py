"""What it paints is tested with the keys that make it paint, in test_virtual_table; here is what needs no keys."""

from tests.app.rows import NumberRows
from tui_tcp.app.painted_table import PaintedTable


def test_the_key_under_the_cursor_is_none_where_there_are_no_rows() -> None:
    table = PaintedTable[NumberRows](NumberRows(3), id="table")
    assert (table.row_count, table.key) == (3, 0)
    assert PaintedTable[NumberRows](None, id="none").key is None
