from textual.app import App

from tui_tcp.app.foresight import Foresight


async def test_it_expects_the_cursor_to_go_on_as_it_did() -> None:
    expected: list[int] = []
    async with App[None]().run_test() as pilot:
        foresight = Foresight(pilot.app, expected.append)
        for row in (1, 2):
            foresight.note(row)
            await pilot.pause(0.2)
        foresight.note(12)
        await pilot.pause(0.2)
        foresight.note(11)
        await pilot.pause(0.2)
    assert expected == [2, 3, 22, 10]


async def test_it_waits_for_the_end_of_quick_moves_and_expects_nothing_of_none() -> None:
    expected: list[int] = []
    async with App[None]().run_test() as pilot:
        foresight = Foresight(pilot.app, expected.append)
        foresight.note(0)
        for row in range(1, 20):
            foresight.note(row)
        await pilot.pause(0.2)
    assert expected == [20]
