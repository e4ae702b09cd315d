import pytest

from tests.app.driving import opened
from tui_tcp.app.verdict_line import wrap
from tui_tcp.views.pieces import text_of


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


@pytest.mark.parametrize(("width", "height"), [(200, 1), (120, 2), (80, 3), (60, 3), (112, 2)])
async def test_it_takes_the_lines_that_it_needs(width: int, height: int) -> None:
    async with opened(size=(width, 24)) as (_, screen):
        assert screen.verdict.size.height == height
        assert len(screen.verdict.visible_lines()) <= height
