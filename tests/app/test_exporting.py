import os
from pathlib import Path
from typing import Any

import pytest

from tests.app.driving import opened
from tests.model.captures import session_of
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.app.exporting import Export
from tui_tcp.app.portions import whole


async def finished(pilot: Any, export: Export) -> Export:
    export.start()
    await pilot.app.workers.wait_for_complete()
    assert export.is_finished
    return export


def export_to(screen: CaptureScreen, path: Path, is_forced: bool = False) -> Export:
    return Export(screen.session, screen.readers, whole(screen.session), path, is_forced)


async def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    async with opened() as (pilot, screen):
        export = await finished(pilot, export_to(screen, tmp_path / "out.pcapng"))
        assert (export.error, export.frames, export.share, export.left_out) == ("", 166, 1, [])
    assert session_of(tmp_path / "out.pcapng").frame_count == 166


async def test_what_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    async with opened() as (pilot, screen):
        export = export_to(screen, tmp_path / "out.pcap")
        export.is_cancelled.set()
        assert "stopped" in (await finished(pilot, export)).error
    assert not list(tmp_path.glob("*out*"))


async def test_a_file_that_is_there_is_kept_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "out.pcap").write_bytes(b"dear")
    async with opened() as (pilot, screen):
        assert "exists" in (await finished(pilot, export_to(screen, tmp_path / "out.pcap"))).error
        assert (tmp_path / "out.pcap").read_bytes() == b"dear"
        assert not (await finished(pilot, export_to(screen, tmp_path / "out.pcap", is_forced=True))).error


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    async with opened() as (pilot, screen):
        export = await finished(pilot, export_to(screen, tmp_path / "none" / "out.pcap"))
        assert export.error == f"there is no folder {tmp_path / 'none'}"


async def test_a_disk_that_is_full_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("tui_tcp.export.captures.write_pcap", refuse)
    monkeypatch.setitem(__import__("tui_tcp.export.captures", fromlist=["SUFFIXES"]).SUFFIXES, ".pcap", refuse)
    async with opened() as (pilot, screen):
        export = await finished(pilot, export_to(screen, tmp_path / "out.pcap"))
        assert export.error == "No space left on device"
    assert not list(tmp_path.glob("*out*"))
