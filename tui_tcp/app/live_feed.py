"""A capture that goes on while it is looked at: how it does, when it is enough, and how it is kept."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep, strftime, time_ns
from typing import TYPE_CHECKING, Protocol

from tui_tcp.capture.files import copy_at
from tui_tcp.capture.live import LiveSource
from tui_tcp.capture.source import Source
from tui_tcp.errors import CaptureError, UsageError
from tui_tcp.model.session import Session
from tui_tcp.views.live_status import LiveFacts

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_RATE_S = 2.0
_END_S = 5.0
_LOOK_S = 0.02
_LONG_S = 10.0
_RECENT_NS = 60_000_000_000
_PIECE = 1 << 20
_PCAPNG = b"\n\r\r\n"  # how its files begin


class Feed(Protocol):
    """What the command line asks for."""

    @property
    def wants_choice(self) -> bool:
        """Whether the interface is still to be chosen."""

    @property
    def path(self) -> str:
        """The file or pipe that is read, '-' for standard input, '' for a capture made here."""

    @property
    def is_stream(self) -> bool:
        """Whether it comes through a pipe."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether another machine captures."""

    @property
    def is_made_now(self) -> bool:
        """Whether it grows while it is read."""

    @property
    def has_file(self) -> bool:
        """Whether what is captured is in a file that stays."""

    @property
    def is_ring(self) -> bool:
        """Whether only the newest is kept on disk."""

    def open(self, modules: Sequence[str], waits: bool) -> Source:
        """Begin; import the modules before privileges go; wait for interfaces that go down. Raises CaptureError."""

    def session(self, source: Source) -> Session:
        """Return what reads the source."""

    def is_enough(self, session: Session, seconds: float) -> bool:
        """Tell whether the screen has to end the capture, which runs for so long."""


class Running:
    """A session whose source still grows."""

    def __init__(self, session: Session, feed: Feed) -> None:
        self.session = session
        self.has_file = feed.has_file
        self.is_elsewhere = feed.is_elsewhere
        self.is_captured_now = not feed.path  # each packet comes as soon as it was captured
        self._feed = feed
        self._begun = monotonic()
        self._counts: deque[tuple[float, int]] = deque(maxlen=256)
        self._was_file: bool | None = None  # what came through a pipe; None while nobody can know

    @property
    def facts(self) -> LiveFacts:
        """How it does. May be asked for by any thread."""
        source, session = self.session.source, self.session
        if isinstance(source, LiveSource):
            status = source.status
            is_running = status.is_running and not session.is_done
            return LiveFacts(
                packets=status.packets if is_running else session.frame_count,  # a full disk has not taken all
                size=status.size,
                rate=status.rate,
                lost=status.dropped,
                missed=status.interface_dropped,
                behind=status.behind,
                down=status.down,
                is_running=is_running,
                is_short=source.is_short,
            )
        return LiveFacts(
            session.frame_count,
            session.bytes_read,
            self._rate(),
            source.lost,
            is_running=not session.is_done,
            is_short=source.is_short,
        )

    def _rate(self) -> float:
        """Packets a second within the last _RATE_S, by what was read."""
        now, count = monotonic(), self.session.frame_count
        self._counts.append((now, count))
        while now - self._counts[0][0] > _RATE_S:
            self._counts.popleft()
        since, before = self._counts[0]
        return (count - before) / max(now - since, 0.1)

    @property
    def is_enough(self) -> bool:
        """Whether it has to be stopped from here."""
        return not self.session.is_done and self._feed.is_enough(self.session, monotonic() - self._begun)

    @property
    def forgets(self) -> bool:
        """Whether bytes of packets that were read may go at any time."""
        return self._feed.is_ring or self.session.source.is_short

    @property
    def wants_keeping(self) -> bool:
        """Whether something would be gone when the program ends that cannot be had again at once."""
        if self.has_file or not self.facts.packets:
            return False
        if self._feed.path and self.session.is_done and self._was_file is None:
            self._was_file = self._is_file_at_its_end
        return not self._was_file

    @property
    def _is_file_at_its_end(self) -> bool:
        """Whether what came through a pipe was a file, most likely: soon at its end, with packets of another time."""
        if monotonic() - self._begun >= _LONG_S:
            return False
        newest = self.session.columns.value("time", self.session.frame_count - 1)
        return abs(time_ns() - newest) > _RECENT_NS

    @property
    def left(self) -> tuple[int | None, int]:
        """How many packets, and bytes, there are to keep: fewer than came where the oldest are gone.

        None where nobody knows how many, as more of them are on disk than in memory.
        """
        facts, gone = self.facts, self.session.source.gone
        columns = self.session.columns
        first = columns.value("offset", columns.first) if columns.first else 0
        if not gone or (gone < first and not self._is_written_from_memory):
            return (None if gone else facts.packets), facts.size - gone
        return len(self._rows_from(gone)), facts.size - max(gone, first)

    @property
    def _is_written_from_memory(self) -> bool:
        """Whether what is left begins within a packet, so that only packets still known can be kept."""
        source = self.session.source
        return source.gone > 0 and (source.is_short or not isinstance(source, LiveSource))

    def _rows_from(self, position: int) -> Vector:
        """Return the rows of the packets in memory whose bytes begin there or later."""
        offsets = self.session.columns.vector("offset", self.session.frame_count)
        return (offsets >= position).nonzero()[0]

    def suggested_name(self) -> str:
        """Return a file name for it."""
        source = self.session.source
        words = "".join(char if char.isalnum() else " " for char in source.name).split()
        suffix = "pcapng" if source.read(0, len(_PCAPNG)) == _PCAPNG else "pcap"
        return f"{'-'.join(words)[:40] or 'capture'}-{strftime('%Y%m%d-%H%M%S')}.{suffix}"

    def keep(self, path: Path, is_forced: bool = False) -> int:
        """End the capture and write what came to a file; return its size. Takes its time. Raises CaptureError."""
        if os.path.exists(path) and not is_forced:
            raise CaptureError(f"{path}: exists")
        source = self.session.source
        source.stop()
        until = monotonic() + _END_S
        while not self.session.is_done and monotonic() < until:
            sleep(_LOOK_S)
        if self._is_written_from_memory:
            return self._write(path, is_forced)
        if isinstance(source, LiveSource):
            return source.save(path, is_forced)
        return _copy(source, self.session.whole_bytes if self.session.is_done else source.size, path, is_forced)

    def _write(self, path: Path, is_forced: bool) -> int:
        """Write the packets that are left, where what is left begins within one."""
        from tui_tcp.export.captures import write_capture

        try:
            write_capture(self.session, self._rows_from(self.session.source.gone), path, is_forced)
        except UsageError as error:
            raise CaptureError(f"{path}: {error}") from None
        except OSError as error:
            raise CaptureError(f"{path}: {error.strerror}", 1) from error
        return path.stat().st_size


def _copy(source: Source, end: int, path: Path, is_forced: bool) -> int:
    position = 0
    with copy_at(path, is_forced) as descriptor:
        while piece := source.read(position, min(_PIECE, end - position)):
            position += os.write(descriptor, piece)
    return position
