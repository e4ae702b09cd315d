import pytest

from tui_tcp.views.pieces import text_of
from tui_tcp.views.wrapping import wrap


@pytest.mark.parametrize("width", [8, 12, 30, 200])
def test_words_stay_whole_and_styles_with_them(width: int) -> None:
    line = ((" Opened in ", ""), ("23 ms", "good"), (", 412 B up, no loss. ", ""), ("clean", "good"))
    lines = wrap(line, width)
    assert " ".join(" ".join(map(text_of, lines)).split()) == " ".join(text_of(line).split())
    assert all(len(text_of(part).rstrip()) <= width for part in lines)
    assert ("clean", "good") in lines[-1]


def test_a_word_that_is_too_long_stands_alone() -> None:
    assert [text_of(part).strip() for part in wrap((("a bbbbbbbbbb c", ""),), 5)] == ["a", "bbbbbbbbbb", "c"]


def test_nothing_is_one_empty_line() -> None:
    assert [text_of(part) for part in wrap((), 5)] == [""]


def test_a_word_of_several_pieces_stays_whole() -> None:
    line = (("see ", ""), ("#12", "marker"), (", ", ""), ("#345", "marker"), (".", ""))
    assert [text_of(part) for part in wrap(line, 8)] == ["see #12, ", " #345."]
