import pytest

from tui_tcp.views.pieces import cells, center, clip, crop, cut, left, right, squeeze, text_of, width_of


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("23 µs", 5), ("a → b ├─►│ ①…", 13), ("日本", 4), ("e\u0301", 1), ("⏩", 2)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_clip_shows_that_something_is_missing() -> None:
    assert [clip("abcdef", width) for width in (6, 5, 1, 0)] == ["abcdef", "abcd…", "…", ""]


def test_crop_leaves_half_of_a_wide_character_out() -> None:
    assert crop("日本", 3) == "日"


@pytest.mark.parametrize(
    ("width", "squeezed"), [(20, "192.168.12.169:46160"), (18, "192.168.1…69:46160"), (8, "1…:46160"), (1, "…")]
)
def test_squeeze_keeps_the_end(width: int, squeezed: str) -> None:
    assert squeeze("192.168.12.169:46160", width, 6) == squeezed


def test_left_right_center_fill() -> None:
    assert (left("ab", 4), right("ab", 4), center("ab", 5)) == ("ab  ", "  ab", " ab  ")
    assert {cells(side("日本語", 4)) for side in (left, right, center)} == {4}


@pytest.mark.parametrize("width", range(9))
def test_cut_is_exact(width: int) -> None:
    assert width_of(cut((("日本", "client"), ("abc", "")), width)) == width


def test_cut_joins_pieces_of_one_style() -> None:
    assert cut((("a", ""), ("b", ""), ("c", "dim")), 4) == (("ab", ""), ("c", "dim"), (" ", ""))
    assert text_of(cut((("a", ""), ("", "dim"), ("b", "")), 2)) == "ab"
