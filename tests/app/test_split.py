import pytest

from tui_tcp.app.split import Split, share_of


@pytest.mark.parametrize(
    ("pane", "is_beside", "steps", "expected"),
    [
        ("list", True, 1, (40, 58)),
        ("list", False, -1, (30, 58)),
        ("ladder", True, 1, (35, 63)),
        ("detail", True, 1, (35, 53)),
        ("ladder", False, 1, (30, 58)),
        ("detail", False, -1, (40, 58)),
        ("list", True, 100, (85, 58)),
        ("detail", True, 100, (35, 15)),
    ],
)
def test_a_pane_grows_at_the_cost_of_its_neighbour(
    pane: str, is_beside: bool, steps: int, expected: tuple[int, int]
) -> None:
    split = Split()
    split.grow(pane, is_beside, steps)
    assert (split.list_height, split.ladder_width) == expected


@pytest.mark.parametrize(("part", "expected"), [(10, 25), (0, 15), (40, 85)])
def test_a_dragged_border_leaves_room_on_both_sides(part: int, expected: int) -> None:
    assert share_of(part, 40) == expected
