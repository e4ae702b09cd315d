import signal
from pathlib import Path

import pytest

from tests.app.growing import running, seen
from tui_tcp.app.live_app import LiveApp
from tui_tcp.app.live_screen import LiveScreen


async def test_it_opens_on_the_capture_that_runs() -> None:
    async with running() as (pilot, screen, _):
        assert isinstance(screen, LiveScreen) and pilot.app.exit_status == 0  # type: ignore[attr-defined]


async def test_leaving_closes_the_source(tmp_path: Path) -> None:
    async with running(packets=5) as (pilot, _, source):
        await pilot.press("q", "d")
        await seen(pilot, lambda: pilot.app._exit)
    for _ in range(100):
        if source.is_closed:
            break
        source.wait(0.01)
    assert source.is_closed


async def test_a_second_signal_saves_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(packets=20) as (pilot, screen, _):
        app = pilot.app
        assert isinstance(app, LiveApp)
        monkeypatch.setattr(screen.live, "suggested_name", iter(["one.pcap", "two.pcap"]).__next__)
        app.end_by_signal(signal.SIGHUP)
        app.end_by_signal(signal.SIGHUP)
    assert [path.name for path in tmp_path.iterdir()] == ["one.pcap"]
    assert app.return_code == 128 + signal.SIGHUP
