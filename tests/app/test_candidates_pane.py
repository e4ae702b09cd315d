from textual.app import App, ComposeResult

from tests.app.driving import lines_of
from tui_tcp.app.candidates_pane import CandidatesPane
from tui_tcp.views.pieces import Line


def numbered(count: int) -> list[Line]:
    return [((f"line {number}", ""),) for number in range(count)]


class CandidatesApp(App[None]):
    def compose(self) -> ComposeResult:
        yield CandidatesPane(id="candidates")


async def test_it_is_as_high_as_needed_and_follows_what_is_chosen() -> None:
    app = CandidatesApp()
    async with app.run_test(size=(30, 20)) as pilot:
        pane = app.query_one(CandidatesPane)
        pane.show_lines(numbered(3))
        await pilot.pause()
        assert pane.size.height == 3 and not pane.is_chosen
        pane.show_lines(numbered(20))
        await pilot.pause()
        assert pane.size.height == CandidatesPane.MOST
        pane.choose(10)
        assert pane.is_chosen and "line 10" in "\n".join(lines_of(pane))
        pane.choose(30)
        assert pane.cursor == 19
        pane.choose(-5)
        assert not pane.is_chosen
        pane.show_lines([])
        await pilot.pause()
        assert not pane.display
