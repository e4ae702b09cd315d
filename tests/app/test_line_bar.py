from textual.app import App, ComposeResult

from tests.app.driving import text_of_screen
from tui_tcp.app.line_bar import LineBar, WrappedBar


class BarApp(App[None]):
    CSS = "LineBar { height: 2; }"

    def compose(self) -> ComposeResult:
        yield LineBar(id="bar")


async def test_lines_are_shown_as_text_and_cut() -> None:
    async with BarApp().run_test(size=(20, 4)) as pilot:
        bar = pilot.app.query_one(LineBar)
        bar.show((("[bold]no markup[/]", "title"),), (("x" * 50, ""),), (("not seen", ""),))
        await pilot.pause()
        assert text_of_screen(pilot.app).split("\n") == ["[bold]no markup[/]", "x" * 20, "", ""]
        bar.show()
        await pilot.pause()
        assert not text_of_screen(pilot.app).strip()


async def test_long_lines_are_continued_and_end_in_an_ellipsis_where_there_is_no_more_room() -> None:
    class WrappedApp(BarApp):
        def compose(self) -> ComposeResult:
            yield WrappedBar(id="bar")

    async with WrappedApp().run_test(size=(20, 4)) as pilot:
        bar = pilot.app.query_one(WrappedBar)
        bar.show((("what goes on in the next", ""),))
        await pilot.pause()
        assert text_of_screen(pilot.app).split("\n")[:2] == ["what goes on in the", " next"]
        bar.show((("what goes on in the next line and the one after", ""),))
        await pilot.pause()
        assert text_of_screen(pilot.app).split("\n")[1].endswith("…")
