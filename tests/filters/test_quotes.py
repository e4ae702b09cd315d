"""Escapes."""

import pytest

from tui_tcp.filters import FilterError
from tui_tcp.filters.quotes import character, unescaped


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("GET", b"GET"),
        (r"\r\n\t", b"\r\n\t"),
        (r"\x0d\x4", b"\r\x04"),
        (r"\101\0", b"A\0"),
        (r"\"\\\'", b"\"\\'"),
        (r"\u00e9", "é".encode()),
        ("é", "é".encode()),
    ],
)
def test_escapes_become_bytes(text: str, raw: bytes) -> None:
    assert unescaped(text, 0) == raw


@pytest.mark.parametrize(("text", "column"), [(r"\d", 3), (r"ab\?", 5), (r"\U00110000", 3), (r"\ud800", 3)])
def test_other_escapes_are_refused_where_they_stand(text: str, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        unescaped(text, 2)
    assert caught.value.column == column


@pytest.mark.parametrize(("text", "code"), [("A", 65), (r"\x41", 65), (r"\n", 10), (r"\0", 0)])
def test_a_character_is_one_byte(text: str, code: int) -> None:
    assert character(text, 0) == code


@pytest.mark.parametrize("text", ["", "ab", "é"])
def test_more_or_fewer_bytes_are_none(text: str) -> None:
    with pytest.raises(FilterError):
        character(text, 0)
