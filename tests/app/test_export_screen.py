import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.driving import opened, text_of_screen
from tests.app.growing import running, seen
from tests.model.captures import session_of
from tui_tcp.app.export_screen import ExportScreen


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are written."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prompt_of(pilot: Pilot[None]) -> ExportScreen:
    prompt = pilot.app.screen
    assert isinstance(prompt, ExportScreen)
    return prompt


async def test_a_name_is_proposed_and_goes_with_the_choice() -> None:
    async with opened() as (pilot, _):
        await pilot.press("e")
        await pilot.pause()
        prompt = prompt_of(pilot)
        assert prompt.line.value == "classic_lesson-all.pcap" and "all: 166 frames" in text_of_screen(pilot.app)
        await pilot.press("tab")
        assert prompt.line.value == "classic_lesson-stream-0.pcap"
        await pilot.press("backspace", "g", "tab")
        assert prompt.line.value == "classic_lesson-stream-0.pcag"  # as it was written by hand


async def test_escape_writes_nothing(folder: Path) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("e", "escape")
        assert pilot.app.screen is screen
    assert not list(folder.glob("*.pcap"))


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "a file wants a name"),
        ("a\0.pcap", "a file wants a name"),
        ("out.txt", "the suffix says the format"),
        ("none/out.pcap", "there is no folder none"),
        ("~no-such/out.pcap", "there is no folder ~no-such"),
        (f"out{'x' * 255}.pcap", "File name too long"),
    ],
)
async def test_what_cannot_be_written_is_told_in_one_line(name: str, complaint: str, folder: Path) -> None:
    async with opened() as (pilot, _):
        await pilot.press("e", "ctrl+u")
        prompt_of(pilot).line.value = name
        await pilot.press("enter")
        await seen(pilot, lambda: complaint in text_of_screen(pilot.app))
        await pilot.press("x")
        assert complaint not in text_of_screen(pilot.app)
    assert not list(folder.glob("*out*"))


async def test_a_folder_that_may_not_be_looked_into_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    async with opened() as (pilot, _):
        await pilot.press("e")
        monkeypatch.setattr(os, "stat", refuse)
        await pilot.press("enter")
        await seen(pilot, lambda: "Not written: Permission denied" in text_of_screen(pilot.app))


async def test_a_file_that_exists_is_written_over_only_if_asked_twice(folder: Path) -> None:
    (folder / "classic_lesson-all.pcap").write_bytes(b"dear")
    async with opened() as (pilot, screen):
        await pilot.press("e", "enter")
        await pilot.pause()
        assert "Enter again writes over it" in text_of_screen(pilot.app)
        assert (folder / "classic_lesson-all.pcap").read_bytes() == b"dear"
        await pilot.press("enter")
        await seen(pilot, lambda: pilot.app.screen is screen)
    assert session_of(folder / "classic_lesson-all.pcap").frame_count == 166


async def test_no_frames_make_no_file(folder: Path) -> None:
    from tests.app.filters import NONE

    async with opened() as (pilot, screen):
        screen.apply_filter("none", NONE)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("e", "enter")
        await pilot.pause()
        assert "there are no such frames" in text_of_screen(pilot.app)
    assert not list(folder.glob("*.pcap"))


async def test_what_came_of_a_capture_that_runs_is_written(folder: Path) -> None:
    async with running(packets=30) as (pilot, screen, source):
        await pilot.press("e")
        source.let_come(5)
        await seen(pilot, lambda: "all: 35 frames" in text_of_screen(pilot.app))
        await pilot.press("enter")
        await seen(pilot, lambda: pilot.app.screen is screen)
        assert not source.has_ended
    assert session_of(folder / "eth7-all.pcap").frame_count == 35
