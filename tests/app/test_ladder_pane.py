from tests.app.driving import opened


async def test_settings_stay_with_the_next_connection() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("r", "2", "t", "1", "j")
        await pilot.pause(0.1)
        rows = screen.ladder.rows
        assert rows and (rows.numbers, rows.times) == ("raw", "relative")


async def test_the_same_connection_is_not_drawn_anew() -> None:
    async with opened() as (_, screen):
        rows = screen.ladder.rows
        screen.ladder.show_connection(0, 9)
        assert screen.ladder.rows is rows and screen.ladder.key == 9


async def test_no_connection_is_an_empty_pane() -> None:
    async with opened() as (_, screen):
        screen.ladder.show_none()
        assert screen.ladder.key is None and not screen.ladder.row_count
        assert not screen.ladder.toggle_fold()
