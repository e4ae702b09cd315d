"""Whoever writes to a pipe that nobody reads any more is told of, as a shell waits for him."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE
from tests.app.test_live_start import LIVE
from tests.app.test_start import assert_restored, terminal
from tui_tcp.app.pipe_writer import WAITS, PipeWriter

SILENT_S = 2.2  # longer than a packet counts as new


@pytest.fixture
def before() -> Iterator[None]:
    """Standard input comes back."""
    kept = os.dup(0)
    yield
    os.dup2(kept, 0)
    os.close(kept)


def leaves(stdin: int) -> bool:
    os.dup2(stdin, 0)
    os.close(stdin)
    return PipeWriter().leave()


@pytest.mark.usefixtures("before")
def test_whether_somebody_writes_is_known(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    assert leaves(os.dup(reading))
    os.close(writing)
    assert not leaves(reading)
    (tmp_path / "a").write_bytes(b"")
    assert not leaves(os.open(tmp_path / "a", os.O_RDONLY))


@pytest.mark.parametrize("writes_on", [True, False], ids=["silent", "gone"])
def test_a_shell_that_still_waits_is_explained(writes_on: bool) -> None:
    reading, writing = os.pipe()
    with terminal("-", stdin=reading, program=LIVE) as used:
        os.close(reading)
        os.write(writing, SAMPLE.read_bytes()[:2000])
        if not writes_on:
            os.close(writing)
        assert used.waits_for(" live" if writes_on else " ended")
        time.sleep(SILENT_S)
        used.press(b"qd")
        assert used.ends() == 0
        assert_restored(used, last=600)
        assert (WAITS.encode() in used.output) == writes_on
