"""The thread that reads a live capture comes after the screen."""

import os
from pathlib import Path
from threading import get_native_id

import pytest

from tests.app.growing import running, seen


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="niceness is a thread's own on Linux")
async def test_its_thread_alone_comes_after_others() -> None:
    async with running(packets=60) as (pilot, screen, _):
        await seen(pilot, lambda: screen.session.frame_count == 60)
        nice = {thread.name: niceness(int(thread.name)) for thread in Path("/proc/self/task").iterdir()}
    own = nice.pop(str(get_native_id()))
    assert sorted(nice.values())[-1] == min(own + 10, 19)


def niceness(thread: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, thread)
