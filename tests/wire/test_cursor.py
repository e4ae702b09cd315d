"""A place in a frame, and the two ends it may not go beyond."""

from tui_tcp.wire.cursor import ETHERNET, Cursor
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.links import ethernet
from tui_tcp.wire.tunnels import unwrap


def test_an_empty_cursor_has_nothing() -> None:
    cursor = Cursor()
    assert not cursor.has(1)
    assert cursor.past(1, ETHERNET) == Kind.CUT


def test_going_past_a_header_moves_and_names_the_layer() -> None:
    cursor = Cursor()
    cursor.end = cursor.limit = 20
    assert cursor.past(14, ETHERNET) == ETHERNET
    assert cursor.at == 14
    assert cursor.has(6)
    assert not cursor.has(7)


def test_a_length_field_can_only_take_away() -> None:
    cursor = Cursor()
    cursor.end, cursor.limit = 20, 30
    cursor.bound(25)
    assert (cursor.end, cursor.limit) == (20, 25)
    cursor.bound(10)
    assert (cursor.end, cursor.limit) == (10, 10)


def test_a_function_on_an_empty_cursor_is_cut() -> None:
    assert ethernet(Cursor()) == Kind.CUT
    assert unwrap(Cursor(), ETHERNET) == Kind.CUT
