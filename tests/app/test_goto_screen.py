from tests.app.driving import opened, text_of_screen


async def test_a_place_that_is_not_there_keeps_the_prompt_open_and_says_why() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("colon", *"999", "enter")
        assert "frames are numbered 1 to 166" in text_of_screen(pilot.app)
        await pilot.press("backspace")
        assert "frames are numbered" not in text_of_screen(pilot.app)
        await pilot.press("backspace", "backspace", "9", "enter")
        await pilot.pause()
        assert pilot.app.screen is screen and screen.ladder.key == 8


async def test_escape_leaves_all_as_it_was() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("j", "colon", "5", "escape")
        await pilot.pause()
        assert pilot.app.screen is screen and screen.flows.key == 1


async def test_letters_are_text_in_the_prompt() -> None:
    async with opened() as (pilot, _):
        await pilot.press("colon", "q", "j")
        assert pilot.app.is_running and len(pilot.app.screen_stack) == 2


async def test_a_frame_without_connection_is_found_in_the_list_of_frames() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("colon", *"37", "enter")
        await pilot.pause(0.2)
        assert screen.list is screen.frames and screen.list.key == 36


async def test_a_frame_inside_a_fold_opens_it() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("colon", *"47", "enter")
        await pilot.pause(0.2)
        assert screen.ladder.key == 46
