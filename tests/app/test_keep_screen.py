"""Leaving a capture that has no file."""

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.app.driving import text_of_screen
from tests.app.growing import FakeFeed, running, seen
from tui_tcp.app.keep_screen import KeepScreen
from tui_tcp.app.live_app import LiveApp
from tui_tcp.capture.live import LiveSource
from tui_tcp.capture.remains import Remains
from tui_tcp.views.format import size


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a capture would be kept."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def test_it_tells_how_much_there_is() -> None:
    async with running(packets=20) as (pilot, _, _):
        await pilot.press("q")
        assert "Keep the capture? 20 packets" in text_of_screen(pilot.app)
        await pilot.press("q", "ctrl+c")  # neither answers
        assert isinstance(pilot.app.screen, KeepScreen)


async def test_it_tells_how_much_a_ring_still_holds() -> None:
    async with running(packets=20) as (pilot, screen, source):
        source.went = screen.session.columns.value("offset", 15) - 16
        await pilot.press("q")
        assert f"Keep the newest 5 packets, {source.size - source.went} B?" in text_of_screen(pilot.app)


async def test_a_ring_that_holds_more_than_memory_is_told_by_its_size() -> None:
    async with running(packets=166) as (pilot, screen, source):
        source.went = 1000
        screen.session.columns.first = 100
        await pilot.press("q")
        assert f"Keep the newest {size(source.size - 1000)}?" in text_of_screen(pilot.app)


async def test_escape_goes_on() -> None:
    async with running(packets=20) as (pilot, screen, _):
        await pilot.press("q", "escape")
        assert pilot.app.screen is screen and not pilot.app._exit
        await pilot.press("q")
        assert isinstance(pilot.app.screen, KeepScreen)


async def test_discard_leaves_nothing(folder: Path) -> None:
    async with running(packets=20) as (pilot, _, _):
        await pilot.press("q", "d")
        await seen(pilot, lambda: pilot.app._exit)
    assert not list(folder.glob("*.pcap"))


async def test_keep_writes_what_came_under_the_name_given(folder: Path) -> None:
    async with running(packets=20) as (pilot, _, source):
        await pilot.press("q", "k", "ctrl+u", *"mine", "enter")
        await seen(pilot, lambda: pilot.app._exit)
        assert source.has_ended and isinstance(pilot.app, LiveApp)
        assert pilot.app.kept(0) == Remains((Path("mine"),), 20)
    assert (folder / "mine").read_bytes() == source.data[: source.size]


async def test_a_name_is_suggested(folder: Path) -> None:
    async with running(packets=20) as (pilot, _, _):
        await pilot.press("q", "k", "enter")
        await seen(pilot, lambda: pilot.app._exit)
    assert [path.name[:5] for path in folder.glob("*.pcap")] == ["eth7-"]


async def test_a_file_that_exists_is_written_over_only_if_asked_twice(folder: Path) -> None:
    (folder / "mine").write_bytes(b"dear")
    async with running(packets=20) as (pilot, _, source):
        await pilot.press("q", "k", "ctrl+u", *"mine", "enter")
        await pilot.pause(0.1)
        assert "exists" in text_of_screen(pilot.app)
        assert (folder / "mine").read_bytes() == b"dear"
        await pilot.press("enter")
        await seen(pilot, lambda: pilot.app._exit)
    assert (folder / "mine").read_bytes() == source.data[: source.size]


@pytest.mark.parametrize("name", ["", "."])
async def test_what_is_no_name_is_refused(name: str) -> None:
    async with running(packets=20) as (pilot, _, _):
        await pilot.press("q", "k", "ctrl+u", *["full_stop"] * len(name), "enter")
        assert "wants a name" in text_of_screen(pilot.app)


@pytest.mark.parametrize("name", ["~no-such/mine", "x" * 256])
async def test_what_is_no_place_for_a_file_is_told(name: str) -> None:
    async with running(packets=20) as (pilot, _, source):
        source.save = LiveSource.save.__get__(source)  # type: ignore[method-assign]
        await pilot.press("q", "k", "ctrl+u")
        pilot.app.screen.query_one(Input).value = name
        await pilot.press("enter")
        await seen(pilot, lambda: "Not kept: " in text_of_screen(pilot.app))


async def test_a_file_that_cannot_be_written_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_tcp.errors import CaptureError

    async with running(packets=20) as (pilot, _, source):

        def refuse(*_: object) -> int:
            raise CaptureError("mine: no space left on device", 1)

        monkeypatch.setattr(source, "save", refuse)
        await pilot.press("q", "k", "enter")
        await seen(pilot, lambda: "no space left" in text_of_screen(pilot.app))
        assert not pilot.app._exit


@pytest.mark.parametrize(("packets", "has_file"), [(0, False), (20, True)])
async def test_nothing_is_asked_where_nothing_would_be_lost(packets: int, has_file: bool) -> None:
    async with running(packets=packets, feed=FakeFeed(has_file)) as (pilot, _, _):
        await pilot.press("q")
        assert pilot.app._exit
