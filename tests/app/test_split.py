import pytest

from tui_tcp.app.split import Split


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
