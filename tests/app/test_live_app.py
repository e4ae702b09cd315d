from pathlib import Path

from tests.app.growing import running, seen
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
