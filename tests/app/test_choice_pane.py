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
