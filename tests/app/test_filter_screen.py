from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from tests.app.driving import opened, text_of_screen
from tui_tcp.app.filter_history import past_filters
from tui_tcp.app.filter_screen import FilterScreen
from tui_tcp.app.language import compiled, completions
from tui_tcp.fields.seen import Seen


async def all_is_looked_at(pilot: Pilot[None]) -> None:
    """Wait for what looks at the line; what a later key overtook is cancelled, which is no failure."""
    for _ in range(500):
        if all(worker.is_finished for worker in pilot.app.workers):
            break
        await pilot.pause(0.01)
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if char == " " else char for char in text))
    await all_is_looked_at(pilot)
    await pilot.pause()


def prompt(pilot: Pilot[None]) -> FilterScreen:
    assert isinstance(pilot.app.screen, FilterScreen)
    return pilot.app.screen


async def test_a_filter_is_applied_and_remembered() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash")
        await write(pilot, "tcp.port == 6667")
        assert "✓" in text_of_screen(pilot.app)
        await pilot.press("enter")
        await all_is_looked_at(pilot)
        await pilot.pause(0.2)
        assert pilot.app.screen is screen and screen.narrowing.text == "tcp.port == 6667"
        assert screen.flows.row_count == 1
        assert "1 connection" in text_of_screen(pilot.app)
        assert past_filters() == ["tcp.port == 6667"]


async def test_what_is_wrong_is_told_below_the_column_and_stays_to_be_corrected() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash")
        await write(pilot, "tcp.port == ")
        await pilot.press("enter")
        await pilot.pause()
        text = text_of_screen(pilot.app)
        assert "✗" in text and "▲" in text
        assert prompt(pilot).line.value == "tcp.port == " and not screen.narrowing.text
        await write(pilot, "80")
        assert not prompt(pilot).message.display


async def test_escape_leaves_the_filter_as_it_was() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash")
        await write(pilot, "tcp.port == 80")
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("slash")
        assert prompt(pilot).line.value == "tcp.port == 80"
        await write(pilot, "80")
        await pilot.press("escape")
        await pilot.pause()
        assert screen.narrowing.text == "tcp.port == 80"


async def test_an_empty_line_offers_filters_by_name_and_those_of_the_past() -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash")
        await all_is_looked_at(pilot)
        await pilot.pause()
        assert "slow handshakes" in text_of_screen(pilot.app)
        await pilot.press("down", "down", "down", "enter")
        assert prompt(pilot).line.value == "tcp.flags.reset == 1"
        await pilot.press("enter")
        await all_is_looked_at(pilot)
        await pilot.pause(0.2)
        assert screen.flows.row_count == 2
        await pilot.press("slash", *["backspace"] * 30, "enter")
        await pilot.pause(0.2)
        assert screen.flows.row_count == 8 and not screen.filter_bar.display


@pytest.mark.parametrize(
    ("keys", "text"), [(["up"], "b"), (["up", "up"], "a"), (["up"] * 5, "a"), (["up", "down"], "")]
)
async def test_the_past_is_gone_through_with_the_arrows(home: Path, keys: list[str], text: str) -> None:
    folder = home / "state" / "tcptui"
    folder.mkdir(parents=True)
    (folder / "filters.json").write_text('["b", "a"]')
    async with opened() as (pilot, _):
        await pilot.press("slash", *keys)
        await pilot.pause()
        assert prompt(pilot).line.value == text


async def test_a_hundred_thousand_parentheses_are_one_complaint() -> None:
    async with opened() as (pilot, _):
        await pilot.press("slash")
        prompt(pilot).line.value = "(" * 100_000
        await pilot.pause()
        await all_is_looked_at(pilot)
        await pilot.pause()
        assert "✗" in text_of_screen(pilot.app)


@pytest.mark.parametrize(("text", "is_right"), [("tcp.port == 6667", True), ("tcp.port == ", False)])
async def test_enter_waits_for_what_is_still_looked_at(
    text: str, is_right: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def slowly(text: str) -> object:
        go_on.wait(5)
        return compiled(text)

    monkeypatch.setattr("tui_tcp.app.filter_screen.compiled", slowly)
    async with opened() as (pilot, screen):
        await pilot.press("slash", *("space" if char == " " else char for char in text), "enter")
        assert isinstance(pilot.app.screen, FilterScreen)  # and keys are heard
        go_on.set()
        await all_is_looked_at(pilot)
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, FilterScreen) != is_right and (screen.narrowing.text == text) == is_right
        assert is_right or "✗" in text_of_screen(pilot.app)


async def test_values_that_the_capture_holds_are_offered_and_taken() -> None:
    async with opened() as (pilot, _):
        await pilot.press("slash")
        await write(pilot, "tcp.port == ")
        assert "irc · 1 connection" in text_of_screen(pilot.app) or "6667" in text_of_screen(pilot.app)
        await write(pilot, "66")
        await pilot.press("tab")
        assert prompt(pilot).line.value == "tcp.port == 6667 "


async def test_the_key_that_takes_an_offer_waits_for_those_of_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slowly(text: str, cursor: int, seen: Seen | None = None) -> list[tuple[str, str]]:
        go_on.wait(5)
        return completions(text, cursor, seen)

    monkeypatch.setattr("tui_tcp.app.filter_screen.completions", slowly)
    async with opened() as (pilot, _):
        await pilot.press("slash", *"flow.clo", "tab")
        assert prompt(pilot).line.value == "flow.clo"
        go_on.set()
        await all_is_looked_at(pilot)
        await pilot.pause()
        assert prompt(pilot).line.value == "flow.close "
