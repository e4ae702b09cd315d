from tests.app.driving import opened, text_of_screen
from tui_tcp.app.search_screen import SearchScreen


async def test_tab_changes_what_the_text_is_taken_for_and_what_is_wrong_is_told() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("ctrl+f", "x", "tab", "tab", "enter")
        prompt = pilot.app.screen
        assert isinstance(prompt, SearchScreen) and prompt.kind == "hex"
        assert "two digits" in text_of_screen(pilot.app)
        await pilot.press("shift+tab", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen and screen.sought and screen._kind == "regex"


async def test_escape_searches_for_nothing() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("ctrl+f", "x", "escape")
        assert pilot.app.screen is screen and screen.sought is None
