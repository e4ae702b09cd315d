"""Regular expressions on bytes."""

import time

import numpy as np
import pytest

from tui_tcp.fields.found import words_of
from tui_tcp.fields.spots import Spots
from tui_tcp.filters import FilterError
from tui_tcp.filters.pattern import LONGEST, Pattern


@pytest.mark.parametrize(
    ("pattern", "value", "matches"),
    [
        (b"get", b"GET /", True),
        (b"(?-i)get", b"GET /", False),
        (b"^host", b"\r\nHost:", False),
        (b"(?m)^host", b"\r\nHost:", True),
        (b"a.c", b"a\nc", False),
        (b"(?s)a.c", b"a\nc", True),
        (rb"[[:digit:]]{3}", b"x200", True),
        (rb"\x00\x00", b"\0\0", True),
        (b"[\x80-\xff]{2}", b"\xff\xfe", True),
        (rb"(?<name>g)et\b", b"get ", True),
        (b"a{2,}+b", b"aaab", True),
        (b"", b"", True),
    ],
)
def test_it_is_found_as_in_wireshark(pattern: bytes, value: bytes, matches: bool) -> None:
    assert Pattern(pattern, 0).matches(value) is matches


def test_words_and_places() -> None:
    pattern = Pattern(b"b", 0)
    assert pattern.words(words_of(["abc", "xyz"])).tolist() == [True, False]
    spots = Spots(np.arange(2), np.array([0, 2]), np.array([2, 4]))
    assert pattern.places(b"abcd", spots).tolist() == [True, False]


@pytest.mark.parametrize("pattern", [b"(", b"[a", b"*", b"(?P<x", b"a" * (LONGEST + 1)])
def test_what_is_no_pattern_is_refused(pattern: bytes) -> None:
    with pytest.raises(FilterError):
        Pattern(pattern, 0)


def test_a_pattern_that_tries_for_ever_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(FilterError, match="takes too long"):
        for hostile in (rb"(a|aa)+$", rb"(a*)*b\1", rb"^(([a-z])+.)+[A-Z]([a-z])+$", rb"(.*a){20}b"):
            Pattern(hostile, 0).matches(b"a" * 5000 + b"!")
    assert time.monotonic() - begun < 10
