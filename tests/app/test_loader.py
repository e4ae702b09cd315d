import os
from collections.abc import Iterator
from time import monotonic

import pytest
from textual.app import App

from tests.app.driving import SAMPLE
from tests.app.growing import GrowingSource
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
        readers = Readers(app, session.source)
        readers.step_back()
        Loader(readers, session, lambda: None).start()
        await app.workers.wait_for_complete()
    assert session.frame_count == 166 and not readers.is_back


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


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of a terminal that is standard input."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr("sys.__stdin__", terminal)
        yield ours
    os.close(ours)


def loader_of(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> Loader:
    """A loader that notes when it steps back."""
    session = Session(GrowingSource())
    monkeypatch.setattr(Readers, "step_back", lambda _: steps.append("back"))
    return Loader(Readers(App[None](), session.source), session, lambda: None)


def test_it_steps_back_once_for_each_key_that_waits(keyboard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    loader = loader_of(steps, monkeypatch)
    loader._between_blocks()
    assert steps == []
    os.write(keyboard, b"j\n")
    loader._between_blocks()
    loader._between_blocks()  # nobody has read it yet
    assert steps == ["back"]
    assert loader._keys is not None
    os.read(loader._keys, 10)
    loader._between_blocks()
    os.write(keyboard, b"k\n")
    loader._between_blocks()
    assert steps == ["back"] * 2


def test_where_there_is_no_terminal_no_key_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stdin__", None)
    steps: list[str] = []
    loader_of(steps, monkeypatch)._between_blocks()
    assert steps == []


def test_what_looks_into_a_capture_is_imported_early_where_the_end_is_far_or_unknown() -> None:
    running, whole = Session(GrowingSource()), Session(open_source(str(SAMPLE)))
    for session, bytes_read, takes_long in ((running, running.source.size, True), (whole, whole.source.size, False)):
        session.bytes_read = bytes_read
        loader = Loader(Readers(App[None](), session.source), session, lambda: None)
        loader._begun = monotonic() - 1  # seconds
        assert loader._takes_long() is takes_long
    loader._begun = monotonic() - 4
    assert loader._takes_long()
