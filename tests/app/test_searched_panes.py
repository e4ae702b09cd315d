from textual.pilot import Pilot

from tests.app.driving import chosen, opened, text_of_screen


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.2)


async def test_hits_are_gone_through_from_the_list() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("ctrl+f", *"GET", "enter")
        await settle(pilot)
        assert chosen(screen) == (1, 1, 18) and screen.place == "list"
        assert (screen.detail.row, screen.detail.hex.lit) == (18, (66, 3))
        assert "in frame 19" in text_of_screen(pilot.app)
        await pilot.press("greater_than_sign")
        await settle(pilot)
        assert chosen(screen) == (2, 2, 40)
        await pilot.press("less_than_sign", "escape")
        await settle(pilot)
        assert chosen(screen) == (1, 1, 18) and not screen.notice.display


async def test_in_the_ladder_only_its_connection_is_searched() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("j", "j", "2", "ctrl+f", *"GET", "enter")
        await settle(pilot)
        assert (screen.ladder.key, screen.place) == (40, "ladder")
        await pilot.press("greater_than_sign", "greater_than_sign")
        await settle(pilot)
        assert screen.ladder.connection == 2


async def test_in_the_detail_only_the_bytes_of_the_frame() -> None:
    async with opened() as (pilot, _):
        await pilot.press("j", "j", "2", "G", "3", "ctrl+f", *"GET", "enter")
        await settle(pilot)
        assert "is not in this frame" in text_of_screen(pilot.app)


async def test_in_the_list_of_frames_the_cursor_goes_there() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("v", "g", "ctrl+f", *"GET", "enter")
        await settle(pilot)
        assert (screen.list.key, screen.detail.row) == (18, 18)


async def test_what_is_not_there_is_told_and_the_keys_ask_when_nothing_was_sought() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("greater_than_sign", *"nowhere", "enter")
        await settle(pilot)
        assert "“nowhere” is not in the capture" in text_of_screen(pilot.app)
        assert screen.place == "list"
