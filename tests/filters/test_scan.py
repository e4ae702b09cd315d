"""Searching many places of one buffer."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tui_tcp.fields.found import words_of
from tui_tcp.fields.spots import Spots
from tui_tcp.filters.scan import Needle


def spots(*places: tuple[int, int]) -> Spots:
    starts, ends = zip(*places, strict=True)
    return Spots(np.arange(len(places)), np.array(starts), np.array(ends))


def test_a_place_holds_what_lies_wholly_in_it() -> None:
    memory = b"__GET___GE|T__GET"
    assert Needle(b"GET").places(memory, spots((0, 6), (8, 10), (10, 14), (14, 17))).tolist() == [
        True,
        False,
        False,
        True,
    ]


def test_an_empty_needle_is_everywhere_and_no_places_hold_nothing() -> None:
    assert Needle(b"").places(b"ab", spots((0, 1), (1, 2))).all()
    assert not len(Needle(b"a").places(b"ab", Spots(*[np.empty(0, np.int64)] * 3)))


def test_words_hold_it_too() -> None:
    assert Needle(b"b").words(words_of([b"abc", b"xyz"])).tolist() == [True, False]
    assert Needle(b"b").words(words_of(["abc", "xyz"])).tolist() == [True, False]
    assert Needle("ü".encode()[:1]).words(words_of(["ü", "u"])).tolist() == [True, False]


def test_places_may_lie_in_one_another() -> None:
    assert Needle(b"c").places(b"abcd", spots((0, 4), (1, 2))).tolist() == [True, False]


@given(st.text("ab", max_size=60), st.text("ab", min_size=1, max_size=3), st.lists(st.integers(0, 60), max_size=12))
def test_it_finds_what_a_search_place_by_place_finds(text: str, needle: str, cuts: list[int]) -> None:
    memory, wanted = text.encode(), needle.encode()
    borders = sorted({min(cut, len(memory)) for cut in (*cuts, 0)})
    places = list(pairwise(borders))
    if places:
        assert Needle(wanted).places(memory, spots(*places)).tolist() == [wanted in memory[a:b] for a, b in places]
