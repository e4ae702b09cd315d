"""Ranges that are merged, held against a set of numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tcp.tcp.ranges import Ranges

LIMIT = 64
SOME = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=40)


@given(SOME)
def test_numbers_are_counted_once(added: list[tuple[int, int]]) -> None:
    ranges, numbers = Ranges(LIMIT), set[int]()
    for start, size in added:
        new = set(range(start, start + size)) - numbers
        assert ranges.add(start, start + size) == len(new)
        numbers |= new
    found = ranges.pairs()
    assert {number for low, high in found for number in range(low, high)} == numbers
    assert all(first[1] < second[0] for first, second in pairwise(found))


@given(SOME, st.integers(0, 80))
def test_what_ends_below_is_forgotten(added: list[tuple[int, int]], number: int) -> None:
    ranges = Ranges(LIMIT)
    for start, size in added:
        ranges.add(start, start + size)
    kept = [both for both in ranges.pairs() if both[1] > number]
    ranges.forget_below(number)
    assert ranges.pairs() == kept


@given(SOME, SOME)
def test_numbers_are_taken_out_once(added: list[tuple[int, int]], taken: list[tuple[int, int]]) -> None:
    ranges, numbers = Ranges(LIMIT), set[int]()
    for start, size in added:
        ranges.add(start, start + size)
        numbers |= set(range(start, start + size))
    for start, size in taken:
        gone = set(range(start, start + size)) & numbers
        assert ranges.remove(start, start + size) == len(gone)
        numbers -= gone
    found = ranges.pairs()
    assert {number for low, high in found for number in range(low, high)} == numbers
    assert all(first[1] < second[0] for first, second in pairwise(found))


@pytest.mark.parametrize(("middle", "left"), [(12, [(13, 15), (20, 25)]), (22, [(20, 22), (23, 25)])])
def test_to_cut_one_in_two_when_there_are_too_many_forgets_the_lowest(middle: int, left: list[tuple[int, int]]) -> None:
    ranges = Ranges(2)
    ranges.add(10, 15)
    ranges.add(20, 25)
    assert ranges.remove(middle, middle + 1) == 1
    assert ranges.pairs() == left


@pytest.mark.parametrize(
    ("start", "end", "has"), [(10, 20, True), (12, 15, True), (9, 15, False), (15, 21, False), (30, 31, False)]
)
def test_a_range_is_there_only_as_a_whole(start: int, end: int, has: bool) -> None:
    ranges = Ranges(LIMIT)
    ranges.add(10, 20)
    ranges.add(22, 25)
    assert ranges.has(start, end) is has


def test_the_lowest_are_forgotten_when_there_are_too_many() -> None:
    ranges = Ranges(3)
    for start in (10, 20, 30, 40, 5):
        ranges.add(start, start + 1)
    assert ranges.pairs() == [(5, 6), (30, 31), (40, 41)]
