import pytest

from tests.app.driving import opened, text_of_screen


@pytest.mark.parametrize("width", [60, 80, 100, 200])
async def test_help_and_quit_stay_when_room_is_scarce(width: int) -> None:
    async with opened(size=(width, 24)) as (pilot, _):
        line = text_of_screen(pilot.app).splitlines()[-1]
        assert line.endswith("? help  q quit") and "Enter go in" in line


@pytest.mark.parametrize(("label", "place"), [("go in", "ladder"), ("pane", "ladder")])
async def test_a_click_on_a_key_is_the_key(label: str, place: str) -> None:
    async with opened() as (pilot, screen):
        line = text_of_screen(pilot.app).splitlines()[-1]
        await pilot.click("#keys", offset=(line.index(label), 0))
        await pilot.pause()
        assert screen.place == place


async def test_a_click_beside_all_keys_is_nothing() -> None:
    async with opened(size=(200, 24)) as (pilot, screen):
        await pilot.click("#keys", offset=(198, 0))
        assert screen.place == "list"
