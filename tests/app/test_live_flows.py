"""Rows light up when they change."""

import pytest

from tests.app.driving import lines_of, text_of_screen
from tests.app.growing import running, seen
from tui_tcp.app import live_flows
from tui_tcp.app.live_flows import LiveFlows
from tui_tcp.app.styles import Ground


def lit(flows: object) -> set[int]:
    assert isinstance(flows, LiveFlows)
    return {row for row in range(flows.row_count) if flows._ground(row) is Ground.LIT}


async def test_a_row_that_changes_is_lit_for_a_moment() -> None:
    async with running(packets=20) as (pilot, screen, source):
        await seen(pilot, lambda: not lit(screen.flows))
        source.let_come(146)
        await seen(pilot, lambda: lit(screen.flows))
        assert 0 not in lit(screen.flows)  # the cursor stands there
        await seen(pilot, lambda: not lit(screen.flows))


async def test_ages_go_on_while_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_flows, "_TICK_S", 0.0)
    async with running(packets=20) as (pilot, screen, _):
        before = lines_of(screen.flows)
        await seen(pilot, lambda: lines_of(screen.flows) != before)


async def test_u_shows_what_is_stuck() -> None:
    async with running(packets=166) as (pilot, screen, _):
        await pilot.press("u")
        await seen(pilot, lambda: screen.flows.row_count < 8)
        await pilot.press("u")
        await seen(pilot, lambda: screen.flows.row_count == 8)


async def test_another_time_can_be_asked_for_and_is_said() -> None:
    async with running(packets=166) as (pilot, screen, _):
        await pilot.press("u")
        assert "stuck > 5 s" in text_of_screen(pilot.app)
        await pilot.press("U")
        shown = text_of_screen(pilot.app)
        assert "stuck > 10 s" in shown and "Stuck is what waits for longer than 10 s" in shown
        await pilot.press("u")
        assert screen.flows.row_count == 8 and "stuck >" not in text_of_screen(pilot.app)


async def test_the_time_that_was_asked_for_at_the_start() -> None:
    async with running(packets=166, patience=90 * 10**9) as (pilot, _, _source):
        await pilot.press("u")
        assert "stuck > 90 s" in text_of_screen(pilot.app)
