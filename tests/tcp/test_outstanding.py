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


@pytest.mark.parametrize(("behind", "left"), [(0, [2, 1]), (1, [3, 1]), (2, [3, 2])])
def test_an_entry_is_dropped_wherever_it_stands(behind: int, left: list[int]) -> None:
    pool = Outstanding()
    head = entry = filled(pool, [1, 2, 3])
    newer = NOBODY
    for _ in range(behind):
        newer, entry = entry, pool.older[entry]
    assert entries(pool, pool.drop(entry, newer, head)) == left


def test_what_was_freed_is_used_again() -> None:
    pool = Outstanding()
    head = filled(pool, [1])
    assert pool.drop(head, NOBODY, head) == NOBODY
    assert pool.push(NOBODY, 7, 8, 0, 0) == head


def test_lists_stay_apart_and_whole_when_the_pool_grows() -> None:
    pool = Outstanding()
    evens, odds = list(range(0, 5000, 2)), list(range(1, 5000, 2))
    first, second = filled(pool, evens), filled(pool, odds)
    assert entries(pool, first) == evens[::-1]
    assert entries(pool, second) == odds[::-1]
