import pytest

from tests.app.driving import opened, text_of_screen


@pytest.mark.parametrize(
    ("place", "seen"), [("1", (True, True, False)), ("2", (True, True, False)), ("3", (True, False, True))]
)
async def test_ladder_and_detail_take_turns_on_a_narrow_screen(place: str, seen: tuple[bool, ...]) -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        await pilot.press(place)
        assert (screen.list.display, screen.ladder.display, screen.detail.display) == seen


@pytest.mark.parametrize(
    ("place", "seen"), [("1", (True, False, False)), ("2", (False, True, False)), ("3", (False, False, True))]
)
async def test_zoom_leaves_one_pane_and_gives_back_all(place: str, seen: tuple[bool, ...]) -> None:
    async with opened() as (pilot, screen):
        panes = (screen.list, screen.ladder, screen.detail)
        await pilot.press(place, "z")
        assert tuple(pane.display for pane in panes) == seen
        await pilot.press("escape")
        assert all(pane.display for pane in panes)
        assert screen.place == {"1": "list", "2": "ladder", "3": "detail"}[place]


async def test_a_zoomed_screen_shows_the_pane_that_gets_the_keys() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("z", "enter")
        assert not screen.list.display and screen.ladder.display


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (20, 5)])
async def test_a_tiny_screen_says_so(size: tuple[int, int]) -> None:
    async with opened(size=size) as (pilot, screen):
        assert "too small" in text_of_screen(pilot.app) or size[0] < 30
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "too small" not in text_of_screen(pilot.app)
        assert not screen.small.display


async def test_plus_and_minus_move_the_borders() -> None:
    async with opened() as (pilot, screen):
        heights, widths = [screen.ladder.size.height], [screen.ladder.size.width]
        for key in ("2", "plus", "minus", "minus"):
            await pilot.press(key)
            await pilot.pause()
            widths.append(screen.ladder.size.width)
        assert widths[2] > widths[0] > widths[4]
        await pilot.press("1", "plus")
        await pilot.pause()
        heights.append(screen.ladder.size.height)
        assert heights[1] < heights[0]


@pytest.mark.parametrize("place", ["list", "ladder", "detail"])
async def test_plus_and_minus_are_seen_at_once_on_a_small_screen_with_a_short_list(place: str) -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        screen.go_to_place(place)
        heights = []
        for key in ("plus", "minus", "minus"):
            await pilot.press(key)
            await pilot.pause()
            heights.append(screen.pane_at(place).size.height)
        assert heights[0] > heights[1] > heights[2]
