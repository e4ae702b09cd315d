from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.app.driving import lines_of
from tests.app.rows import NumberRows
from tui_tcp.app.virtual_table import VirtualTable

HEIGHT = 12  # one line for the edge, one for the header, ten rows


class NumberTable(VirtualTable[NumberRows]):
    EDGE = "Numbers"


class TableApp(App[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = "NumberTable { width: 100%; height: 100%; }"

    def __init__(self, rows: NumberRows | None) -> None:
        super().__init__()
        self.table = NumberTable(rows, id="table")
        self.heard: list[int] = []
        self.table.heard_by = self.heard.append

    def compose(self) -> ComposeResult:
        yield self.table


@asynccontextmanager
async def table_of(count: int) -> AsyncIterator[tuple[Pilot[None], NumberTable, NumberRows]]:
    rows = NumberRows(count)
    app = TableApp(rows)
    async with app.run_test(size=(30, HEIGHT)) as pilot:
        await pilot.pause()
        yield pilot, app.table, rows


async def test_it_shows_edge_header_and_the_rows_that_fit() -> None:
    async with table_of(1000) as (_, table, _rows):
        lines = lines_of(table)
        assert lines[0].startswith("─ Numbers ─")
        assert lines[1] == "Number"
        assert [line.rstrip(" ▐") for line in lines[2:]] == [f"row {number}" for number in range(10)]


@pytest.mark.parametrize(
    ("keys", "cursor", "top"),
    [
        (["j", "j"], 2, 0),
        (["down", "down", "up"], 1, 0),
        (["k"], 0, 0),
        (["pagedown"], 10, 10),
        (["pagedown", "j", "pagedown"], 21, 20),
        (["pagedown", "pageup"], 0, 0),
        (["ctrl+d"], 5, 5),
        (["ctrl+d", "ctrl+u"], 0, 0),
        (["G"], 999, 990),
        (["end", "pageup"], 989, 980),
        (["G", "g"], 0, 0),
        (["j"] * 10, 10, 1),
    ],
)
async def test_keys_move_the_cursor_and_the_page_follows(keys: list[str], cursor: int, top: int) -> None:
    async with table_of(1000) as (pilot, table, _):
        await pilot.press(*keys)
        assert (table.cursor, table.top) == (cursor, top)


async def test_moving_tells_the_key_once() -> None:
    async with table_of(5) as (pilot, table, _):
        await pilot.press("j", "G", "G", "j")
        assert pilot.app.heard == [1, 4]  # type: ignore[attr-defined]
        assert table.key == 4


async def test_moving_makes_only_the_lines_that_change() -> None:
    async with table_of(1000) as (pilot, _table, rows):
        before = rows.made
        await pilot.press("j")
        assert rows.made - before == 2


async def test_the_cursor_stays_with_its_key_when_rows_change_places() -> None:
    async with table_of(100) as (pilot, table, rows):
        await pilot.press("j", "j", "j")
        rows.turn_round()
        table.rearrange(3)
        assert (table.key, table.cursor) == (3, 96)
        assert table.top <= 96 < table.top + table.page


async def test_the_cursor_stays_where_it_was_when_its_key_vanishes() -> None:
    async with table_of(100) as (pilot, table, rows):
        await pilot.press("j", "j", "j")
        rows.keys.remove(3)
        rows.generation += 1
        table.rearrange(3)
        assert (table.cursor, table.key) == (3, 4)


async def test_rows_that_come_move_nothing() -> None:
    async with table_of(3) as (pilot, table, rows):
        await pilot.press("j")
        rows.coming = list(range(3, 500))
        table.take_changes()
        await pilot.pause()
        assert (table.cursor, table.top, table.row_count) == (1, 0, 500)
        assert lines_of(table)[-1].startswith("row 9")
        await pilot.press("G")
        assert lines_of(table)[-1].startswith("row 499")


async def test_the_first_rows_tell_their_key() -> None:
    async with table_of(0) as (pilot, table, rows):
        rows.coming = [7, 8]
        table.take_changes()
        assert pilot.app.heard == [7]  # type: ignore[attr-defined]


async def test_an_empty_table_says_what_would_fill_it() -> None:
    async with table_of(0) as (pilot, table, _):
        table.say((("Nothing yet.", "dim"),))
        await pilot.press("j", "G", "pagedown", "enter")
        assert lines_of(table)[2] == " Nothing yet."
        assert table.key is None


async def test_a_click_moves_the_cursor() -> None:
    async with table_of(100) as (pilot, table, _):
        await pilot.click(table, offset=(3, 6))
        assert table.cursor == 4


async def test_the_wheel_scrolls_and_the_cursor_stays() -> None:
    async with table_of(100) as (pilot, table, _):
        await pilot._post_mouse_events([_wheel("MouseScrollDown")], table, offset=(3, 6))
        assert (table.top, table.cursor) == (3, 0)
        await pilot._post_mouse_events([_wheel("MouseScrollUp")], table, offset=(3, 6))
        assert table.top == 0


def _wheel(name: str) -> type:
    from textual import events

    return getattr(events, name)  # type: ignore[no-any-return]


async def test_the_thumb_can_be_dragged() -> None:
    async with table_of(1000) as (pilot, table, _):
        await pilot.mouse_down(table, offset=(29, 2))
        await pilot.hover(table, offset=(29, HEIGHT - 1))
        await pilot.mouse_up(table, offset=(29, HEIGHT - 1))
        assert (table.top, table.cursor) == (990, 0)


async def test_a_smaller_screen_keeps_the_cursor_in_sight() -> None:
    async with table_of(100) as (pilot, table, _):
        await pilot.press(*["j"] * 9)
        await pilot.resize_terminal(30, 6)
        await pilot.pause()
        assert table.top <= table.cursor < table.top + table.page


async def test_another_theme_draws_all_anew() -> None:
    async with table_of(10) as (pilot, table, _):
        before = table.render_lines(table.size.region)[3]
        pilot.app.theme = "textual-light"
        await pilot.pause()
        after = table.render_lines(table.size.region)[3]
        assert before.text == after.text
        assert before != after


async def test_what_an_empty_table_says_goes_on_in_the_next_line() -> None:
    async with table_of(0) as (_, table, _rows):
        table.say((("There is nothing here that one could see.", ""),), (("At all.", ""),))
        assert lines_of(table)[2:5] == [" There is nothing here that", "  one could see.", " At all."]


async def test_prepared_rows_are_drawn_once_and_never_stand_for_others() -> None:
    async with table_of(3) as (pilot, table, _):
        given_up, shown = NumberRows(5), NumberRows(5)
        shown.turn_round()
        shown.generation = given_up.generation
        table.prepare(given_up)
        table.prepare(shown)
        made = shown.made
        table.show(shown)
        await pilot.pause()
        assert [line.rstrip() for line in lines_of(table)[2:7]] == [f"row {number}" for number in (4, 3, 2, 1, 0)]
        assert made == 5 and shown.made == made + 1  # the cursor's row: the keys are in this table
