"""What was found, put together and listed."""

import numpy as np
import pytest

from tui_tcp.fields.found import (
    NOTHING,
    Found,
    Words,
    dense,
    in_turn,
    listed,
    merged,
    moved,
    of_list,
    words_for,
    words_of,
)

ODD = Found(np.array([1, 1, 3]), np.array([10, 11, 30]))


def test_rows_have_nothing_one_value_or_several() -> None:
    assert listed(ODD, 4) == [None, (10, 11), None, 30]
    assert listed(Found(None, words_of([b"a", b"b"])), 2) == [b"a", b"b"]


def test_only_words_that_occur_are_changed() -> None:
    assert Words(np.array([2, 0, 2]), [b"ab", b"", b"cd"]).changed(lambda word: word[1]).listed() == [100, 98, 100]


def test_what_is_present_everywhere_needs_no_rows() -> None:
    assert dense(np.array([5, 6]), np.array([True, True])).rows is None
    assert listed(dense(np.array([5, 6]), np.array([False, True])), 2) == [None, 6]


def test_merged_the_earlier_part_comes_first_in_a_row() -> None:
    assert listed(merged([ODD, Found(np.array([0, 1]), np.array([1, 12]))]), 4) == [1, (10, 11, 12), None, 30]
    assert merged([NOTHING, NOTHING]) is NOTHING
    assert listed(merged([Found(np.array([1]), words_of(["b"])), Found(np.array([0]), words_of(["a"]))]), 2) == [
        "a",
        "b",
    ]


def test_in_turn_the_first_of_each_part_comes_before_the_second_of_any() -> None:
    other = Found(np.array([1, 1]), np.array([20, 21]))
    assert listed(in_turn([ODD, other], 4), 4)[1] == (10, 20, 11, 21)


def test_a_narrower_selection_is_put_in_its_place() -> None:
    assert listed(moved(Found(None, np.array([7, 8])), np.array([0, 2])), 3) == [7, None, 8]


def test_distinct_words_are_judged_once() -> None:
    asked: list[str] = []

    def is_a(word: str) -> bool:
        asked.append(word)
        return word == "a"

    words = Words(np.array([0, 0, 1]), ["a", "b", *map(str, range(9))])
    assert words.judge(is_a).tolist() == [True, True, False]
    assert asked == ["a", "b"]
    assert Words(np.array([0, 0]), ["a"]).judge(len, int).tolist() == [1, 1]
    assert not len(Words(np.empty(0, np.int64), []).judge(bool))


def test_a_list_becomes_numbers_or_words() -> None:
    assert of_list([1, None, (2, 3)]).values.tolist() == [1, 2, 3]  # type: ignore[union-attr]
    assert listed(of_list(["a", ("a", "b")]), 2) == ["a", ("a", "b")]


@pytest.mark.parametrize("numbers", [[], [3, 1, 3], [0, 65535, 7], [1 << 40, 5, 1 << 40], [-1, 2, -1]])
def test_what_stands_for_numbers_is_worked_out_once_each(numbers: list[int]) -> None:
    asked: list[int] = []
    words = words_for(np.array(numbers, np.int64), lambda number: asked.append(number) or str(number))  # type: ignore
    assert words.listed() == list(map(str, numbers))
    assert sorted(asked) == sorted(set(numbers))
