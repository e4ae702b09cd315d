from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App
from textual.pilot import Pilot

from tests.app.driving import SAMPLE
from tests.app.filters import Failing, Watched, of_rows
from tui_tcp.app.narrowing import Narrowing
from tui_tcp.app.readers import Readers
from tui_tcp.capture.source import open_source
from tui_tcp.filters import compile_filter
from tui_tcp.model.session import Session


@asynccontextmanager
async def narrowing(is_read: bool = True) -> AsyncIterator[tuple[Pilot[None], Narrowing, Session]]:
    session = Session(open_source(str(SAMPLE)))
    if is_read:
        session.read()
    app = App[None]()
    async with app.run_test() as pilot:
        yield pilot, Narrowing(Readers(app, session.source), session), session


async def test_it_tells_which_frames_match_and_their_connections() -> None:
    async with narrowing() as (pilot, narrow, _):
        narrow.narrow("some", of_rows(8, 9))
        await pilot.app.workers.wait_for_complete()
        assert narrow.matches and not narrow.is_working and narrow.share == 1.0
        assert (narrow.matches.frame_count, narrow.matches.connection_count) == (2, 1)
        narrow.narrow("", None)
        assert narrow.matches is None and narrow.text == ""


async def test_what_comes_is_filtered_as_it_comes_and_all_at_the_end() -> None:
    async with narrowing(is_read=False) as (pilot, narrow, session):
        watched = Watched()
        narrow.narrow("frame", watched)
        await pilot.pause(0.05)
        assert narrow.is_working and narrow.matches is None
        session.read()
        await pilot.app.workers.wait_for_complete()
        assert narrow.matches and narrow.matches.frame_count == session.frame_count
        assert watched.asked[-1] == (0, session.frame_count)


async def test_a_filter_can_be_stopped() -> None:
    async with narrowing(is_read=False) as (pilot, narrow, _):
        narrow.narrow("tcp", compile_filter("tcp"))
        narrow.stop()
        await pilot.app.workers.wait_for_complete()
        assert not narrow.is_working and narrow.matches is None


async def test_a_filter_that_fails_says_why() -> None:
    async with narrowing() as (pilot, narrow, _):
        narrow.narrow("some", Failing())
        await pilot.app.workers.wait_for_complete()
        assert narrow.error == "the pattern takes too long" and not narrow.is_working


async def test_after_a_filter_that_fails_the_one_before_holds() -> None:
    async with narrowing() as (pilot, narrow, _):
        assert not narrow.fall_back()
        narrow.narrow("some", of_rows(8, 9))
        await pilot.app.workers.wait_for_complete()
        for _ in range(2):
            narrow.narrow("none", Failing())
            await pilot.app.workers.wait_for_complete()
        assert narrow.error and narrow.fall_back()
        assert narrow.text == "some" and narrow.matches and narrow.matches.frame_count == 2
        await pilot.app.workers.wait_for_complete()
        assert not narrow.error and not narrow.fall_back()


async def test_what_is_asked_for_anew_holds_until_it_is_known() -> None:
    async with narrowing() as (pilot, narrow, _):
        watched = Watched()
        narrow.narrow("frame", watched)
        await pilot.app.workers.wait_for_complete()
        before, asked = narrow.matches, len(watched.asked)
        narrow.renew("flow.name")
        assert narrow.matches is before and not narrow.is_working, "the filter asks for no names"
        narrow.renew("frame")
        assert narrow.matches
        await pilot.app.workers.wait_for_complete()
        assert narrow.matches is not before and len(watched.asked) > asked
