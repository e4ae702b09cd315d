from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.app.driving import REFUSED, SAMPLE
from tui_tcp.app import verdict_desk
from tui_tcp.app.messages import Judged
from tui_tcp.app.readers import Readers
from tui_tcp.app.verdict_desk import VerdictDesk
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session
from tui_tcp.views.pieces import text_of


class DeskApp(App[None]):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self.desk = VerdictDesk(self, Readers(self, session.source), session)
        self.judged: list[tuple[int, str]] = []

    def on_judged(self, message: Judged) -> None:
        self.judged.append((message.connection, text_of(message.verdict)))


@asynccontextmanager
async def desk() -> AsyncIterator[tuple[Pilot[None], DeskApp]]:
    session = Session(open_source(str(SAMPLE)))
    session.read()
    app = DeskApp(session)
    async with app.run_test() as pilot:
        yield pilot, app


async def test_the_first_verdict_comes_by_message_and_the_last_asked_for_wins() -> None:
    async with desk() as (pilot, app):
        assert [app.desk.verdict(number) for number in (0, 1, REFUSED)] == [None] * 3
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.judged[-1][0] == REFUSED and "efused" in app.judged[-1][1]


async def test_while_more_may_come_a_verdict_is_told_by_what_is_known_of_the_others() -> None:
    async with desk() as (_, app):
        app.desk.verdict(0)
        await app.workers.wait_for_complete()
        verdict = app.desk.verdict(REFUSED)
        assert verdict and "efused" in text_of(verdict)


async def test_a_long_connection_that_may_grow_is_judged_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict_desk, "_LONG", 0)
    async with desk() as (pilot, app):
        for _ in range(2):
            assert app.desk.verdict(REFUSED) is None
            await app.workers.wait_for_complete()
        await pilot.pause()
        assert [number for number, _ in app.judged] == [REFUSED] * 2


async def test_a_long_connection_that_grows_is_judged_again_when_that_takes_little_of_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verdict_desk, "_LONG", 0)
    async with desk() as (pilot, app):
        app.desk.verdict(REFUSED)
        await app.workers.wait_for_complete()
        app.desk._again._next = float("inf")
        app.desk.verdict(REFUSED)
        await pilot.pause(0.2)
        assert [number for number, _ in app.judged] == [REFUSED]
        app.desk.verdict(0)  # another one has not to wait
        await app.workers.wait_for_complete()
        await pilot.pause()
        app.desk.verdict(0)
        app.desk._again._next = 0.0
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [number for number, _ in app.judged] == [REFUSED, 0, 0]


async def test_once_all_is_there_it_is_told_at_once() -> None:
    async with desk() as (_, app):
        app.desk.settle()
        await app.workers.wait_for_complete()
        verdict = app.desk.verdict(REFUSED)
        assert verdict and "efused" in text_of(verdict)


async def test_once_all_is_there_what_was_asked_for_last_is_told_anew() -> None:
    async with desk() as (pilot, app):
        app.desk.verdict(REFUSED)
        await app.workers.wait_for_complete()
        app.desk.settle()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [number for number, _ in app.judged] == [REFUSED] * 2
