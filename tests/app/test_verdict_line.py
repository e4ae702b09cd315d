import pytest

from tests.app.driving import opened


@pytest.mark.parametrize(("width", "height"), [(200, 1), (120, 2), (80, 3), (60, 3), (112, 2)])
async def test_it_takes_the_lines_that_it_needs(width: int, height: int) -> None:
    async with opened(size=(width, 24)) as (_, screen):
        assert screen.verdict.size.height == height
        assert len(screen.verdict.visible_lines()) <= height
