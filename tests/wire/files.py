"""Capture files made with struct, record by record and block by block, and what a framer makes of them."""

from dataclasses import dataclass
from struct import pack

from fuzz.columns import new_frames
from tui_tcp.wire.formats import Framer, framer_for
from tui_tcp.wire.frames import Frames

MICRO, NANO, MODIFIED = 0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34
PACKET = bytes(range(54))
SECTION, INTERFACE, OBSOLETE, SIMPLE, NAMES, STATISTICS, ENHANCED = 0x0A0D0D0A, 1, 2, 3, 4, 5, 6


@dataclass(frozen=True)
class Framed:
    """One row: where, when, how long."""

    offset: int
    time: int
    captured: int
    length: int
    interface: int


def frame_all(data: bytes, piece: int = 1 << 20, limit: int = 16) -> tuple[list[Framed], Framer]:
    """Frame a file through a buffer that grows by `piece` bytes, `limit` rows at a time."""
    framer, frames, found = framer_for(data[:24]), new_frames(limit), []
    at, filled = 0, min(piece, len(data))
    while True:
        count = framer.frame(memoryview(data)[at:filled], filled - at, at, frames, 0, limit)
        found += [_row(frames, row) for row in range(count)]
        at += framer.consumed
        if framer.damage or (not framer.consumed and filled == len(data)):
            return found, framer
        filled = filled if framer.consumed else min(filled + piece, len(data))


def _row(frames: Frames, row: int) -> Framed:
    captured, cut = frames.captured[row], frames.cut[row]
    return Framed(frames.offset[row], frames.time[row], captured, captured + cut & 0xFFFFFFFF, frames.interface[row])


def pcap_header(
    order: str = "<", magic: int = MICRO, version: tuple[int, int] = (2, 4), snaplen: int = 65535, link: int = 1
) -> bytes:
    return pack(order + "IHHiIII", magic, *version, 0, 0, snaplen, link)


def record(
    data: bytes = PACKET, order: str = "<", *, lengths: tuple[int, int] | None = None, at: tuple[int, int] = (1, 2)
) -> bytes:
    """A record; `lengths` are what stands in its header, `at` its seconds and their fraction."""
    return pack(order + "IIII", *at, *(lengths or (len(data), len(data)))) + data


def block(kind: int, body: bytes, order: str = "<", *, size: int | None = None, again: int | None = None) -> bytes:
    """A block; `size` and `again` are the lengths that it claims at its two ends."""
    body += bytes(-len(body) % 4)
    claimed = 12 + len(body) if size is None else size
    return pack(order + "II", kind, claimed) + body + pack(order + "I", claimed if again is None else again)


def option(code: int, value: bytes, order: str = "<") -> bytes:
    return pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def section(order: str = "<", version: tuple[int, int] = (1, 0), options: bytes = b"") -> bytes:
    return block(SECTION, pack(order + "IHHq", 0x1A2B3C4D, *version, -1) + options, order)


def interface(order: str = "<", link: int = 1, snaplen: int = 0, options: bytes = b"") -> bytes:
    return block(INTERFACE, pack(order + "HHI", link, 0, snaplen) + options, order)


def enhanced(
    data: bytes = PACKET,
    order: str = "<",
    *,
    number: int = 0,
    ticks: int = 5,
    captured: int | None = None,
    options: bytes = b"",
) -> bytes:
    size = len(data) if captured is None else captured
    head = pack(order + "IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, size, len(data))
    return block(ENHANCED, head + data + bytes(-len(data) % 4) + options, order)


def simple(data: bytes = PACKET, order: str = "<", *, length: int | None = None) -> bytes:
    return block(SIMPLE, pack(order + "I", len(data) if length is None else length) + data, order)


def obsolete(data: bytes = PACKET, order: str = "<", *, ticks: int = 5) -> bytes:
    head = pack(order + "HHIIII", 0, 7, ticks >> 32, ticks & 0xFFFFFFFF, len(data), len(data))
    return block(OBSOLETE, head + data, order)


BEGINNING = section() + interface()
