from tests.app.driving import lines_of, opened
from tests.app.growing import running, seen
from tui_tcp.views.pieces import text_of


async def test_marked_connections_have_a_sign_and_their_frames_are_shown_together() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("space", "j", "j", "space")
        assert screen.marked == {0, 2}
        assert [line.split()[0] for line in lines_of(screen.flows)[2:5]] == ["◆0", "1", "◆2"]
        assert "2 marked" in lines_of(screen.flows)[0]
        await pilot.press("v")
        await pilot.pause(0.1)
        frames = screen.frames
        assert frames and frames.rows
        of = {screen.session.columns.value("connection", frames.rows.key_at(row)) for row in range(frames.row_count)}
        assert of == {0, 2} and frames.row_count < screen.session.frame_count
        await pilot.press("g", "space")  # a mark less, from here
        assert screen.marked == {2} and "of the marked connections alone (1)" in lines_of(frames)[0]
        await pilot.press("escape")
        assert not screen.marked and frames.row_count == screen.session.frame_count
        assert screen.list is frames


async def test_what_is_of_no_connection_is_not_marked() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("v")
        await pilot.pause(0.1)
        assert screen.frames
        other = next(row for row in range(166) if screen._connection_of(row) < 0)
        screen.frames.move_to_key(other)
        await pilot.press("space")
        assert not screen.marked
        assert "no connection" in text_of(screen.notice.lines[0])


async def test_a_marked_segment_is_compared_with_the_one_under_the_cursor() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("2", "space")
        assert "#9 marked" in lines_of(screen.ladder)[0]
        assert "◆9" in lines_of(screen.ladder)[2]
        await pilot.press("j", "j")
        assert "#9 → #11  +0.0" in lines_of(screen.ladder)[0] and "2 segments" in lines_of(screen.ladder)[0]
        await pilot.press("escape")
        assert "→" not in lines_of(screen.ladder)[0] and screen.place == "ladder"
        await pilot.press("space", "space")
        assert "marked" not in lines_of(screen.ladder)[0]
        await pilot.press("escape")
        assert screen.place == "list"


async def test_frames_that_come_join_those_of_the_marked_connections() -> None:
    async with running(packets=30) as (pilot, screen, source):
        number = len(screen.session.connections) - 1
        screen.flows.move_to_key(number)
        await pilot.press("space", "v")
        await pilot.pause(0.1)
        before = screen.list.row_count
        source.let_come(30)
        await seen(pilot, lambda: screen.list.row_count > before)
        rows = screen.list.rows
        assert rows and {screen._connection_of(rows.key_at(row)) for row in range(rows.row_count)} == {number}
