import pytest
from textual.app import App

from tui_tcp.app import debounce
from tui_tcp.app.debounce import Debounce


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until a test moves it."""
    now = [100.0]
    monkeypatch.setattr(debounce, "monotonic", lambda: now[0])
    return now


async def test_a_lone_key_is_followed_at_once(clock: list[float]) -> None:
    calls: list[float] = []
    async with App[None]().run_test() as pilot:
        later = Debounce(pilot.app, lambda: calls.append(clock[0]))
        for _ in range(3):
            later.note()
            clock[0] += 1
    assert calls == [100, 101, 102]


async def test_a_held_key_is_followed_when_it_is_let_go(clock: list[float]) -> None:
    calls: list[float] = []
    async with App[None]().run_test() as pilot:
        later = Debounce(pilot.app, lambda: calls.append(clock[0]))
        for _ in range(30):
            later.note()
            clock[0] += 0.033
        assert calls == [100]
        await pilot.pause(0.3)
        assert len(calls) == 2


async def test_what_was_put_off_can_be_forgotten(clock: list[float]) -> None:
    calls: list[float] = []
    async with App[None]().run_test() as pilot:
        later = Debounce(pilot.app, lambda: calls.append(clock[0]))
        later.note()
        later.note()
        later.cancel()
        await pilot.pause(0.2)
    assert calls == [100]
