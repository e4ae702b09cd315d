"""The reader of option lists."""

from tui_tcp.dissect.formats import dec
from tui_tcp.dissect.layers import Field
from tui_tcp.dissect.options import Family, Option, read_options, tail
from tui_tcp.dissect.table import Row

FAMILY = Family(
    kind="k",
    length="l",
    single=frozenset((0, 1)),
    last=0,
    unknown="u",
    catalogue={0: Option("", "End"), 1: Option("", "Nop"), 2: Option("two", "Two", (Row("v", "V", 2, 2, dec),))},
)


def read(data: bytes, end: int | None = None) -> list[Field]:
    return list(read_options(FAMILY, data, 0, len(data), len(data) if end is None else end))


def test_known_and_unknown_kinds() -> None:
    nop, two, unknown = read(b"\x01\x02\x04\x01\x00\x09\x03\xff")
    assert (nop.label, two.value, unknown.label, unknown.value) == ("Nop", "256", "Kind 9", "ff")
    assert [child.name for child in two.children] == ["k", "l", "v"]
    assert (two.start, two.size, two.children[2].start) == (1, 4, 3)


def test_after_the_end_comes_padding() -> None:
    assert [(field.label, field.value) for field in read(b"\x00\xaa\xbb")] == [("End", ""), ("Padding", "aabb")]


def test_lengths_that_cannot_be_right() -> None:
    for data in (b"\x02\x00", b"\x02\x01", b"\x02\x09\x00", b"\x02"):
        assert [field.label for field in read(data)] == ["Malformed"]


def test_an_option_too_short_for_its_fields_says_so() -> None:
    (two,) = read(b"\x02\x03\x01")
    assert two.children[-1].label == "Malformed"


def test_options_that_were_not_captured_are_left_out() -> None:
    assert read(b"\x01\x02\x04\x01\x00", end=3) == read(b"\x01")


def test_a_tail_is_what_is_left() -> None:
    rows = tail("t", "T", 2)
    assert [row.size for row in rows(b"12345")] == [3]
    assert rows(b"12") == ()
