"""The thread that reads a live capture comes after the screen."""

import os
from pathlib import Path
from threading import get_native_id

import pytest

from tests.app.driving import text_of_screen
from tests.app.growing import FakeFeed, running, seen


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="niceness is a thread's own on Linux")
async def test_its_thread_alone_comes_after_others() -> None:
    async with running(packets=60) as (pilot, screen, _):
        await seen(pilot, lambda: screen.session.frame_count == 60)
        nice = {thread.name: niceness(int(thread.name)) for thread in Path("/proc/self/task").iterdir()}
    own = nice.pop(str(get_native_id()))
    assert sorted(nice.values())[-1] == min(own + 10, 19)


async def test_of_a_ring_names_are_learnt_before_anybody_wants_them() -> None:
    feed = FakeFeed()
    feed.is_ring = True
    async with running(packets=166, feed=feed) as (pilot, screen, source):
        await seen(pilot, lambda: screen.session.frame_count == 166)
        source.data = bytes(len(source.data))
        await pilot.press("a")
        await seen(pilot, lambda: "www.example.com" in text_of_screen(pilot.app))


def niceness(thread: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread)
