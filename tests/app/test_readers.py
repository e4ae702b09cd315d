import threading
from time import monotonic

from textual.app import App

from tests.app.driving import SAMPLE
from tui_tcp.app.readers import Readers
from tui_tcp.capture.source import Source, open_source

PATIENCE_S = 20.0


def watched() -> tuple[Source, threading.Event]:
    """A source, and what is set when it is closed."""
    source, closed = open_source(str(SAMPLE)), threading.Event()
    close = source.close
    source.close = lambda: (close(), closed.set())  # type: ignore[assignment, func-returns-value]
    return source, closed


async def test_an_idle_source_is_closed_when_it_is_left() -> None:
    source, closed = watched()
    async with App[None]().run_test() as pilot:
        readers = Readers(pilot.app, source)
        await readers.start(lambda: None).wait()
        assert not closed.is_set()
        readers.leave()
        readers.leave()
        assert closed.wait(PATIENCE_S)


async def test_a_source_stays_open_until_the_last_reader_has_ended() -> None:
    source, closed = watched()
    go_on = threading.Event()

    def work() -> None:
        go_on.wait(PATIENCE_S)

    async with App[None]().run_test() as pilot:
        readers = Readers(pilot.app, source)
        worker = readers.start(work)
        readers.leave()
        assert not closed.is_set()
        go_on.set()
        await worker.wait()
        assert closed.is_set()


async def test_readers_give_way_for_a_moment_unless_the_capture_was_left() -> None:
    source, _ = watched()
    async with App[None]().run_test() as pilot:
        readers = Readers(pilot.app, source)
        assert not readers.is_back and not readers.give_way()
        readers.step_back(PATIENCE_S)
        readers.step_back(0.05)  # the last word counts
        begun = monotonic()
        assert readers.is_back and not readers.give_way()
        assert monotonic() - begun > 0.03 and not readers.is_back
        readers.step_back(PATIENCE_S)
        readers.leave()
        assert readers.give_way()


async def test_nothing_is_begun_once_it_was_left() -> None:
    source, _ = watched()
    done: list[int] = []
    async with App[None]().run_test() as pilot:
        readers = Readers(pilot.app, source)
        readers.leave()
        await readers.start(lambda: done.append(1)).wait()
    assert not done
