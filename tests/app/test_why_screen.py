from tests.app.driving import REFUSED, opened, text_of_screen


async def test_x_tells_the_verdict_in_full_and_leaves_again() -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        await pilot.press(*"jjj", "x")
        await pilot.pause()
        text = text_of_screen(pilot.app)
        assert f"Connection {REFUSED}" in text and "or a firewall rejects" in " ".join(text.split())
        await pilot.press("x")
        assert pilot.app.screen is screen


async def test_a_click_on_the_verdict_tells_it_too() -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        await pilot.click("#verdict")
        await pilot.pause()
        assert pilot.app.screen is not screen
