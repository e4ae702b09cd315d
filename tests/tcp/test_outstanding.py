"""The pool of segments that were not acknowledged yet."""

import pytest

from tui_tcp.tcp.outstanding import NOBODY, Outstanding


def entries(pool: Outstanding, head: int) -> list[int]:
    """The first numbers of a list's segments, newest first."""
    found = []
    while head >= 0:
        found.append(pool.start[head])
        head = pool.older[head]
    return found


def filled(pool: Outstanding, starts: list[int]) -> int:
    head = NOBODY
    for start in starts:
        head = pool.push(head, start, start + 10, start, start)
    return head


def test_the_newest_stands_first() -> None:
    pool = Outstanding()
    head = filled(pool, [1, 2, 3])
    assert entries(pool, head) == [3, 2, 1]
    assert pool.start[pool.oldest(head)] == 1


def test_an_empty_list_has_no_oldest() -> None:
    assert Outstanding().oldest(NOBODY) == NOBODY


@pytest.mark.parametrize(("behind", "left"), [(1, [3, 1]), (2, [3, 2])])
def test_an_entry_is_dropped_wherever_it_stands(behind: int, left: list[int]) -> None:
    pool = Outstanding()
    head = entry = filled(pool, [1, 2, 3])
    for _ in range(behind):
        entry = pool.older[entry]
    pool.drop(entry)
    assert entries(pool, head) == left


def test_a_list_whose_newest_is_dropped_begins_with_the_next() -> None:
    pool = Outstanding()
    head = filled(pool, [1, 2, 3])
    after = pool.older[head]
    pool.drop(head)
    assert entries(pool, after) == [2, 1]
    assert pool.newer[after] == NOBODY


def test_lists_can_be_followed_from_the_oldest_on() -> None:
    pool = Outstanding()
    entry = pool.oldest(filled(pool, [1, 2, 3]))
    found = []
    while entry >= 0:
        found.append(pool.start[entry])
        entry = pool.newer[entry]
    assert found == [1, 2, 3]


def test_what_was_freed_is_used_again() -> None:
    pool = Outstanding()
    head = filled(pool, [1])
    pool.drop(head)
    assert pool.push(NOBODY, 7, 8, 0, 0) == head


def test_lists_stay_apart_and_whole_when_the_pool_grows() -> None:
    pool = Outstanding()
    evens, odds = list(range(0, 5000, 2)), list(range(1, 5000, 2))
    first, second = filled(pool, evens), filled(pool, odds)
    assert entries(pool, first) == evens[::-1]
    assert entries(pool, second) == odds[::-1]
