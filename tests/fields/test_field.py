"""How values print."""

import pytest

from tui_tcp.fields.field import Type, Value, printed


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Type.NUMBER, 42, "42"),
        (Type.FLAG, True, "1"),
        (Type.FLAG, 0, "0"),
        (Type.HEX, 0x12, "0x0012"),
        (Type.TIME, 1_000_000_001, "1.000000001"),
        (Type.TEXT, "x y", "x y"),
        (Type.TEXT, "\x1b[31m", r"\x1b[31m"),
    ],
)
def test_values_print_by_their_type(kind: Type, value: Value, text: str) -> None:
    assert printed(kind, [value, value]) == [text, text]


@pytest.mark.parametrize("kind", Type)
def test_what_is_absent_prints_as_nothing(kind: Type) -> None:
    assert printed(kind, [None]) == [""]
