import os

import pytest
from textual.app import App

from tests.app.driving import SAMPLE
from tui_tcp.app.loader import Loader
from tui_tcp.app.readers import Readers
from tui_tcp.capture.source import FileSource, open_source
from tui_tcp.capture.spool import Spool
from tui_tcp.fields.ends import _ENDS
from tui_tcp.model.session import Session


async def test_it_fills_the_session_in_its_thread() -> None:
    session = Session(open_source(str(SAMPLE)))
    app = App[None]()
    async with app.run_test():
        told: list[tuple[int, bool, bool]] = []
        loader = Loader(
            Readers(app, session.source),
            session,
            lambda: told.append((session.frame_count, session.is_done, loader.has_imported)),
        )
        loader.start()
        await app.workers.wait_for_complete()
    assert told == [(166, True, False), (166, True, True)]  # the list first, then what looks into it
    assert session in _ENDS  # what filters need is there before one is typed


async def test_it_leaves_the_rest_when_the_capture_was_left() -> None:
    session = Session(open_source(str(SAMPLE)))
    app = App[None]()
    async with app.run_test():
        readers = Readers(app, session.source)
        loader = Loader(readers, session, lambda: None)
        loader.start()
        readers.leave()
        await app.workers.wait_for_complete()
    assert session.frame_count in (0, 166)


async def test_it_steps_back_for_a_moment_and_goes_on() -> None:
    session = Session(open_source(str(SAMPLE)))
    app = App[None]()
    async with app.run_test():
        loader = Loader(Readers(app, session.source), session, lambda: None)
        loader.step_back()
        loader.start()
        await app.workers.wait_for_complete()
    assert session.frame_count == 166 and not loader.is_back


async def test_while_much_is_read_the_language_of_filters_is_made_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[bool] = []
    session = Session(open_source(str(SAMPLE)))
    monkeypatch.setattr("tui_tcp.app.loader._MOMENT_S", -1)
    monkeypatch.setattr("tui_tcp.app.loader._LONG_S", -1)
    monkeypatch.setattr("tui_tcp.app.loader.import_language", lambda: spoken.append(session.is_done))
    app = App[None]()
    async with app.run_test():
        Loader(Readers(app, session.source), session, lambda: None).start()
        await app.workers.wait_for_complete()
    assert spoken == [False]


async def test_a_stream_that_is_no_capture_is_not_copied_any_longer() -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, b"no capture, but it goes on " * 100)
        spool = Spool(reading)
        session = Session(FileSource(os.dup(spool.descriptor), "pipe", spool))
        app = App[None]()
        async with app.run_test():
            Loader(Readers(app, session.source), session, lambda: None).start()
            await app.workers.wait_for_complete()
        assert session.error and session.source.is_complete
    finally:
        os.close(writing)
