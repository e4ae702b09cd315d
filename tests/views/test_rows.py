from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from tui_tcp.views.rows import Rows, SortedRows

Vector = np.ndarray[Any, np.dtype[Any]]


class Numbers(SortedRows):
    sortable = ("#", "Value", "Pair")

    def __init__(self, values: Sequence[int] | Vector) -> None:
        super().__init__()
        self.values = values
        self.grow(len(values), is_final=True)

    def keys_of(self, title: str) -> list[Vector]:
        values = np.array(self.values[: self.total])
        return {"#": [np.arange(self.total)], "Value": [values], "Pair": [values // 10, values]}[title]


def keys(rows: Numbers) -> list[int]:
    return [rows.key_at(row) for row in range(rows.row_count)]


def test_rows_begin_in_their_own_order() -> None:
    assert keys(Numbers([5, 3, 9])) == [0, 1, 2]


@pytest.mark.parametrize(("reverse", "order"), [(False, [1, 0, 3, 2]), (True, [2, 0, 3, 1])])
def test_sorting_keeps_equals_in_order(reverse: bool, order: list[int]) -> None:
    rows = Numbers([5, 3, 9, 5])
    rows.sort_by("Value", reverse)
    assert keys(rows) == order


@pytest.mark.parametrize("reverse", [False, True])
def test_what_is_missing_goes_last(reverse: bool) -> None:
    rows = Numbers([-1, 3, 9])
    rows.sort_by("Value", reverse)
    assert keys(rows)[-1] == 0


def test_unsigned_keys_turn_round() -> None:
    rows = Numbers(np.array([0, 2**63, 5], np.uint64))
    rows.sort_by("Value", True)
    assert keys(rows) == [1, 2, 0]


@pytest.mark.parametrize("title", ["#", "Value", "Pair"])
@pytest.mark.parametrize("reverse", [False, True])
def test_row_of_undoes_key_at(title: str, reverse: bool) -> None:
    rows = Numbers([5, 31, 9, 5, 12])
    rows.sort_by(title, reverse)
    assert [rows.row_of(rows.key_at(row)) for row in range(5)] == list(range(5))
    assert rows.row_of(5) is None
    assert rows.row_of(-1) is None


def test_rows_that_come_later_stand_behind_until_the_end() -> None:
    rows = Numbers([5, 3, 9])
    rows.sort_by("Value")
    rows.values = [5, 3, 9, 1]
    rows._pace._next = float("inf")
    rows.grow(4, False)
    assert keys(rows) == [1, 0, 2, 3]
    assert rows.row_of(3) == 3
    rows.grow(4, True)
    assert keys(rows) == [3, 1, 0, 2]


def test_next_sort_goes_round_and_unknown_titles_change_nothing() -> None:
    rows = Numbers([1])
    seen = []
    for _ in rows.sortable:
        rows.next_sort()
        seen.append(rows.sort_column)
    rows.sort_by("Nonsense", True)
    assert seen == ["Value", "Pair", "#"]
    assert (rows.sort_column, rows.sort_reversed) == ("#", False)


def test_settings_raise_the_generation() -> None:
    rows = Rows()
    rows.times, rows.numbers = "absolute", "raw"
    assert (rows.generation, rows.times, rows.numbers) == (2, "absolute", "raw")


@pytest.mark.parametrize(("title", "order"), [("#", [0, 2, 3]), ("Value", [3, 0, 2])])
def test_only_some_can_be_shown_in_any_order(title: str, order: list[int]) -> None:
    rows = Numbers([5, 3, 9, 1])
    rows.sort_by(title)
    rows.show_only(np.array([True, False, True, True]))
    assert (rows.row_count, keys(rows)) == (3, order)
    assert [rows.row_of(key) for key in range(4)] == [order.index(key) if key in order else None for key in range(4)]
    rows.show_only(None)
    assert (rows.row_count, len(keys(rows))) == (4, 4)


@pytest.mark.parametrize("title", ["#", "Value"])
def test_what_comes_later_stays_out_until_it_is_chosen(title: str) -> None:
    rows = Numbers([5, 3])
    rows.sort_by(title)
    rows.show_only(np.array([True, False]))
    rows.values = [5, 3, 9]
    rows.grow(3, is_final=False)
    assert keys(rows) == [0] and rows.row_of(2) is None
    rows.show_only(np.array([True, False, True]))
    assert keys(rows) == [0, 2] and rows.row_of(2) == 1


@pytest.mark.parametrize(("title", "order"), [("#", [2, 3, 4, 5]), ("Value", [5, 3, 4, 2])], ids=["in order", "sorted"])
def test_what_is_gone_stands_no_more(title: str, order: list[int]) -> None:
    rows = Numbers([5, 3, 9, 5, 7])
    rows.sort_by(title)
    rows.values = [5, 3, 9, 5, 7, 1]
    rows.grow(6, is_final=False, first=2)
    assert keys(rows) == order
    assert [rows.row_of(key) for key in keys(rows)] == list(range(4))
    assert [rows.row_of(key) for key in (0, 1, 6)] == [None, None, None]


def test_of_what_a_filter_left_some_may_be_gone() -> None:
    rows = Numbers([5, 3, 9, 5, 7])
    rows.show_only(np.array([True, True, False, True, True]))
    rows.grow(5, is_final=False, first=1)
    assert keys(rows) == [1, 3, 4]
    rows.grow(5, is_final=False, first=2)
    assert keys(rows) == [3, 4]
