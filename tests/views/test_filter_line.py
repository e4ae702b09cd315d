import pytest

from tests.views.looking import check
from tui_tcp.views.filter_line import addition, candidates, complaint, failed, standing
from tui_tcp.views.pieces import text_of, width_of


@pytest.mark.parametrize("width", [30, 60, 120])
@pytest.mark.parametrize("text", ["tcp", "x" * 300, "a\x1b[31m b"])
def test_the_line_of_the_filter_fits(text: str, width: int) -> None:
    check(standing(text, 3, 1, None, width), width)
    check(failed(text, "no\nway", width), width)


def test_it_tells_how_much_matches_and_how_far_it_is() -> None:
    assert text_of(standing("tcp", 1, 2, None, 80)).rstrip() == " / tcp  1 frame · 2 connections"
    assert "filtering 43 %" in text_of(standing("tcp", 0, 0, 0.43, 80))
    assert "so far" in text_of(standing("tcp", 5, 1, 0.43, 80))


@pytest.mark.parametrize(("column", "line"), [(0, "▲ wrong"), (3, "   ▲ wrong"), (18, "            wrong ▲")])
def test_a_sign_stands_below_the_column(column: int, line: str) -> None:
    assert text_of(complaint("wrong", column, 0, 20)) == line


@pytest.mark.parametrize("column", [-3, 0, 10, 19, 500])
def test_a_long_complaint_is_cut(column: int) -> None:
    assert width_of(complaint("much too long for that", column, 0, 20)) <= 20


def test_where_there_is_no_room_for_a_sign_the_column_is_told() -> None:
    assert text_of(complaint("too long here", 7, 3, 24)) == " column 8: too long here"


@pytest.mark.parametrize(
    ("text", "replacement", "added"),
    [
        ("tcp.po", "tcp.port", "tcp.port"),
        ("ip and tcp.po", "ip and tcp.port", "tcp.port"),
        ("!(tc", "!(tcp", "tcp"),
        ("tcp ", "tcp and", "and"),
        ("", "tcp", "tcp"),
    ],
)
def test_only_the_word_that_is_added_is_shown(text: str, replacement: str, added: str) -> None:
    assert addition(text, replacement) == added


def test_candidates_stand_in_two_columns() -> None:
    lines = [text_of(line).rstrip() for line in candidates([("tcp.port", "a port"), ("ip", "")], 40)]
    assert lines == [" tcp.port  a port", " ip"]
    assert candidates([], 40) == []
    assert all(width_of(line) == 20 for line in candidates([("x" * 50, "y" * 50)], 20))
