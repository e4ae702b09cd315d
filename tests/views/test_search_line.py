import pytest

from tui_tcp.views.pieces import text_of
from tui_tcp.views.search_line import found_line, nothing_line, searching_line


@pytest.mark.parametrize(
    ("row", "came_from", "backwards", "words"),
    [
        (5, 2, False, "in frame 6  "),
        (2, 5, False, "from the beginning"),
        (2, 5, True, "in frame 3  "),
        (5, 2, True, "from the end"),
    ],
)
def test_it_tells_where_and_whether_it_went_round(row: int, came_from: int, backwards: bool, words: str) -> None:
    assert words in text_of(found_line("x", row, came_from, backwards))


def test_what_is_told_is_printable() -> None:
    assert "43 %" in text_of(searching_line("a\x1bb", 0.43))
    for line in (searching_line("a\x1bb\n", 0), nothing_line("\x07", "the capture", ""), nothing_line("", "", "\x1b")):
        assert text_of(line).isprintable()
