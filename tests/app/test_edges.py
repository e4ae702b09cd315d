import pytest

from tui_tcp.app.edges import edge, thumb
from tui_tcp.views.pieces import text_of


def test_an_edge_names_its_pane_and_is_brighter_with_the_keys() -> None:
    assert text_of(edge("Ladder", 20, True)) == "─ Ladder ───────────"
    assert edge("Ladder", 20, True) != edge("Ladder", 20, False)


@pytest.mark.parametrize(
    ("top", "rows", "expected"),
    [(0, 8, []), (0, 5, []), (0, 16, [2, 3, 4, 5]), (8, 16, [6, 7, 8, 9]), (0, 10**7, [2]), (10**7 - 8, 10**7, [9])],
)
def test_the_thumb_tells_which_part_is_seen(top: int, rows: int, expected: list[int]) -> None:
    assert list(thumb(top, rows, 2, 10)) == expected


def test_there_is_no_thumb_where_there_is_no_room() -> None:
    assert not thumb(0, 100, 2, 1)
