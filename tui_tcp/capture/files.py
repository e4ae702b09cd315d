"""The files that a live capture is written to, and the one stream that they are read as.

Without a name each is an unlinked temporary file. With `-b` the oldest goes when there are more than wanted, though
never one that has not been read to its end. Positions count on from file to file; the header that each begins with
counts once.
"""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
import threading
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tui_tcp.capture.privileges import Identity
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.room import spool_folder
from tui_tcp.errors import CaptureError

_PIECE = 1 << 20


class Kept(NamedTuple):
    """One file: its descriptor, and where it stands in the stream."""

    descriptor: int
    path: Path | None
    is_new: bool = True  # no file of that name was there before
    start: int = 0
    header: int = 0  # bytes at its beginning that are left out
    packets: int = 0  # in the files before it


def create(path: Path | None, owner: Identity | None, is_forced: bool = False) -> Kept:
    """Create a file for a capture, or open one to be written over; a temporary one has no name. Raises CaptureError."""
    if path is None:
        return Kept(_temporary(), None)
    try:
        is_new = not os.path.lexists(path)
        return Kept(_named(path, owner if is_new else None, is_forced), path, is_new)
    except FileExistsError:
        raise CaptureError(f"{path}: exists; --force writes over it") from None
    except OSError as error:
        raise CaptureError(f"{path}: {(error.strerror or str(error)).lower()}") from None


def _temporary() -> int:
    try:
        descriptor, name = tempfile.mkstemp(prefix="tcptui-", dir=spool_folder())
    except OSError as error:
        raise CaptureError(f"cannot create a temporary file: {error.strerror}", 1) from None
    os.unlink(name)
    return descriptor


def _named(path: Path, owner: Identity | None, is_forced: bool) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | (0 if is_forced else os.O_EXCL)
    descriptor = os.open(path, flags, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if owner is not None:
            os.fchown(descriptor, owner.uid, owner.gid)
    except OSError as error:
        os.close(descriptor)
        if error.errno == errno.EWOULDBLOCK:
            raise CaptureError(f"{path}: another capture writes to it") from None
        raise
    return descriptor


@contextmanager
def copy_at(path: Path, is_forced: bool = False) -> Iterator[int]:
    """Give the descriptor of an empty file to copy a capture to. No torn copy stays where that fails.

    Raises CaptureError.
    """
    kept = create(path, None, is_forced)
    try:
        os.ftruncate(kept.descriptor, 0)
        yield kept.descriptor
    except BaseException as error:
        if kept.is_new:
            remove(kept)
        else:
            os.close(kept.descriptor)
        if isinstance(error, OSError):
            raise CaptureError(f"{path}: {error.strerror}", 1) from error
        raise
    os.close(kept.descriptor)


class Stream:
    """Files one after the other, read as one. One thread adds and drops; any may read."""

    def __init__(self, first: Kept) -> None:
        self._files = [first]
        self._lock = threading.Lock()  # a descriptor that was closed may be another file's a moment later

    @property
    def oldest(self) -> int:
        """The position of the first byte that is still there."""
        return self._files[0].start

    def remains(self, packets: int) -> Remains | None:
        """Return what is in files with names, where there were so many packets in all."""
        paths = tuple(kept.path for kept in self._files if kept.path is not None)
        if not paths:
            return None
        oldest = self._files[0]
        return Remains(paths, packets - oldest.packets, not oldest.start)

    def add(self, kept: Kept, start: int, header: int, packets: int = 0) -> None:
        """Go on in another file, after so many packets."""
        with self._lock:
            self._files.append(kept._replace(start=start, header=header, packets=packets))

    def drop_oldest(self, count_kept: int, read_to: int) -> None:
        """Remove the oldest files while there are more than so many, unless something in them is still to be read."""
        with self._lock:
            while len(self._files) > count_kept and self._files[1].start <= read_to:
                remove(self._files.pop(0))

    def read_into(self, buffer: memoryview, position: int) -> int:
        """Read from a position on, at most to the end of the file it lies in. Raises OSError."""
        with self._lock:
            place = bisect_right(self._files, position, key=lambda kept: kept.start) - 1
            if place < 0:
                return 0
            kept = self._files[place]
            if place + 1 < len(self._files):
                buffer = buffer[: self._files[place + 1].start - position]
            return os.preadv(kept.descriptor, [buffer], position - kept.start + kept.header)

    def read(self, position: int, size: int) -> bytes:
        """Return bytes across files: fewer, or none, where they are gone."""
        buffer = memoryview(bytearray(size))
        filled = 0
        while filled < size:
            got = self.read_into(buffer[filled:], position + filled)
            if not got:
                break
            filled += got
        return bytes(buffer[:filled])

    def copy_to(self, descriptor: int, header: int, end: int) -> None:
        """Write what is still there, up to `end`, as one capture. Raises OSError."""
        if self.oldest:
            first = self._files[0]
            os.write(descriptor, os.pread(first.descriptor, header, 0))
        position = self.oldest
        while position < end and (piece := self.read(position, min(_PIECE, end - position))):
            position += os.write(descriptor, piece)

    def cut(self, end: int) -> None:
        """Cut off what follows a position in the newest file."""
        with self._lock:
            newest = self._files[-1]
            os.ftruncate(newest.descriptor, end - newest.start + newest.header)

    def close(self) -> None:
        """Let go of all files; those with a name stay."""
        self._empty(discards=False)

    def discard(self) -> None:
        """Let go of all files, and unlink those that were not there before."""
        self._empty(discards=True)

    def _empty(self, discards: bool) -> None:
        with self._lock:
            for kept in self._files:
                if discards and kept.is_new:
                    remove(kept)
                else:
                    os.close(kept.descriptor)
            self._files.clear()


def numbered(path: Path, number: int) -> Path:
    """Return the name of the file of that number in a ring."""
    return path.with_name(f"{path.stem}_{number + 1:05}{path.suffix}")


def remove(kept: Kept) -> None:
    """Close a file, and unlink it if its name still stands for it."""
    if kept.path is not None:
        own = os.fstat(kept.descriptor)
        try:
            there = os.lstat(kept.path)
            if (there.st_dev, there.st_ino) == (own.st_dev, own.st_ino):
                os.unlink(kept.path)
        except OSError:  # gone, moved, or in a folder that is not ours any more: then it is not ours to remove
            pass
    os.close(kept.descriptor)
