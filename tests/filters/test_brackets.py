"""Slices and layers."""

import pytest

from tui_tcp.filters import FilterError
from tui_tcp.filters.brackets import layers_of, slices_of
from tui_tcp.filters.tokens import Token


def token(text: str) -> Token:
    return Token("SLICE", text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("[3]", ((3, 1),)),
        ("[0:3]", ((0, 3),)),
        ("[1-2]", ((1, 2),)),
        ("[:4]", ((0, 4),)),
        ("[2:]", ((2, None),)),
        ("[-1]", ((-1, 1),)),
        ("[-4:2]", ((-4, 2),)),
        ("[0, 2-3 ,-1:]", ((0, 1), (2, 2), (-1, None))),
    ],
)
def test_slices(text: str, slices: tuple[tuple[int, int | None], ...]) -> None:
    assert slices_of(token(text)) == slices


@pytest.mark.parametrize(("text", "column"), [("[]", 1), ("[x]", 1), ("[1,x]", 3), ("[3-3]", 1), ("[0:0]", 1)])
def test_other_brackets_are_refused_where_they_are_wrong(text: str, column: int) -> None:
    with pytest.raises(FilterError) as caught:
        slices_of(token(text))
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("#2", ((2, 2),)), ("#[1-2]", ((1, 2),)), ("# [1,3]", ((1, 1), (3, 3))), ("#[2-]", ((2, 1 << 30),))],
)
def test_layers(text: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert layers_of(token(text)) == ranges


@pytest.mark.parametrize("text", ["#0", "#[]", "#[a]"])
def test_layers_count_from_1(text: str) -> None:
    with pytest.raises(FilterError):
        layers_of(token(text))
