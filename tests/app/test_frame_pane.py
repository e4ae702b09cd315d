from tests.app.driving import lines_of, opened


async def test_it_lists_every_frame_and_tells_raw_numbers() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("v", "g")
        await pilot.pause()
        assert screen.frames
        assert screen.frames.row_count == 166
        await pilot.press("colon", "9", "enter")
        await pilot.pause()
        relative = lines_of(screen.frames)
        await pilot.press("r")
        assert any("seq 0 " in line for line in relative)
        assert not any("seq 0 " in line for line in lines_of(screen.frames))
