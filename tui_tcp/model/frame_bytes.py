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
        begins = np.flatnonzero(np.r_[True, (offset[1:] - ends[:-1] > GAP) | (offset[1:] < ends[:-1])])
        stops = np.r_[begins[1:], len(offset)]
        runs = [(int(offset[a]), int(ends[b - 1] - offset[a])) for a, b in zip(begins, stops, strict=True) if b > a]
        lengths = np.array([length for _, length in runs], np.int64)
        places = np.r_[0, np.cumsum(lengths)] if runs else np.zeros(1, np.int64)
        self.memory: bytes | bytearray
        self.memory, got = _one(source, *runs[0]) if len(runs) == 1 else _several(source, runs, places.tolist())
        run = np.repeat(np.arange(len(runs)), stops - begins) if runs else np.empty(0, np.int64)
        positions = np.array([position for position, _ in runs], np.int64)
        self.start = offset - positions[run] + places[run]
        there = places[run] + np.array(got, np.int64)[run]
        self.end = np.maximum(np.minimum(self.start + size, there), self.start)

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


def _one(source: Source, position: int, length: int) -> tuple[bytes, list[int]]:
    """Read one run; what stands behind it in the file serves as margin."""
    data = source.read(position, length + MARGIN)
    missing = length + MARGIN - len(data)
    return data + bytes(missing) if missing > 0 else data, [min(len(data), length)]


def _several(source: Source, runs: list[tuple[int, int]], places: list[int]) -> tuple[bytearray, list[int]]:
    memory = bytearray(places[-1] + MARGIN)
    view = memoryview(memory)
    got = [
        _fill(source, view[place : place + length], position)
        for place, (position, length) in zip(places, runs, strict=False)
    ]
    return memory, got


def _fill(source: Source, buffer: memoryview, position: int) -> int:
    """Read until the buffer is full or the file ends; return how many bytes came."""
    filled = 0
    while filled < len(buffer):
        came = source.read_into(buffer[filled:], position + filled)
        if not came:
            break
        filled += came
    return filled
