"""Bytes at many places of a capture, neighbours read together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.capture.source import Source
from tui_tcp.errors import CaptureError

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

Progress = Callable[[float], None]  # is told how much is done, 0 to 1; what it raises ends the work

_READ = 1 << 20  # bytes at a time
_ROWS = 1 << 14
_GAP = 1 << 14  # bytes between two places that are rather read over than read around


def unwatched(share: float) -> None:
    """Tell nobody how much is done."""


def read_places(source: Source, begins: Vector, ends: Vector, progress: Progress = unwatched) -> Iterator[memoryview]:
    """Yield the bytes from each of `begins` to each of `ends`; both ascend. Raises CaptureError where they are gone."""
    far = np.flatnonzero(begins[1:] - ends[:-1] > _GAP) + 1
    first = 0
    while first < len(begins):
        last = _last_together(begins, far, first)
        origin, end = int(begins[first]), int(ends[last - 1])
        data = memoryview(read_whole(source, origin, end - origin))
        for begin, stop in zip(begins[first:last].tolist(), ends[first:last].tolist(), strict=True):
            yield data[begin - origin : stop - origin]
        first = last
        progress(first / len(begins))


def read_whole(source: Source, place: int, size: int) -> bytes:
    """Return bytes that were there when the capture was framed. Raises CaptureError where they are gone."""
    data = source.read(place, size)
    if len(data) < size:
        raise CaptureError(f"the capture changed while it was read: it ends now (at byte {place + len(data)})", 1)
    return data


def row_by_row(*columns: Vector) -> Iterator[tuple[int, ...]]:
    """Yield the values of a row after the other; few at a time are made ready, as others wait for that to end."""
    for at in range(0, len(columns[0]), _ROWS):
        yield from zip(*(column[at : at + _ROWS].tolist() for column in columns), strict=True)


def _last_together(begins: Vector, far: Vector, first: int) -> int:
    """Where the places end that are read together with the one at `first`."""
    enough = int(np.searchsorted(begins, begins[first] + _READ))
    gaps = far[np.searchsorted(far, first, "right") :]
    return min(enough, int(gaps[0])) if len(gaps) else enough
