import pytest

from tests.app.driving import opened


@pytest.mark.parametrize(
    ("size", "height"), [((200, 60), 2), ((120, 40), 3), ((120, 24), 2), ((80, 24), 3), ((60, 24), 3)]
)
async def test_it_takes_the_lines_that_it_needs(size: tuple[int, int], height: int) -> None:
    async with opened(size=size) as (_, screen):
        assert screen.verdict.size.height == height
        assert len(screen.verdict.visible_lines()) <= height
