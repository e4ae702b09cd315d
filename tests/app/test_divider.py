from textual.app import App, ComposeResult

from tests.app.driving import lines_of
from tui_tcp.app.divider import Divider
from tui_tcp.app.messages import EdgeDragged


class DividerApp(App[None]):
    CSS = "Divider { width: 1; height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.dragged: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield Divider(id="divider")

    def on_edge_dragged(self, message: EdgeDragged) -> None:
        self.dragged.append((message.x, message.y))


async def test_it_is_a_line_that_tells_where_it_is_dragged_to_while_it_is_held() -> None:
    app = DividerApp()
    async with app.run_test(size=(10, 3)) as pilot:
        assert lines_of(app.query_one(Divider)) == ["┬", "│", "│"]
        await pilot.hover(Divider, offset=(0, 1))
        await pilot.mouse_down(Divider)
        await pilot.hover(offset=(7, 2))
        await pilot.mouse_up(offset=(7, 2))
        await pilot.hover(offset=(3, 2))
        assert app.dragged[-1] == (7, 2)
