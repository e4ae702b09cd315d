"""A capture that grows when a test says so, and the screen on it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tests.app.driving import SAMPLE
from tui_tcp.app.live_app import LiveApp
from tui_tcp.app.live_feed import Running
from tui_tcp.app.live_screen import LiveScreen
from tui_tcp.capture.live import LiveSource, Status
from tui_tcp.model.session import Session

HEADER = 24
RECORD = 16


def ends_of_packets(data: bytes) -> list[int]:
    """Where each packet of a little-endian pcap file ends."""
    ends, at = [], HEADER
    while at < len(data):
        at += RECORD + int.from_bytes(data[at + 8 : at + 12], "little")
        ends.append(at)
    return ends


class GrowingSource(LiveSource):
    """The sample capture, as far as a test has let it come; no child stands behind it."""

    def __init__(self) -> None:
        self.name = "eth7"
        self.data = SAMPLE.read_bytes()
        self._ends = ends_of_packets(self.data)
        self.packets = 0
        self.rate = 0.0
        self.dropped = 0
        self.down: tuple[str, ...] = ()
        self.error = ""
        self.has_ended = False
        self.is_closed = False
        self.went = 0  # bytes
        self.is_near_full = False

    def let_come(self, packets: int) -> None:
        self.packets = min(self.packets + packets, len(self._ends))

    @property
    def status(self) -> Status:
        return Status(self.packets, self.size, 0, self.rate, self.dropped, 0, self.down, not self.has_ended, self.error)

    @property
    def size(self) -> int:
        return self._ends[self.packets - 1] if self.packets else HEADER

    @property
    def is_complete(self) -> bool:
        return self.has_ended

    @property
    def warning(self) -> str:
        return self.error

    @property
    def gone(self) -> int:
        return self.went

    @property
    def is_short(self) -> bool:
        return self.is_near_full

    @property
    def lost(self) -> int:
        return self.dropped

    def wait(self, seconds: float) -> None:
        import time

        time.sleep(min(seconds, 0.01))

    def read_into(self, buffer: memoryview, position: int) -> int:
        piece = self.data[position : min(self.size, position + len(buffer))]
        buffer[: len(piece)] = piece
        return len(piece)

    def read(self, position: int, size: int) -> bytes:
        return self.data[position : min(self.size, position + size)]

    def stop(self) -> None:
        self.has_ended = True

    def save(self, path: Path, is_forced: bool = False) -> int:
        return path.write_bytes(self.data[: self.size])

    def close(self) -> None:
        self.stop()
        self.is_closed = True


class FakeFeed:
    """What the command line would ask for."""

    is_made_now = True
    is_elsewhere = False
    is_ring = False
    is_stream = False
    wants_choice = False

    def __init__(self, has_file: bool = False, path: str = "") -> None:
        self.has_file = has_file
        self.path = path
        self.enough = 0  # packets

    def open(self, modules: Sequence[str], waits: bool) -> GrowingSource:
        return GrowingSource()

    def session(self, source: GrowingSource) -> Session:
        return Session(source)

    def is_enough(self, session: Session, seconds: float) -> bool:
        return 0 < self.enough <= session.frame_count


@asynccontextmanager
async def running(
    packets: int = 0,
    size: tuple[int, int] = (120, 40),
    feed: FakeFeed | None = None,
    patience: int | None = None,
) -> AsyncIterator[tuple[Pilot[None], LiveScreen, GrowingSource]]:
    """A capture that runs, so many packets of it seen, and the hand on the keys."""
    source = GrowingSource()
    source.let_come(packets)
    app = LiveApp(Running(Session(source), feed or FakeFeed()), None, patience)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        await seen(pilot, lambda: screen.session.frame_count == packets and (not packets or screen.can_look_in))
        await pilot.pause(0.15)
        yield pilot, screen, source


async def seen(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    """Wait until it is so."""
    for _ in range(200):
        if is_so():
            await pilot.pause()
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came to be")
