"""The ladder of a long connection is worked out while keys are answered."""

import threading

import pytest

from tests.app.driving import lines_of
from tests.app.growing import running, seen
from tui_tcp.app import live_ladder
from tui_tcp.app.live_ladder import LiveLadder
from tui_tcp.app.live_screen import LiveScreen
from tui_tcp.app.rows import FoldedRows


@pytest.fixture(autouse=True)
def every_ladder_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_ladder, "_LONG", 0)


def first_frame(screen: LiveScreen) -> int:
    """Where the connection that the list's cursor stands on begins."""
    return screen.session.connections[screen.flows.key or 0].first_row


async def test_it_follows_the_cursor_and_grows_as_a_short_one_does() -> None:
    async with running(packets=60) as (pilot, screen, source):
        await pilot.press("j")
        await seen(pilot, lambda: screen.ladder.key == first_frame(screen) > 8)
        await pilot.press("k")
        await seen(pilot, lambda: screen.ladder.key == first_frame(screen) == 8)
        before = screen.ladder.row_count
        source.let_come(1000)
        await seen(pilot, lambda: screen.ladder.row_count > before)
        assert "SYN" in lines_of(screen.ladder)[2]


async def test_rows_are_made_by_another_thread_than_the_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = []
    made_before = LiveLadder.rows_of

    def rows_of(self: LiveLadder, number: int) -> FoldedRows:
        makers.append(threading.current_thread())
        return made_before(self, number)

    monkeypatch.setattr(LiveLadder, "rows_of", rows_of)
    async with running(packets=60) as (pilot, screen, _):
        await pilot.press("j")
        await seen(pilot, lambda: screen.ladder.key == first_frame(screen) > 8)
    assert len(makers) >= 2 and threading.main_thread() not in makers


async def test_what_was_asked_for_meanwhile_is_shown_instead() -> None:
    async with running(packets=166) as (pilot, screen, _):
        screen.ladder.show_connection(1)
        screen.ladder.show_connection(2)
        screen.ladder.show_numbers("raw")
        await seen(pilot, lambda: screen.ladder.key == screen.session.connections[2].first_row)
        assert screen.ladder.rows and screen.ladder.rows.numbers == "raw"


async def test_one_of_its_frames_is_gone_to_at_once() -> None:
    async with running(packets=166) as (_, screen, _source):
        screen.ladder.show_connection(1)
        last = screen.session.connections[1].last_row
        screen.ladder.show_connection(1, last)
        assert screen.ladder.key == last


async def test_no_connection_stays_none() -> None:
    async with running(packets=166) as (pilot, screen, _):
        screen.ladder.show_connection(1)
        screen.ladder.show_none()
        await pilot.pause(0.3)
        assert screen.ladder.rows is None and screen.ladder.connection == -1
