"""Keys that come all at once, as over a slow line."""

import pytest
from textual import events
from textual.pilot import Pilot

from tests.app.driving import lines_of, opened
from tui_tcp.app import type_ahead
from tui_tcp.app.filter_screen import FilterScreen

PATIENCE = 100  # hundredths of a second


async def arrive(pilot: Pilot[None], *keys: str) -> None:
    """Have keys come without a pause, and wait until nothing moves."""
    for key in keys:
        pilot.app.post_message(events.Key(NAMES.get(key, key), key if len(key) == 1 else None))
    for _ in range(PATIENCE):
        await pilot.pause(0.01)


NAMES = {"/": "slash", ".": "full_stop", "=": "equals_sign", " ": "space", ":": "colon"}


async def test_what_follows_the_key_that_opens_the_filter_line_is_written_there() -> None:
    async with opened() as (pilot, screen):
        await arrive(pilot, "/", *"tcp.stream == 3")
        assert isinstance(pilot.app.screen, FilterScreen)
        assert pilot.app.screen.line.value == "tcp.stream == 3"
        await arrive(pilot, "enter", "j")
        assert screen.narrowing.text == "tcp.stream == 3"
        assert screen.flows.row_count == 1


async def test_behind_enter_keys_are_meant_for_what_it_went_into() -> None:
    async with opened() as (pilot, screen):
        first = screen.flows.cursor
        await arrive(pilot, "enter", "j", "j", "j")
        assert (screen.place, screen.flows.cursor, screen.ladder.cursor) == ("ladder", first, 3)
        await arrive(pilot, "enter", "j", "escape", "escape", "j")
        assert (screen.place, screen.flows.cursor) == ("list", first + 1)
        assert lines_of(screen.detail.outline)


async def test_a_line_that_is_dismissed_gives_the_keys_back() -> None:
    async with opened() as (pilot, screen):
        await arrive(pilot, ":", *"3", "enter", "enter", "j")
        assert screen.place == "ladder"


async def test_a_key_that_nobody_hears_holds_the_others_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type_ahead, "_LONGEST_S", 0.05)
    async with opened() as (pilot, screen):
        pilot.app._type_ahead._screen = pilot.app.screen  # type: ignore[attr-defined]
        first = screen.flows.cursor
        await arrive(pilot, "j", "j")
        assert screen.flows.cursor == first + 2
