"""Hostile text becomes harmless text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.escape import escape, escape_bytes, escape_text

CASES = {
    "plain [bold]text[/]": "plain [bold]text[/]",
    "é 漢字 ü": "é 漢字 ü",
    "a\nb\tc\rd": r"a\nb\tc\rd",
    "\x1b[31m\x07\x00\x7f": r"\x1b[31m\x07\x00\x7f",
    "\x9b31m\x85": r"\x9b31m\x85",
    "\u202eabc\u2066": r"\u202eabc\u2066",
    "a\u200bb\ufeffc\u00ad": r"a\u200bb\ufeffc\xad",
    "\ud800": r"\ud800",
    "\u2028\u2029\u00a0\u3000": r"\u2028\u2029\xa0\u3000",
    "\U000e0041\U000e0101": r"\U000e0041\U000e0101",
    "\u3164\u115f\u2800\ufe0f": r"\u3164\u115f\u2800\ufe0f",
    "\u0301abc": r"\u0301abc",
    "e\u0301": "e\u0301",
    "e\u0301\u0301\u0301\u0301": "e\u0301\u0301\\u0301\\u0301",
}


@pytest.mark.parametrize(("text", "visible"), CASES.items(), ids=range(len(CASES)))
def test_escape(text: str, visible: str) -> None:
    assert escape(text) == visible


@settings(derandomize=True, max_examples=200)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_nothing_that_acts_or_hides_is_left(text: str) -> None:
    visible = escape(text)
    assert visible.isprintable()
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in visible)
    assert escape(visible) == visible


def test_bytes_are_read_as_utf_8_and_the_rest_shown() -> None:
    assert escape_bytes("é".encode() + b"\xff\x1b", 20) == r"é\xff\x1b"


def test_a_cut_is_marked_and_never_cuts_an_escape() -> None:
    assert escape_bytes(b"abcdef", 6) == "abcdef"
    assert escape_bytes(b"abcdefg", 6) == "abcde…"
    assert escape_bytes(b"abc\x1bdefg", 6) == "abc…"
    assert escape_text("abc\x1bdefg", 6) == "abc…"
    assert escape_text("abc", 3) == "abc"
    assert escape_text("abcd", 0) == ""


@settings(derandomize=True, max_examples=200)
@given(st.binary(max_size=60), st.integers(0, 40))
def test_bytes_never_give_more_than_the_limit(data: bytes, limit: int) -> None:
    visible = escape_bytes(data, limit)
    assert len(visible) <= limit
    assert visible.isprintable()
