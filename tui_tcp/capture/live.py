"""Live capture as seen from the screen's process: a child that captures, and a source that reads what it wrote.

The source is driven by the one thread that reads it: the child's reports are taken in where that thread asks for the
size, for more, or for the end. No thread of its own, so that privileges can be dropped for the whole process.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tui_tcp.capture import privileges
from tui_tcp.capture.advice import with_help
from tui_tcp.capture.files import Kept, Stream, copy_at, create, numbered, remove
from tui_tcp.capture.job import FILE, STOP, Report, to_line, to_report
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.room import Room
from tui_tcp.capture.wish import Wish
from tui_tcp.errors import CaptureError, unreadable

_BOOT = "import sys; sys.path += sys.argv[2:]; from tui_tcp.capture.child import main; sys.exit(main(sys.argv[1]))"
_START_S = 30  # names in a filter are looked up meanwhile
_END_S = 2
_RATE_S = 2.0

Child = subprocess.Popen[bytes]


class Status(NamedTuple):
    """How a live capture does, at one moment."""

    packets: int
    size: int  # bytes captured
    behind: int  # bytes of them not yet read
    rate: float  # packets a second, lately
    dropped: int  # by the kernel
    interface_dropped: int
    down: tuple[str, ...]  # interfaces that went down and are waited for
    is_running: bool
    error: str


def open_live(wish: Wish) -> LiveSource:
    """Begin to capture. Raises CaptureError, in libpcap's words where it has some.

    Call `privileges.settle(source.owner)` before the first byte is read.
    """
    owner = privileges.person()
    path = numbered(wish.path, 0) if wish.path and wish.file_size else wish.path
    if path and wish.file_size and path.parent.is_dir() and not privileges.could_write(path.parent, owner):
        raise CaptureError(
            f"{path.parent}: only root may write there, and a ring's files are made without root's rights"
        )
    first = create(path, owner, wish.is_forced)
    ours, theirs = socket.socketpair()
    try:
        child = _spawn(wish, owner or privileges.nobody(), theirs, first.descriptor)
    finally:
        theirs.close()
    source = LiveSource(wish, child, ours, first)
    source.owner = owner
    with ExitStack() as undo:
        undo.callback(source.discard)
        source.await_start()
        undo.pop_all()
    return source


def _spawn(wish: Wish, identity: privileges.Identity | None, control: socket.socket, output: int) -> Child:
    # -I keeps the environment and the current folder out of the search path of a process with privileges; so it is
    # told where this package and libpcap's binding are, wherever they are installed, or not.
    folders = [str(Path(__file__).parents[2]), str(_folder_of("pcapy"))]
    command = [sys.executable, "-I", "-c", _BOOT, to_line(wish.job(identity)).decode().strip(), *folders]
    # A session of its own: ^C and ^Z at the terminal are not for it.
    return subprocess.Popen(
        command, stdin=control.fileno(), stdout=output, stderr=subprocess.PIPE, start_new_session=True
    )


def _folder_of(module: str) -> Path:
    found = find_spec(module)
    if found is None or found.origin is None:
        raise CaptureError(f"live capture needs {module}, which is not installed")
    return Path(found.origin).parent


class LiveSource:
    """A source that a capture child fills. Reading, `size`, `wait` and the like belong to one thread."""

    def __init__(self, wish: Wish, child: Child, control: socket.socket, first: Kept) -> None:
        self.name = ", ".join(wish.interfaces)
        self.owner: privileges.Identity | None = None  # whom the process shall become before it reads
        self._wish = wish
        self._child = child
        self._control = control
        self._stream = Stream(first)
        self._room = None if wish.path or wish.file_size else Room(first.descriptor)
        self._header = 0
        self._head = b""  # stays, though the file that begins with it may go
        self._report = Report()
        self._heard = b""
        self._has_ended = False
        self._was_stopped = False
        self._error = ""
        self._read_to = 0
        self._spare: Kept | None = None
        self._files = 0  # handed over
        self._remains: Remains | None = None
        self._counts: deque[tuple[float, int]] = deque(maxlen=512)

    def await_start(self) -> None:
        """Wait until the child captures. Raises CaptureError if it cannot, with what helps."""
        until = time.monotonic() + _START_S
        while not self._report.total and not self._has_ended:
            if time.monotonic() > until:
                raise CaptureError(f"{self.name}: the capture has not begun after {_START_S} s", 1)
            self._listen(until - time.monotonic())
        if not self._report.total:
            raise CaptureError(with_help(self._error, self._report.kind, self._wish))
        self._header = self._report.total
        self._head = self._stream.read(0, self._header)

    def prepare(self) -> None:
        """Have the next file ready, with the rights of the process as they are now. Raises CaptureError."""
        if self._wish.file_size and self._spare is None and not self._has_ended:
            self._files += 1
            path = numbered(self._wish.path, self._files) if self._wish.path else None
            self._spare = create(path, None, self._wish.is_forced)
            with suppress(OSError):
                socket.send_fds(self._control, [FILE], [self._spare.descriptor])

    @property
    def status(self) -> Status:
        """How the capture does. May be asked for by any thread."""
        report = self._report
        return Status(
            report.packets,
            report.total,
            report.total - self._read_to,
            self._rate(),
            report.dropped,
            report.interface_dropped,
            report.down,
            not self._has_ended,
            self._error,
        )

    def _rate(self) -> float:
        """Packets a second within the last _RATE_S."""
        now = time.monotonic()
        counts = [(when, count) for when, count in tuple(self._counts) if now - when <= _RATE_S]
        if not counts:
            return 0.0
        return (self._report.packets - counts[0][1]) / max(now - counts[0][0], 0.1)

    @property
    def size(self) -> int:
        """Bytes captured by now, always whole packets while the capture runs."""
        self._listen(0)
        return self._report.total

    @property
    def is_complete(self) -> bool:
        """Whether the capture has ended."""
        self._listen(0)
        return self._has_ended

    @property
    def warning(self) -> str:
        """Why the capture ended, if not because it was to."""
        return self._error

    @property
    def gone(self) -> int:
        """Bytes at the beginning that are there no more, to keep to a bound."""
        return self._room.gone if self._room else self._stream.oldest

    @property
    def is_short(self) -> bool:
        """Whether they go because the disk is nearly full."""
        return self._room is not None and self._room.is_short

    @property
    def lost(self) -> int:
        """Packets for which the kernel had no room."""
        return self._report.dropped

    @property
    def remains(self) -> Remains | None:
        """What stays in files with names, once it is closed."""
        return self._remains

    def wait(self, seconds: float) -> None:
        """Wait for the child's next report, at most so long."""
        self._listen(seconds)

    def read_into(self, buffer: memoryview, position: int) -> int:
        """Read what was captured from `position` on. Raises CaptureError (status 1)."""
        room = max(self.size - position, 0)
        try:
            got = self._stream.read_into(buffer[:room], position)
        except OSError as error:
            raise unreadable(error, position) from error
        self._read_to = max(self._read_to, position + got)
        return got

    def read(self, position: int, size: int) -> bytes:
        """Return bytes that were captured; none where they are gone. Any thread may call this. Raises CaptureError."""
        if position + size <= self._header:
            return self._head[position : position + size]
        try:
            data = self._stream.read(position, min(size, max(self._report.total - position, 0)))
        except OSError as error:
            raise unreadable(error, position) from error
        is_there = self._room is None or self._room.has(position, size)  # asked afterwards: it may go meanwhile
        return data if is_there else b""

    def stop(self) -> None:
        """End the capture; the source is complete when the child has written what it holds."""
        self._was_stopped = True
        with suppress(OSError):
            self._control.send(STOP)

    def save(self, path: Path, is_forced: bool = False) -> int:
        """Keep what was captured as a file; return its size. Raises CaptureError."""
        with copy_at(path, is_forced) as descriptor:
            self._stream.copy_to(descriptor, self._header, self._report.total)
            return os.fstat(descriptor).st_size

    def close(self) -> None:
        """End the capture at once, and let go of it; what has a name stays."""
        self._hang_up()
        self._remains = self._remains or self._stream.remains(self._report.packets)
        self._stream.close()

    def discard(self) -> None:
        """As `close`, but leave no file that was not there before."""
        self._hang_up()
        self._stream.discard()

    def _hang_up(self) -> None:
        self.stop()
        until = time.monotonic() + _END_S
        while not self._has_ended and time.monotonic() < until:
            self._listen(until - time.monotonic())
        if not self._has_ended:
            self._child.kill()
            self._end()

    def _listen(self, seconds: float) -> None:
        """Take in the child's reports, waiting for one at most so long."""
        while not self._has_ended and select.select([self._control], [], [], max(seconds, 0))[0]:
            try:
                told = self._control.recv(1 << 16)
            except ConnectionResetError:
                told = b""
            if not told:
                self._end()
                return
            *lines, self._heard = (self._heard + told).split(b"\n")
            for line in lines:
                self._take(to_report(line))
            seconds = 0

    def _take(self, report: Report) -> None:
        if report.file > self._report.file and self._spare is not None:
            self._stream.add(self._spare, report.start, self._header, report.packets)
            self._spare = None
            self._prepare_again()
        self._report = report
        self._counts.append((time.monotonic(), report.packets))
        if self._wish.files:
            self._stream.drop_oldest(self._wish.files, self._read_to)
        if self._room:
            self._room.look(report.total, self._read_to)

    def _prepare_again(self) -> None:
        try:
            self.prepare()
        except CaptureError as error:
            self._error = f"{error}; the capture goes on in the file before it"

    def _end(self) -> None:
        """The child has hung up: learn why."""
        self._has_ended = True
        self._control.close()
        if self._spare is not None:
            remove(self._spare)
            self._spare = None
        try:
            status = self._child.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            status = self._child.wait()
        assert self._child.stderr
        said = self._child.stderr.read().decode("utf-8", "replace").strip()
        self._child.stderr.close()
        if self._report.error:
            self._error = self._report.error
        elif status < 0 and not self._was_stopped:
            self._stream.cut(self._report.total)  # it may have been about to write
            self._error = f"{self.name}: the capture process was ended by {signal.Signals(-status).name}"
        elif status > 0:
            self._error = f"{self.name}: the capture process failed: {said.rpartition(chr(10))[2] or status}"
