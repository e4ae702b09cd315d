"""The ladder of a long connection is worked out while keys are answered."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.app.driving import lines_of
from tests.app.growing import running, seen
from tui_tcp.app import live_ladder
from tui_tcp.app.live_ladder import LadderMade, LiveLadder
from tui_tcp.app.live_screen import LiveScreen
from tui_tcp.app.rows import FoldedRows
from tui_tcp.views.ladder import LadderRows

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector


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


async def test_one_is_shown_after_none_was_wanted_any_more() -> None:
    async with running(packets=166) as (pilot, screen, _):
        screen.ladder.show_connection(1)
        screen.ladder.show_none()
        await pilot.pause(0.3)
        screen.ladder.show_connection(2)
        await seen(pilot, lambda: screen.ladder.key == screen.session.connections[2].first_row)


async def test_a_filter_that_finds_more_meanwhile_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    made_before, may_end = LiveLadder.rows_of, threading.Event()

    def rows_of(self: LiveLadder, number: int) -> FoldedRows:
        rows = made_before(self, number)
        may_end.wait(10)
        return rows

    async with running(packets=166) as (pilot, screen, _):
        screen.ladder.show_none()
        screen.ladder.show_filtered(np.ones(100, bool), True)
        monkeypatch.setattr(LiveLadder, "rows_of", rows_of)
        screen.ladder.show_connection(2)
        await pilot.pause(0.1)
        screen.ladder.show_filtered(np.zeros(166, bool), True)
        may_end.set()
        await seen(pilot, lambda: screen.ladder.rows is not None)
        assert screen.ladder.row_count == 0


async def test_the_last_segments_are_shown_though_a_thread_was_at_work_when_they_came() -> None:
    async with running(packets=60) as (pilot, screen, source):
        ladder = screen.ladder
        assert isinstance(ladder, LiveLadder)
        await seen(pilot, lambda: ladder.rows)
        ladder._is_working = True
        source.let_come(1000)
        source.stop()
        await seen(pilot, lambda: screen.is_complete)
        last = screen.session.connections[ladder.connection].last_row
        assert ladder.rows and ladder.rows.row_of(last) is None
        ladder.post_message(LadderMade(-1, None, ladder._look))
        await seen(pilot, lambda: ladder.rows and ladder.rows.row_of(last) is not None)


async def test_what_a_filter_finds_is_worked_out_by_another_thread_than_the_screens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    makers = []
    made_before = LadderRows.show_filtered

    def show_filtered(self: LadderRows, passing: Vector | None, hides: bool) -> None:
        makers.append(threading.current_thread())
        made_before(self, passing, hides)

    async with running(packets=166) as (pilot, screen, _):
        await seen(pilot, lambda: screen.ladder.row_count > 1)
        monkeypatch.setattr(LadderRows, "show_filtered", show_filtered)
        first = screen.ladder.key
        only_first = np.zeros(166, bool)
        only_first[first] = True
        screen.ladder.show_filtered(only_first, True)
        await seen(pilot, lambda: screen.ladder.row_count == 1)
        screen.ladder.show_filtered(None, True)
        await seen(pilot, lambda: screen.ladder.row_count > 1)
        assert screen.ladder.key == first
    assert len(makers) >= 2 and threading.main_thread() not in makers
