"""What is exported is what was asked for: tshark reads the same frames of it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE, opened, text_of_screen
from tests.app.growing import seen
from tests.model.captures import session_of
from tui_tcp.filters import compile_filter

FIELDS = ("frame.time_epoch", "frame.len", "frame.protocols", "ip.src", "tcp.srcport", "tcp.seq_raw", "tcp.len")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def frames_of(path: Path) -> list[bytes]:
    session = session_of(path)
    return [session.frame_bytes(row) for row in range(session.frame_count)]


def tshark(path: Path, chosen: str = "") -> list[str]:
    command = ["tshark", "-n", "-r", str(path), *(["-Y", chosen] if chosen else []), "-T", "fields"]
    return subprocess.run(
        [*command, *(word for name in FIELDS for word in ("-e", name))], capture_output=True, text=True, check=True
    ).stdout.splitlines()


CASES = [  # keys before e, keys after it, the file, the same for tshark
    ([], [], "all", ""),
    (["filter"], [], "filtered", "tcp.flags.syn == 1 or dns"),
    (["j", "2"], [], "stream-1", "tcp.stream == 1"),
    (["j"], ["tab"], "stream-1", "tcp.stream == 1"),
    (["space", "j", "j", "space", "2"], [], "marked", "tcp.stream == 0 or tcp.stream == 2"),
    (["filter", "space"], [], "marked", "tcp.stream == 0"),
    (["filter", "space"], ["shift+tab"], "stream-0", "tcp.stream == 0"),
]


@pytest.mark.parametrize(("before", "after", "name", "same"), CASES)
async def test_the_frames_are_those_asked_for(
    before: list[str], after: list[str], name: str, same: str, folder: Path
) -> None:
    wanted = compile_filter(same or "frame").frames(session_of(SAMPLE), 0, 166)
    async with opened() as (pilot, screen):
        if "filter" in before:
            screen.apply_filter("tcp.flags.syn == 1 or dns", compile_filter("tcp.flags.syn == 1 or dns"))
            await pilot.app.workers.wait_for_complete()
            await pilot.pause(0.1)
        await pilot.press(*(key for key in before if key != "filter"))
        await pilot.pause(0.1)
        await pilot.press("e", *after, "enter")
        await seen(pilot, lambda: pilot.app.screen is screen)
        out = folder / f"classic_lesson-{name}.pcap"
        assert f"Wrote {wanted.sum()} frames to" in text_of_screen(pilot.app)
    assert frames_of(out) == [frame for frame, is_wanted in zip(frames_of(SAMPLE), wanted, strict=True) if is_wanted]
    if shutil.which("tshark"):
        assert tshark(out) == tshark(SAMPLE, same)


async def test_esc_takes_the_notice_away(folder: Path) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("e", "enter")
        await seen(pilot, lambda: "Wrote" in text_of_screen(pilot.app))
        await pilot.press("escape")
        assert not screen.notice.display
