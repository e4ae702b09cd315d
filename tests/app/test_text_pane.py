from textual.app import App, ComposeResult

from tests.app.driving import lines_of
from tui_tcp.app.text_pane import TextPane, TextRows


class TextApp(App[None]):
    CSS = "TextPane { width: 100%; height: 100%; }"

    def compose(self) -> ComposeResult:
        yield TextPane(TextRows([((f"line {number}", ""),) for number in range(30)]), id="text")


async def test_keys_scroll_and_no_line_is_marked() -> None:
    async with TextApp().run_test(size=(20, 10)) as pilot:
        pane = pilot.app.query_one(TextPane)
        pane.focus()
        tops = []
        for key in ("j", "pagedown", "G", "j", "k", "g", "k"):
            await pilot.press(key)
            tops.append(pane.top)
        assert tops == [1, 11, 20, 20, 19, 0, 0]
        assert lines_of(pane)[0].startswith(" line 0")


async def test_a_line_is_as_wide_as_the_pane_so_that_the_thumb_stands_at_its_edge() -> None:
    async with TextApp().run_test(size=(20, 10)) as pilot:
        assert lines_of(pilot.app.query_one(TextPane))[0] == f" line 0{' ' * 12}▐"
