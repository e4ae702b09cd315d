"""The shape of filters knows its columns and its depth."""

from tui_tcp.filters.grammar import parse
from tui_tcp.filters.syntax import Arithmetic, Call, Comparison, Logic, Membership, Part, Word


def test_every_shape_has_its_column() -> None:
    shape = parse("tcp and len(ip[0:2]) + 1 == 3 and x in {1, 2..3}")
    assert isinstance(shape, Logic)
    first, second, third = shape.parts
    assert isinstance(first, Word) and isinstance(second, Comparison) and isinstance(third, Membership)
    assert [part.column for part in shape.parts] == [0, 8, 34]
    assert isinstance(second.left, Arithmetic) and isinstance(second.left.left, Call)
    assert isinstance(second.left.left.arguments[0], Part)
    assert third.members[1][1] is not None and not third.negated


def test_depth_counts_what_is_inside() -> None:
    assert parse("tcp").depth == 1
    assert parse("a == 1").depth == 2
    assert parse("a == 1 and b").depth == 3
