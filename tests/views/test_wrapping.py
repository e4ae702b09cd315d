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


def test_a_word_that_no_line_has_room_for_is_broken() -> None:
    assert [text_of(part).strip() for part in wrap((("a bbbbbbbbbb c", ""),), 5)] == ["a", "bbbb", "bbbb", "bb c"]
    assert [text_of(part) for part in wrap((("到家了到家", ""),), 5)] == ["到家", " 了到", " 家"]


@pytest.mark.parametrize("width", [0, 1, 2])
def test_no_width_is_too_small(width: int) -> None:
    assert "".join(text_of(part).strip() for part in wrap((("ab cd", ""),), width)) == "abcd"


def test_nothing_is_one_empty_line() -> None:
    assert [text_of(part) for part in wrap((), 5)] == [""]


def test_a_word_of_several_pieces_stays_whole() -> None:
    line = (("see ", ""), ("#12", "marker"), (", ", ""), ("#345", "marker"), (".", ""))
    assert [text_of(part) for part in wrap(line, 8)] == ["see #12, ", " #345."]
