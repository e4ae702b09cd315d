"""Rows of a table as fields."""

from pathlib import Path

from tests.fields.frames import HANDSHAKE, slab
from tests.model.captures import session_with
from tui_tcp.fields.field import Type, printed
from tui_tcp.fields.header_fields import Row, header_fields

ROWS = [
    Row("first", Type.HEX, "the first byte", 0, 1),
    Row("bits", Type.NUMBER, "some bits", 0, 2, 0x0F00, 8),
]


def test_a_row_is_a_field_at_its_place(tmp_path: Path) -> None:
    rows = slab(session_with(tmp_path, HANDSHAKE[:1]))
    first, bits = header_fields("ip", ROWS)
    assert (first.name, bits.name, first.bits, bits.bits) == ("ip.first", "ip.bits", 8, 8)
    assert printed(first.type, first.read(rows), first.bits) == ["0x45"]
    assert bits.read(rows) == [5]


def test_a_header_may_bear_several_names(tmp_path: Path) -> None:
    rows = slab(session_with(tmp_path, HANDSHAKE[:1]))
    (first, _) = header_fields("packet", ROWS, "ip", "ipv6")
    assert first.name == "packet.first" and first.read(rows) == [0x45]
