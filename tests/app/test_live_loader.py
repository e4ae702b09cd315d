"""The thread that reads a live capture comes after the screen, and steps back for a key that waits."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import get_native_id

import pytest
from textual.app import App

from tests.app.growing import GrowingSource, running, seen
from tui_tcp.app.live_loader import LiveLoader
from tui_tcp.app.readers import Readers
from tui_tcp.model.session import Session


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The other end of a terminal that is standard input."""
    ours, theirs = os.openpty()
    with os.fdopen(theirs) as terminal:
        monkeypatch.setattr("sys.__stdin__", terminal)
        yield ours
    os.close(ours)


def loader_of(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> LiveLoader:
    """A loader that notes when it steps back."""
    session = Session(GrowingSource())
    monkeypatch.setattr(LiveLoader, "step_back", lambda _: steps.append("back"))
    return LiveLoader(Readers(App[None](), session.source), session, lambda: None)


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


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="niceness is a thread's own on Linux")
async def test_its_thread_alone_comes_after_others() -> None:
    async with running(packets=60) as (pilot, screen, _):
        await seen(pilot, lambda: screen.session.frame_count == 60)
        nice = {thread.name: niceness(int(thread.name)) for thread in Path("/proc/self/task").iterdir()}
    own = nice.pop(str(get_native_id()))
    assert sorted(nice.values())[-1] == min(own + 10, 19)


def niceness(thread: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread)
