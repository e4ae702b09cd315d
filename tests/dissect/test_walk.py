"""Reading from front to back."""

from tui_tcp.dissect.formats import text
from tui_tcp.dissect.walk import Walk


def test_vectors_and_numbers() -> None:
    walk = Walk(b"\x00\x02ab\x01cd", 0, 7)
    assert walk.vector(2) == (2, b"ab")
    assert walk.vector(1) == (5, b"c")
    assert walk.number(1) == ord("d")
    assert (walk.left, walk.sound) == (0, True)


def test_a_length_that_lies_takes_what_is_there() -> None:
    walk = Walk(b"\xffab", 0, 3)
    assert walk.vector(1) == (1, b"ab")
    assert not walk.sound


def test_a_field_without_its_bytes_has_no_value() -> None:
    field = Walk(b"ab", 0, 2).field("n", "N", 3, text)
    assert (field.value, field.start, field.size) == ("", 0, 2)
    assert Walk(b"ab", 0, 2).field("n", "N", 2, text).value == "ab"


def test_a_walk_inside_keeps_to_its_bytes() -> None:
    walk = Walk(b"abcdef", 1, 6)
    inner = walk.inside(2)
    assert (inner.at, inner.end, walk.at) == (1, 3, 3)
