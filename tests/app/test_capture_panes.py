import pytest

from tests.app.driving import opened


@pytest.mark.parametrize(
    ("pane", "to", "share"),
    [("#ladder", (10, 30), "list_height"), ("#outline", (90, 12), "list_height"), ("#hex", (90, 35), "outline_height")],
)
async def test_the_edge_above_a_pane_can_be_dragged(pane: str, to: tuple[int, int], share: str) -> None:
    async with opened() as (pilot, screen):
        before = getattr(screen.split, share)
        await pilot.mouse_down(pane, offset=(5, 0))
        await pilot.hover(offset=to)
        await pilot.mouse_up(offset=to)
        await pilot.pause()
        assert getattr(screen.split, share) != before
        if pane != "#ladder":  # that the list cannot take: it has no rows for it
            assert abs(screen.query_one(pane).region.y - to[1]) <= 2


async def test_the_line_between_ladder_and_detail_can_be_dragged() -> None:
    async with opened() as (pilot, screen):
        await pilot.mouse_down("#divider", offset=(0, 3))
        await pilot.hover(offset=(50, 25))
        await pilot.mouse_up(offset=(50, 25))
        await pilot.pause()
        assert abs(screen.divider.region.x - 50) <= 1
