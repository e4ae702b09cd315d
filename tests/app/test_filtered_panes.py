from textual.pilot import Pilot

from tests.app.driving import SAMPLE, app_on, lines_of, opened, text_of_screen, wait_for_end
from tests.app.filters import NONE, Failing, of_rows
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.app.language import Written
from tui_tcp.app.targets import Target
from tui_tcp.filters import Filter, compile_filter

FRAMES = (8, 9, 61)  # two of connection 0, one of connection 4


async def narrow(pilot: Pilot[None], screen: CaptureScreen, chosen: Filter | None) -> None:
    screen.apply_filter("some", chosen)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.2)


async def test_lists_show_what_matches_and_escape_drops_the_filter() -> None:
    async with opened() as (pilot, screen):
        await narrow(pilot, screen, of_rows(*FRAMES))
        assert [screen.flows.rows and screen.flows.rows.key_at(row) for row in range(screen.flows.row_count)] == [0, 4]
        assert "3 frames · 2 connections" in text_of_screen(pilot.app)
        await pilot.press("v")
        await pilot.pause()
        assert screen.frames and screen.frames.row_count == len(FRAMES)
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert screen.frames.row_count == 166 and screen.flows.row_count == 8
        assert not screen.filter_bar.display


async def test_the_ladder_dims_or_hides_the_rest() -> None:
    async with opened() as (pilot, screen):
        whole = screen.ladder.row_count
        await narrow(pilot, screen, of_rows(*FRAMES))
        assert screen.ladder.row_count == whole
        await pilot.press("h")
        assert screen.ladder.row_count == 2
        await pilot.press("j")
        await pilot.pause(0.1)
        assert (screen.ladder.connection, screen.ladder.row_count) == (4, 1)
        await pilot.press("h")
        assert screen.ladder.row_count > 10


async def test_a_filter_that_nothing_matches_says_so() -> None:
    async with opened() as (pilot, screen):
        await narrow(pilot, screen, NONE)
        assert "No connection matches the filter" in "".join(lines_of(screen.flows))
        assert_nothing_is_told(screen)
        await pilot.press("h", "v")
        await pilot.pause()
        assert "No frame matches the filter" in "".join(lines_of(screen.list))
        assert_nothing_is_told(screen)
        await narrow(pilot, screen, None)
        assert screen.list.row_count == 166 and screen.detail.row == 0
        await narrow(pilot, screen, NONE)
        await pilot.press("v")
        assert_nothing_is_told(screen)
        await narrow(pilot, screen, None)
        assert screen.flows.row_count == 8
        assert (screen.ladder.connection, screen.detail.row) == (0, FRAMES[0])
        assert "Opened in" in text_of_screen(pilot.app)


def assert_nothing_is_told(screen: CaptureScreen) -> None:
    assert "No connection is chosen." in "".join(lines_of(screen.ladder))
    assert "No frame is chosen." in "".join(lines_of(screen.detail.outline))
    assert screen.verdict.lines == ((),) and not screen.detail.hex.row_count


async def test_a_frame_of_no_connection_has_no_ladder_whatever_is_filtered() -> None:
    async with opened() as (pilot, screen):
        await narrow(pilot, screen, compile_filter("not tcp"))
        assert_nothing_is_told(screen)
        await pilot.press("v")
        await pilot.pause(0.1)
        assert screen.list.row_count and screen.detail.row is not None
        assert "belongs to no TCP connection" in "".join(lines_of(screen.ladder))
        await pilot.press("v")
        await pilot.pause(0.1)
        assert_nothing_is_told(screen)


async def test_a_connection_none_of_whose_segments_match_says_so() -> None:
    async with opened() as (pilot, screen):
        await narrow(pilot, screen, of_rows(FRAMES[2]))
        screen.go_to(Target("frame", FRAMES[0]))
        await pilot.press("h")
        assert screen.ladder.connection == 0
        assert "No segment of this connection matches the filter" in "".join(lines_of(screen.ladder))


async def test_a_filter_that_fails_at_work_is_told() -> None:
    async with opened() as (pilot, screen):
        await narrow(pilot, screen, Failing())
        assert "the pattern takes too long" in text_of_screen(pilot.app)


async def test_the_screen_can_begin_with_a_filter() -> None:
    app = app_on(SAMPLE)
    app._begun = Written("some", of_rows(*FRAMES))
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await wait_for_end(pilot)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)
        assert screen.flows.row_count == 2


async def test_a_field_of_the_detail_makes_a_filter_by_key_and_by_mouse() -> None:
    async with opened() as (pilot, screen):
        outline = screen.detail.outline
        await pilot.press("3")
        assert outline.rows
        names = [line.field_name for line in outline.rows.detail.outline]
        outline.move_to(names.index("flow.server"))
        await pilot.press("F")
        await pilot.pause()
        assert "only these" in text_of_screen(pilot.app)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.2)
        assert (screen.narrowing.text, screen.flows.row_count) == ('flow.server == "10.9.0.3:6667"', 1)
        await pilot.click("#outline", offset=(5, names.index("tcp.stream") + 1), button=3)
        await pilot.pause()
        assert "of what is shown, only these" in text_of_screen(pilot.app)
