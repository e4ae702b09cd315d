"""The bytes of many frames, read again by position: as few reads as their places in the file allow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tui_tcp.capture.source import Source
    from tui_tcp.model.columns import Vector

GAP = 1 << 12  # bytes that are rather read along than skipped: a read of its own costs as much
MARGIN = 64  # zeros behind the last frame, so that a gather of a few bytes never leaves the buffer


def room(offset: Vector, size: Vector) -> int:
    """Return how many bytes a buffer for such frames would take."""
    gaps = offset[1:] - (offset[:-1] + size[:-1])
    return int(size.sum() + gaps[(gaps > 0) & (gaps <= GAP)].sum())


class FrameBytes:
    """Frames in one buffer: frame i has the bytes from `start[i]` up to `end[i]`, fewer where the file was cut since.

    `offset` and `size` say where they lie in the file. Raises CaptureError if reading fails.
    """

    def __init__(self, source: Source, offset: Vector, size: Vector) -> None:
        ends = offset + size
        is_apart = (offset[1:] - ends[:-1] > GAP) | (offset[1:] < ends[:-1])
        begins = np.flatnonzero(np.r_[True, is_apart][: len(offset)])
        stops = np.r_[begins, len(offset)][1:]
        positions = offset[begins]
        self.memory: bytes
        self.memory, got = _read(source, positions, ends[stops - 1] - positions)
        places = np.cumsum(got) - got
        run = np.repeat(np.arange(len(got)), stops - begins)
        self.start = np.minimum(offset - positions[run], got[run]) + places[run]
        self.end = np.minimum(self.start + size, places[run] + got[run])

    @cached_property
    def array(self) -> Vector:
        """The buffer as numbers."""
        return np.frombuffer(self.memory, np.uint8)

    def narrowed(self, which: Vector) -> FrameBytes:
        """Return some of the frames, in the same buffer."""
        other = FrameBytes.__new__(FrameBytes)
        other.memory, other.start, other.end = self.memory, self.start[which], self.end[which]
        return other

    def append(self, pieces: Sequence[bytes]) -> list[int]:
        """Put bytes that lie nowhere in the file as they are (datagrams) behind all frames; return their places."""
        at = len(self.memory) - MARGIN
        self.memory = b"".join((memoryview(self.memory)[:at], *pieces, bytes(MARGIN)))
        self.__dict__.pop("array", None)
        return [at + sum(map(len, pieces[:number])) for number in range(len(pieces))]


def _read(source: Source, positions: Vector, lengths: Vector) -> tuple[bytes, Vector]:
    """Read runs, one behind the other; return how many bytes of each came, too.

    What stands in the file behind the last one serves as margin, so that one run alone is not copied. Joining reads
    takes two thirds of the time of filling one buffer piece by piece.
    """
    sizes = lengths.tolist()
    asked = [*sizes[:-1], sizes[-1] + MARGIN] if sizes else []
    pieces = list(map(source.read, positions.tolist(), asked))
    missing = max(asked[-1] - len(pieces[-1]), 0) if sizes else MARGIN
    memory = b"".join([*pieces, bytes(missing)] if missing else pieces)
    return memory, np.array(list(map(min, map(len, pieces), sizes)), np.int64)
