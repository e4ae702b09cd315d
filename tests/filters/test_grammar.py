"""Precedence, depth, and any text at all."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_tcp.filters import FilterError, compile_filter
from tui_tcp.filters.grammar import _parser, parse
from tui_tcp.filters.syntax import Comparison, Logic, Word

WORDS = [
    "tcp",
    "ip.addr",
    "tcp.port",
    "==",
    "!=",
    "80",
    "10.0.0.1/8",
    "(",
    ")",
    "{",
    "}",
    ",",
    "..",
    "and",
    "or",
    "not",
]
WORDS += [
    "xor",
    "in",
    "any",
    "all",
    "[0:2]",
    "#1",
    '"a"',
    "'b'",
    "contains",
    "matches",
    "&",
    "+",
    "-",
    "%",
    "len(",
    "1.5",
]


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("a or b and c", "or"),
        ("a and b or c", "or"),
        ("a or b xor c", "or"),
        ("not a and b", "and"),
        ("(a or b) and c", "and"),
    ],
)
def test_the_loosest_operator_is_on_top(text: str, operator: str) -> None:
    shape = parse(text)
    assert isinstance(shape, Logic) and shape.operator == operator


def test_not_takes_the_whole_comparison() -> None:
    shape = parse("!a == 1")
    assert isinstance(shape, Logic) and isinstance(shape.parts[0], Comparison)


def test_two_nots_are_none() -> None:
    assert isinstance(parse("!!a"), Word)


def test_a_chain_of_comparisons_holds_pair_by_pair() -> None:
    shape = parse("a == b == 80")
    assert isinstance(shape, Logic) and len(shape.parts) == 2


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "tcp and (" * 300 + "tcp" + ")" * 300, "[" * 50_000, "- " * 5_000 + "tcp.len == 1", '"' * 99_999],
)
def test_what_is_too_deep_is_told_in_a_line(text: str) -> None:
    with pytest.raises(FilterError) as caught:
        compile_filter(text)
    assert len(str(caught.value)) < 200


def test_parentheses_alone_are_not_depth() -> None:
    assert isinstance(parse("(" * 5_000 + "tcp" + ")" * 5_000), Word)


def test_long_is_not_deep() -> None:
    shape = parse(" or ".join(["tcp"] * 5_000))
    assert isinstance(shape, Logic) and len(shape.parts) == 5_000


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_filter_or_refused_with_a_column(text: str) -> None:
    try:
        compile_filter(text)
    except FilterError as error:
        assert 0 <= error.column <= len(text)


def test_threads_that_begin_at_once_share_one_parser() -> None:
    _parser.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        assert len(list(threads.map(parse, ["tcp"] * 8))) == 8
    assert _parser.cache_info().misses == 1


def test_operators_in_capitals_are_known() -> None:
    with pytest.raises(FilterError, match=r"'AND' is not expected here, but .*; did you mean and\? \(column 5\)"):
        parse("tcp AND udp")
