"""A filter's words."""

import pytest

from tui_tcp.filters import FilterError
from tui_tcp.filters.tokens import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tcp.port==80", ["tcp.port", "==", "80"]),
        ("tcp.len+2*3", ["tcp.len", "+", "2", "*", "3"]),
        ("tcp.len-1", ["tcp.len-1"]),
        ("1..5", ["1", "..", "5"]),
        ("10.0.0.1..10.0.0.9", ["10.0.0.1", "..", "10.0.0.9"]),
        ("10.0.0.1/24", ["10.0.0.1/24"]),
        ("tcp.len/2", ["tcp.len", "/", "2"]),
        ("fe80::/10", ["fe80::/10"]),
        ("::ffff:10.0.0.1", ["::ffff:10.0.0.1"]),
        ("fe80::..fe81::", ["fe80::", "..", "fe81::"]),
        ("02:00:00:00:00:01", ["02:00:00:00:00:01"]),
        ("02.00.00.00.00.01", ["02.00.00.00.00.01"]),
        (".tcp", [".tcp"]),
        ("ip.src[0:2]", ["ip.src", "[0:2]"]),
        ("ip.addr#[1-2]", ["ip.addr", "#[1-2]"]),
        ("a&&b||!c", ["a", "&&", "b", "||", "!", "c"]),
        ("a!==b~=c===d", ["a", "!==", "b", "~=", "c", "===", "d"]),
        ('x contains "a\\"b"', ["x", "contains", 'a\\"b']),
        ("flow.x > 2% and y", ["flow.x", ">", "2%", "and", "y"]),
        ("a % 2", ["a", "%", "2"]),
    ],
)
def test_a_text_falls_into_words(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


def test_words_know_their_place() -> None:
    assert [(token.column, token.end) for token in tokens('a  == "b"')] == [(0, 1), (3, 5), (6, 9)]


def test_keywords_are_whole_words_in_small_letters() -> None:
    assert [token.kind for token in tokens("or origin OR")] == ["OR", "WORD", "WORD"]


@pytest.mark.parametrize("text", ['"a', "'a", "a ; b", "a == $x", "[1"])
def test_what_is_no_word_is_refused(text: str) -> None:
    with pytest.raises(FilterError):
        list(tokens(text))


@pytest.mark.parametrize("many", ["(", "!", "-", "{", "!(", "len("])
def test_what_opens_without_end_is_refused_at_once(many: str) -> None:
    with pytest.raises(FilterError, match="nested deeper than"):
        list(tokens(many * 50_000))
