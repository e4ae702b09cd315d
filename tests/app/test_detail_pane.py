from pathlib import Path

from tests.app.driving import lines_of, opened


async def test_an_open_field_stays_open_in_the_next_segment() -> None:
    async with opened() as (pilot, screen):
        outline = screen.detail.outline
        await pilot.press("3", "enter")
        opened_count = outline.row_count
        assert lines_of(outline)[1].startswith("▾ Frame 9")
        await pilot.press("2", "j")
        await pilot.pause(0.1)
        assert lines_of(outline)[1].startswith("▾ Frame 10")
        await pilot.press("3", "enter")
        assert outline.row_count < opened_count + 5
        assert lines_of(outline)[1].startswith("▸ Frame 10")


async def test_the_cursor_stays_on_the_same_field() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("3", *"jjj")
        path = screen.detail.outline.path
        await pilot.press("2", "j")
        await pilot.pause(0.1)
        assert path and screen.detail.outline.path == path


async def test_bytes_are_lit_and_come_into_sight() -> None:
    async with opened(size=(120, 30)) as (pilot, screen):
        hexes, outline = screen.detail.hex, screen.detail.outline
        await pilot.press("3")
        assert hexes.rows and outline.rows
        fields = outline.rows.detail.outline
        outline.move_to(max((at for at in range(len(fields)) if fields[at].size), key=lambda at: fields[at].start))
        start, size = hexes.rows.lit
        assert size and hexes.top and hexes.top <= start // hexes.rows.per_line < hexes.top + hexes.page


async def test_a_wider_pane_holds_more_bytes_a_line() -> None:
    async with opened(size=(120, 40)) as (pilot, screen):
        assert screen.detail.hex.rows and screen.detail.hex.rows.per_line == 8
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert screen.detail.hex.rows.per_line == 16


async def test_an_empty_detail(fixtures: Path) -> None:
    async with opened(fixtures / "bad" / "no_frames.pcap") as (pilot, screen):
        await pilot.press("3", "enter", "j")
        await pilot.click(screen.detail.hex, offset=(8, 2))
        assert not screen.detail.outline.toggle() and screen.detail.outline.path == ""
