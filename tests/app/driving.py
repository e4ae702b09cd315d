"""Open a capture on a screen without a terminal, wait until it is read, press keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from tui_tcp import sample
from tui_tcp.app.app import TcptuiApp
from tui_tcp.app.capture_screen import CaptureScreen
from tui_tcp.capture.source import open_source
from tui_tcp.model.session import Session

SAMPLE = Path(sample.__file__).parent / "classic_lesson.pcap"
REFUSED = 3  # the sample's connection that found no listener


def app_on(path: Path | None) -> TcptuiApp:
    """An application on a capture, or on none."""
    return TcptuiApp(Session(open_source(str(path))) if path else None, str(path) if path else None)


def screen_of(app: App[None]) -> CaptureScreen:
    """The capture's screen, wherever it stands among the screens."""
    return next(screen for screen in app.screen_stack if isinstance(screen, CaptureScreen))


async def wait_for_end(pilot: Pilot[None]) -> CaptureScreen:
    """Wait until the capture is read and shown."""
    for _ in range(200):
        if any(isinstance(screen, CaptureScreen) and screen.is_complete for screen in pilot.app.screen_stack):
            break
        await pilot.pause(0.05)
    await pilot.pause()
    screen = screen_of(pilot.app)
    assert screen.is_complete
    return screen


@asynccontextmanager
async def opened(
    path: Path = SAMPLE, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], CaptureScreen]]:
    """A capture, read and shown, and the hand on the keys."""
    async with app_on(path).run_test(size=size) as pilot:
        yield pilot, await wait_for_end(pilot)


def lines_of(table: Widget) -> list[str]:
    """What stands in a pane, line by line."""
    return [strip.text.rstrip() for strip in table.render_lines(table.size.region)]


def text_of_screen(app: App[None]) -> str:
    """All that stands on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def chosen(screen: CaptureScreen) -> tuple[int | None, int, int | None]:
    """The list's key, the ladder's connection, the ladder's frame."""
    return screen.list.key, screen.ladder.connection, screen.ladder.key
