from tests.app.driving import app_on
from tui_tcp.app.choice_pane import ChoicePane


async def test_the_cursor_stands_on_choices_only() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.screen.query_one(ChoicePane)
        pane.show_choices([((("a", ""),), ""), ((("b", ""),), "B"), ((("c", ""),), ""), ((("d", ""),), "D")])
        found = []
        for key in ("j", "j", "k", "k", "G", "g"):
            await pilot.press(key)
            found.append(pane.choice)
        assert found == ["D", "D", "B", "B", "D", "B"]


async def test_the_cursor_stays_with_what_it_stands_on_when_lines_come_and_go() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.screen.query_one(ChoicePane)
        found: list[str] = []
        for names in ("ABC", "BC", "XYBC", "XYC", "XYCB", "X"):
            pane.show_choices([(((name, ""),), name) for name in names])
            if not found:
                await pilot.press("g", "j")
            found.append(pane.choice)
        assert found == ["B", "B", "B", "C", "C", "X"]


async def test_of_two_lines_that_lead_to_the_same_the_cursor_stays_on_its_own() -> None:
    app = app_on(None)
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.screen.query_one(ChoicePane)
        for _ in range(2):
            pane.show_choices([(((name, ""),), "A") for name in "12"])
            await pilot.press("j")
        assert pane.cursor == 1
