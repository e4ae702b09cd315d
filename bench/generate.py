"""Writes a large capture of made-up but well-formed traffic: the same bytes for the same seed and sizes.

Some hundred connections are open at any time; only these are held in memory, merged by time through a heap. IP and TCP
checksums are correct. About one frame in a hundred is UDP or ARP.
"""

import heapq
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from random import Random
from typing import Final

from bench.endpoint import Event
from bench.frames import Route, arp_request
from bench.plan import FULL_PAYLOAD, Planner, Size

VERSION: Final = 1
"""Raised when other bytes come out for the same seed and sizes, so that no stale file is taken from a folder."""

SEED: Final = 20231114
PACKETS: Final = 900_000
PACKETS_A_CONNECTION: Final = 45
OPEN_AT_ONCE: Final = 350
START_S: Final = 1_700_000_000
OTHER_EVERY: Final = 97

_FILE_HEADER: Final = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1)
_RECORD: Final = struct.Struct("<IIII")
_RAMP_US: Final = 3_000_000
_MEAN_PAUSE_US: Final = 50_000


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture in a file, and how many frames it holds."""

    path: FilePath
    packets: int


def cached_capture(folder: FilePath, size: Size, seed: int = SEED) -> Capture:
    """Give the capture of this size from a folder, and write it there first if it is not there yet."""
    name = f"v{VERSION}-{size.packets}-packets-{size.connections}-connections-{size.payload}-bytes-seed-{seed}.pcap"
    path = folder / name
    count = path.with_suffix(".count")
    if not (path.exists() and count.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        count.write_text(f"{write_capture(path, size, seed)}\n", encoding="ascii")
    return Capture(path, int(count.read_text(encoding="ascii")))


def size_of(packets: int, connections: int | None = None, payload: int = FULL_PAYLOAD) -> Size:
    """Complete a size: as many connections for the packets as the default capture has."""
    return Size(packets, connections or max(packets // PACKETS_A_CONNECTION, 1), payload)


def write_capture(path: FilePath, size: Size, seed: int) -> int:
    """Write a capture and give back its number of frames."""
    # Under its name only when whole, so that an interrupted run is not taken for a capture.
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        count = _write(part, size, seed)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write(path: FilePath, size: Size, seed: int) -> int:
    rng = Random(seed)
    count = 0
    with path.open("wb", buffering=1 << 20) as file:
        file.write(_FILE_HEADER)
        for at, frame in _with_others(_Merge(Planner(size, rng), rng).events(), rng):
            seconds, micros = divmod(at, 1_000_000)
            file.write(_RECORD.pack(START_S + seconds, micros, len(frame), len(frame)))
            file.write(frame)
            count += 1
    return count


class _Merge:
    """Open connections in a heap by the time of their next frame; each that ends makes room for a new one."""

    def __init__(self, planner: Planner, rng: Random) -> None:
        self._plans = enumerate(planner.connections())
        self._rng = rng
        # The number stands before the stream so that streams are never compared.
        self._heap: list[tuple[int, int, bytes, Iterator[Event]]] = []

    def events(self) -> Iterator[Event]:
        """Give all frames of all connections in the order of time."""
        for _ in range(OPEN_AT_ONCE):
            self._start(self._rng.randrange(_RAMP_US))
        heap = self._heap
        while heap:
            at, number, frame, stream = heap[0]
            yield at, frame
            event = next(stream, None)
            if event is None:
                heapq.heappop(heap)
                self._start(at + int(self._rng.expovariate(1) * _MEAN_PAUSE_US))
            else:
                heapq.heapreplace(heap, (event[0], number, event[1], stream))

    def _start(self, at: int) -> None:
        number, plan = next(self._plans, (0, None))
        if plan is not None:
            stream = plan.life(at, self._rng)
            first, frame = next(stream)
            heapq.heappush(self._heap, (first, number, frame, stream))


def _with_others(events: Iterator[Event], rng: Random) -> Iterator[Event]:
    """Put a UDP or ARP frame behind every so many frames."""
    client, server = bytes((10, 1, 0, 9)), bytes((192, 168, 0, 53))
    route = Route(client, server)
    for count, (at, frame) in enumerate(events, 1):
        yield at, frame
        if count % OTHER_EVERY:
            continue
        if count % 4:
            yield at, route.udp(rng.randrange(1024, 65536), 6544, bytes(rng.randrange(20, 200)))
        else:
            yield at, arp_request(client, server)
