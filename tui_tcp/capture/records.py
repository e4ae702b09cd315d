"""Where the records of a capture file end, by their lengths alone: what a full disk tore off goes."""

from __future__ import annotations

import os
from typing import Literal, NamedTuple

PCAP_HEADER = 24
_HEAD = 16  # of a packet in pcap; no block of pcapng with a packet in it is shorter
_MAGIC = (0xA1B2C3D4, 0xA1B23C4D)  # pcap in microseconds, in nanoseconds


class Layout(NamedTuple):
    """How long a record is: `beside` bytes and as many as four bytes say that stand `at` bytes after its beginning."""

    at: int
    beside: int
    order: Literal["little", "big"]


def pcap_layout(magic: bytes) -> Layout:
    """Return that of pcap whose file header begins so."""
    return Layout(8, _HEAD, "little" if int.from_bytes(magic, "little") in _MAGIC else "big")


BLOCKS = Layout(4, 0, "little")  # of pcapng as we write it


def cut_torn(descriptor: int, start: int, layout: Layout) -> tuple[int, int]:
    """Cut off what follows the last whole record, from one that begins at `start` on.

    Return the file's new size, and how many whole records there are from there on.
    """
    end = os.fstat(descriptor).st_size
    count = 0
    while len(head := os.pread(descriptor, _HEAD, start)) == _HEAD:
        size = layout.beside + int.from_bytes(head[layout.at : layout.at + 4], layout.order)
        if not 0 < size <= end - start:
            break
        start += size
        count += 1
    if start < end:
        os.ftruncate(descriptor, start)
    return min(start, end), count
