"""One way in: whatever is opened becomes a file on disk that is read by position and may still grow.

What is not such a file yet (standard input, a pipe, a compressed file) is copied into a spool file by a thread; see
spool.py. Reads are by `preadv`, never by mmap: a file that is cut short under us must not kill us.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import finalize

from tui_tcp.capture.unpack import MAGIC_SIZE, unpacker_for
from tui_tcp.errors import CaptureError, unreadable

if TYPE_CHECKING:
    from tui_tcp.capture.remains import Remains
    from tui_tcp.capture.spool import Spool


class Source(Protocol):
    """A capture on disk. `size` grows until `is_complete`."""

    name: str

    @property
    def size(self) -> int:
        """Bytes to read by now."""

    @property
    def is_complete(self) -> bool:
        """Whether no more bytes will come. Ask before reading what is taken for the end."""

    @property
    def warning(self) -> str:
        """What went wrong on the way in, if anything did: the bytes before it are kept."""

    @property
    def gone(self) -> int:
        """Bytes at the beginning that are there no more, to keep to a bound."""

    @property
    def is_short(self) -> bool:
        """Whether they go because the disk is nearly full."""

    @property
    def lost(self) -> int | None:
        """Packets for which there was no room where they were captured; None where nobody has told."""

    @property
    def remains(self) -> Remains | None:
        """What stays in files that were made for it, once it is closed."""

    def wait(self, seconds: float) -> None:
        """Wait until more bytes may have come, at most so long."""

    def read_into(self, buffer: memoryview, position: int) -> int:
        """Read from `position` on into `buffer`; return the number of bytes read. Raises CaptureError (status 1)."""

    def read(self, position: int, size: int) -> bytes:
        """Return up to `size` bytes from `position` on: fewer, or none, where they are gone. Raises CaptureError."""

    def stop(self) -> None:
        """Let no more come; what has come stays readable."""

    def close(self) -> None:
        """Stop, and let go of the file."""


class FileSource:
    """One file, plain, growing, or a spool."""

    def __init__(self, descriptor: int, name: str, spool: Spool | None = None, follows: bool = False) -> None:
        self.name = name
        self._descriptor = descriptor
        self._let_go = finalize(self, os.close, descriptor)  # once, at the latest when nobody holds the source any more
        self._spool = spool
        self._follows = follows
        self._stopped = threading.Event()

    @property
    def size(self) -> int:
        """Bytes on disk by now."""
        return os.fstat(self._descriptor).st_size

    @property
    def is_complete(self) -> bool:
        """Whether no more bytes will come. Ask before reading what is taken for the end."""
        if self._spool:
            return self._spool.is_complete
        return not self._follows or self._stopped.is_set()

    @property
    def warning(self) -> str:
        """What went wrong on the way in, if anything did: the bytes before it are kept."""
        return self._spool.warning if self._spool else ""

    @property
    def gone(self) -> int:
        """Bytes at the beginning that are there no more, to keep to a bound."""
        return self._spool.gone if self._spool else 0

    @property
    def is_short(self) -> bool:
        """Whether they go because the disk is nearly full."""
        return self._spool is not None and self._spool.is_short

    @property
    def lost(self) -> int | None:
        """Packets for which there was no room where they were captured; None where nobody has told."""
        return None

    @property
    def remains(self) -> Remains | None:
        """What stays in files that were made for it: nothing."""
        return None

    def wait(self, seconds: float) -> None:
        """Wait until more bytes may have come, at most so long."""
        if self._spool:
            self._spool.wait(seconds)
        elif self._follows:
            self._stopped.wait(seconds)

    def read_into(self, buffer: memoryview, position: int) -> int:
        """Read from `position` on into `buffer`; return the number of bytes read. Raises CaptureError (status 1)."""
        try:
            got = os.preadv(self._descriptor, [buffer], position)
        except OSError as error:
            raise unreadable(error, position) from error
        if self._spool:
            self._spool.read_to = position + got
        return got

    def read(self, position: int, size: int) -> bytes:
        """Return up to `size` bytes from `position` on; none where they are gone. Raises CaptureError (status 1)."""
        try:
            data = os.pread(self._descriptor, size, position)
        except OSError as error:
            raise unreadable(error, position) from error
        is_there = not self._spool or self._spool.has(position, size)  # asked afterwards: it may go meanwhile
        return data if is_there else b""

    def stop(self) -> None:
        """Stop what still fills the spool, or following."""
        self._stopped.set()
        if self._spool:
            self._spool.stop()

    def close(self) -> None:
        """Stop, and close the file."""
        self.stop()
        self._let_go()


def is_stream(path: str) -> bool:
    """Whether what is read comes through a pipe, as it comes: from standard input, '-', or a named one."""
    try:
        return path == "-" or stat.S_ISFIFO(os.stat(path).st_mode)
    except OSError:
        return False


def open_source(path: str, follow: bool = False, most: int = 0, step: int = 0) -> FileSource:
    """Open a file, a compressed file, a named pipe, or standard input for '-'. Raises CaptureError.

    With `follow`, a plain file is read on as it grows, until the source is closed. Of what comes through a pipe at most
    `most` bytes stay on disk, if there is such a bound, and the oldest go by the `step`.
    """
    if path == "-" and sys.stdin is None:
        raise CaptureError("standard input is closed")
    if path == "-":
        return _spooled(os.dup(sys.stdin.fileno()), "standard input", most, step)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        mode = os.fstat(descriptor).st_mode
    except OSError as error:
        raise CaptureError(_told(error)) from error
    if stat.S_ISDIR(mode):
        os.close(descriptor)
        raise CaptureError("is a directory, not a capture")
    if not stat.S_ISREG(mode):
        return _spooled(descriptor, Path(path).name, most, step)
    if unpacker_for(os.pread(descriptor, MAGIC_SIZE, 0)):
        return _spooled(descriptor, Path(path).name)
    return FileSource(descriptor, Path(path).name, follows=follow)


def _spooled(descriptor: int, name: str, most: int = 0, step: int = 0) -> FileSource:
    from tui_tcp.capture.spool import Spool  # on first use: its imports are 7 % of the start

    spool = Spool(descriptor, None, most, step)
    return FileSource(os.dup(spool.descriptor), name, spool)


def _told(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "no such file"
    if error.errno == errno.EACCES:
        return "permission denied"
    return error.strerror or str(error)
