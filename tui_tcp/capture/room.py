"""Where temporary captures lie, and how much of one stays there where a person or a full disk sets a bound.

The room that a file's beginning takes is given back, while what follows keeps its place: fallocate(2), on Linux.
"""

from __future__ import annotations

import os
import tempfile

from tui_tcp.errors import CaptureError

_KEEP_SIZE, _PUNCH_HOLE = 1, 2  # linux/falloc.h
HEAD = 1 << 16  # bytes at the beginning that stay: what a capture says of itself is written into exports, too
_PAGE = 4096
_BEYOND = 1 << 42  # no spool is as large, and a file may be
_BETWEEN_LOOKS = 16 << 20  # bytes; what is written between two looks at the disk
_RESERVE_SHARE = 20  # of a disk this part stays free, at most _RESERVE
_RESERVE = 1 << 30
_STEPS = 16  # in which what the disk allows is let go


class Room:
    """Of a file that grows at most `most` bytes stay, 0 for no bound; the oldest go by the `step`, once they were read.

    When the disk is nearly full, no more stay than do then. Raises CaptureError where a bound cannot be kept.
    """

    def __init__(self, descriptor: int, most: int = 0, step: int = 0) -> None:
        self.gone = 0  # bytes
        self.is_short = False  # of disk
        self._descriptor = descriptor
        self._most = most
        self._step = step
        self._next_look = 0
        if most and not _can_shrink(descriptor):
            raise CaptureError(
                f"-b: a file in {spool_folder()} cannot let its beginning go; TMPDIR names another place"
            )

    def look(self, size: int, read_to: int) -> None:
        """Let go what exceeds the bound, now that the file has `size` bytes."""
        if size >= self._next_look:
            self._next_look = size + _BETWEEN_LOOKS
            self._look_at_disk(size)
        if not self._most:
            return
        gone = min(-((self._most - size) // self._step), read_to // self._step) * self._step
        if gone > max(self.gone, HEAD):
            start, self.gone = max(self.gone // _PAGE * _PAGE, HEAD), gone
            _free(self._descriptor, start, gone - start)

    def has(self, position: int, size: int) -> bool:
        """Tell whether these bytes are still there."""
        return position >= self.gone or position + size <= HEAD

    def _look_at_disk(self, size: int) -> None:
        disk = os.fstatvfs(self._descriptor)
        free = disk.f_bavail * disk.f_frsize
        reserve = min(disk.f_blocks * disk.f_frsize // _RESERVE_SHARE, _RESERVE)
        if free < reserve and not self.is_short and _can_shrink(self._descriptor):
            self.is_short = True
            self._most = max(size - self.gone, free // 2)
            self._step = max(min(self._most, free) // _STEPS, _PAGE)


def _can_shrink(descriptor: int) -> bool:
    """Try it where there is nothing."""
    return _free(descriptor, _BEYOND, _PAGE)


def _free(descriptor: int, start: int, size: int) -> bool:
    """Give back the disk's room for a part of a file, which then reads as zeros; tell whether that can be."""
    import ctypes  # on first use: a compressed file on a disk with room needs it not

    fallocate = getattr(ctypes.CDLL(None), "fallocate", None)
    if fallocate is None:
        return False
    return bool(fallocate(descriptor, _KEEP_SIZE | _PUNCH_HOLE, ctypes.c_int64(start), ctypes.c_int64(size)) == 0)


def spool_folder() -> str:
    """Return where temporary captures go: $TMPDIR, or else where a disk and not memory is likely to be."""
    places = [os.environ.get("TMPDIR", ""), "/var/tmp"]
    return next((place for place in places if place and os.access(place, os.W_OK | os.X_OK)), tempfile.gettempdir())
