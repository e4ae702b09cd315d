import pytest

from tests.app.driving import opened, text_of_screen


@pytest.mark.parametrize("leave", ["escape", "q", "question_mark"])
async def test_help_comes_and_goes(leave: str) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "one line down" in text_of_screen(pilot.app)
        await pilot.press("G")
        assert "one line down" not in text_of_screen(pilot.app)
        await pilot.press("g", leave)
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_help_fits_another_width() -> None:
    async with opened() as (pilot, _):
        await pilot.press("question_mark")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert "one line down" in text_of_screen(pilot.app)
