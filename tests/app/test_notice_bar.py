from tests.app.driving import opened, text_of_screen

FULL = "cannot write: No space left on device; the capture was cut in its last packet."
REST = " q asks whether to keep it."


async def test_a_notice_takes_the_lines_that_it_needs_in_every_width() -> None:
    async with opened(size=(120, 40)) as (pilot, screen):
        assert not screen.notice.display
        screen.say(((f" {FULL}", "problem"), (REST, "")))
        await pilot.pause()
        assert screen.notice.size.height == 1 and f"{FULL}{REST}" in text_of_screen(pilot.app)
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert screen.notice.size.height == 2 and "keep it." in text_of_screen(pilot.app)
        screen.say(())
        await pilot.pause()
        assert not screen.notice.display


async def test_a_notice_leaves_room_for_the_rest() -> None:
    async with opened(size=(80, 24)) as (pilot, screen):
        screen.say(((" word" * 200, "note"),))
        await pilot.pause()
        assert screen.notice.size.height == 3
        assert text_of_screen(pilot.app).split("\n")[3].endswith("…")
