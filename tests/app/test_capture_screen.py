"""What happens on a capture's screen; every key of the table does something."""

import pytest

from tests.app.driving import REFUSED, SAMPLE, app_on, chosen, lines_of, opened, screen_of, text_of_screen, wait_for_end
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.views.keys import KEYS, Key

FIRST_FRAME = 8  # of connection 0
BEFORE = {  # what must have happened before a key can be seen to do something
    "move.up": ["j", "j"],
    "move.page_up": ["G"],
    "move.half_up": ["G"],
    "move.first": ["j"],
    "go.back": ["2"],
    "problem.previous": ["G"],
    "pane.list": ["2"],
    "filter.field": ["3"],
}


def fingerprint(screen: CaptureScreen) -> tuple[object, ...]:
    rows, ladder = screen.list.rows, screen.ladder.rows
    assert rows and ladder
    return (
        len(screen.app.screen_stack),
        chosen(screen),
        screen.place,
        screen.is_zoomed,
        screen.hides,
        screen.naming.uses_names,
        screen.marked,
        (screen.list.size.height, screen.split.ladder_width),
        (rows.times, rows.numbers, rows.sort_column, rows.sort_reversed),
        (ladder.times, ladder.numbers),
        screen.app.is_running,
    )


@pytest.mark.parametrize("key", [key for key in KEYS if key.where not in ("live", "welcome")], ids=lambda key: key.id)
async def test_every_key_does_something(key: Key) -> None:
    async with opened() as (pilot, screen):
        await pilot.press(*BEFORE.get(key.id, []))
        await pilot.pause()
        before = fingerprint(screen)
        await pilot.press(key.keys[-1])
        await pilot.pause()
        assert fingerprint(screen) != before or pilot.app._exit


async def test_the_first_connection_is_shown_with_its_ladder_and_detail() -> None:
    async with opened() as (pilot, screen):
        assert chosen(screen) == (0, 0, FIRST_FRAME)
        assert "TIME-WAIT" in lines_of(screen.flows)[2]
        assert "SYN" in lines_of(screen.ladder)[2]
        assert lines_of(screen.detail.outline)[1].startswith("▸ Frame 9")
        assert lines_of(screen.detail.hex)[1].startswith("0000")
        assert "closed first" in text_of_screen(pilot.app)


async def test_moving_in_the_list_changes_ladder_verdict_and_detail() -> None:
    async with opened() as (pilot, screen):
        before = screen.verdict.lines
        await pilot.press(*"jjj")
        await pilot.pause(0.1)
        assert chosen(screen)[:2] == (REFUSED, REFUSED)
        assert screen.verdict.lines != before
        assert lines_of(screen.detail.outline)[1].startswith("▸ Frame 59")


async def test_moving_in_the_ladder_changes_the_detail() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("2", "j")
        await pilot.pause(0.1)
        assert screen.ladder.key == FIRST_FRAME + 1
        assert lines_of(screen.detail.outline)[1].startswith("▸ Frame 10")


async def test_enter_goes_in_and_escape_comes_back() -> None:
    async with opened() as (pilot, screen):
        places = []
        for key in ("enter", "enter", "escape", "escape", "escape"):
            await pilot.press(key)
            places.append(screen.place)
        assert places == ["ladder", "detail", "ladder", "list", "list"]


async def test_enter_opens_and_closes_a_fold() -> None:
    async with opened() as (pilot, screen):
        await pilot.press(*"jjjj2")
        await pilot.pause(0.1)
        row = next(at for at, line in enumerate(lines_of(screen.ladder)) if "segments ·" in line) - screen.ladder.head
        screen.ladder.move_to(row)
        count = screen.ladder.row_count
        await pilot.press("enter")
        assert screen.ladder.row_count > count and screen.place == "ladder"
        await pilot.press("enter")
        assert screen.ladder.row_count == count


async def test_tab_goes_round_the_panes() -> None:
    async with opened() as (pilot, screen):
        places = []
        for key in ("tab", "tab", "tab", "shift+tab", "2", "3", "1"):
            await pilot.press(key)
            places.append(screen.place)
        assert places == ["ladder", "detail", "list", "detail", "ladder", "detail", "list"]
        assert screen.focused is screen.flows


async def test_a_click_gives_the_keys_to_the_pane() -> None:
    async with opened() as (pilot, screen):
        await pilot.click(screen.ladder, offset=(10, 5))
        assert screen.place == "ladder" and screen.ladder.cursor == 3


async def test_a_double_click_goes_in() -> None:
    async with opened() as (pilot, screen):
        await pilot.click(screen.flows, offset=(10, 4), times=2)
        assert screen.flows.key == 2 and screen.place == "ladder"


async def test_the_cursor_keeps_its_connection_when_the_list_is_sorted() -> None:
    async with opened() as (pilot, screen):
        await pilot.press(*"jjj", "s", "s", "S", "s")
        await pilot.pause(0.1)
        assert chosen(screen)[:2] == (REFUSED, REFUSED)


async def test_the_list_of_frames_keeps_the_frame_and_comes_back_to_its_connection() -> None:
    async with opened() as (pilot, screen):
        await pilot.press(*"jjj", "v")
        await pilot.pause(0.1)
        assert screen.list.id == "frames" and screen.list.key == 58
        await pilot.press("G")
        await pilot.pause(0.1)
        number = screen.ladder.connection
        await pilot.press("v")
        await pilot.pause(0.1)
        assert screen.list.id == "flows" and screen.flows.key == number


async def test_a_frame_that_is_no_segment_has_no_ladder() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("v", "g")
        other = next(row for row in range(166) if screen.session.columns.value("connection", row) < 0)
        screen.list.move_to_key(other)
        await pilot.pause(0.2)
        assert screen.ladder.row_count == 0
        assert "belongs to no TCP connection" in text_of_screen(pilot.app)
        await pilot.press("enter")
        assert screen.place == "detail"


async def test_problems_are_found_in_the_list_and_in_the_ladder() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("n")
        assert screen.flows.key == REFUSED
        await pilot.pause(0.1)
        await pilot.press("2", "n")
        assert screen.ladder.key == 59
        await pilot.press("n")
        assert screen.ladder.key == 59


@pytest.mark.parametrize(
    ("text", "connection", "frame", "place"),
    [("#3", 3, 58, "list"), ("60", 3, 59, "ladder"), ("1.49", 2, 37, "ladder"), ("1.49 s", 2, 37, "ladder")],
)
async def test_go_to(text: str, connection: int, frame: int, place: str) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("colon", *map(_key, text), "enter")
        await pilot.pause(0.1)
        assert chosen(screen) == (connection, connection, frame)
        assert screen.place == place


def _key(char: str) -> str:
    return {"#": "number_sign", ".": "full_stop", " ": "space"}.get(char, char)


async def test_byte_and_field_lead_to_each_other() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("3", *"jjj")
        await pilot.click(screen.detail.hex, offset=(7, 3))
        outline = screen.detail.outline
        assert outline.rows and screen.detail.hex.rows
        field = outline.rows.detail.outline[outline.cursor]
        start, size = screen.detail.hex.rows.lit
        assert (field.start, field.size) == (start, size)
        assert start <= 2 * screen.detail.hex.rows.per_line < start + size


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_nothing_is_wider_than_the_screen(size: tuple[int, int]) -> None:
    async with opened(size=size) as (pilot, screen):
        for key in ("j", "2", "3", "v"):
            await pilot.press(key)
            for strip in screen._compositor.render_strips():
                assert strip.cell_length == size[0]


async def test_a_footer_key_can_be_clicked() -> None:
    async with opened() as (pilot, screen):
        line = text_of_screen(pilot.app).splitlines()[-1]
        await pilot.click("#keys", offset=(line.index("zoom"), 0))
        assert screen.is_zoomed


async def test_quitting_while_loading_works() -> None:
    async with app_on(SAMPLE).run_test() as pilot:
        await pilot.press("q")
    assert pilot.app.return_code == 0


async def test_keys_pressed_while_loading_do_no_harm() -> None:
    async with app_on(SAMPLE).run_test() as pilot:
        await pilot.press("j", "enter", "j", "enter", "s", "v", "n", "G", "1", "v", "z", "z")
        await wait_for_end(pilot)
        assert screen_of(pilot.app).flows.row_count == 8


async def test_a_held_key_leaves_the_ladder_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int | None] = []
    async with opened() as (pilot, screen):
        monkeypatch.setattr(screen.ladder, "show_connection", lambda number, _: shown.append(number))
        for _ in range(5):
            screen.flows.action_move_down()
        await pilot.pause(0.2)
        assert shown in ([1, 5], [5])
