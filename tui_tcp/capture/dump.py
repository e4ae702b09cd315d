"""How the capture child writes packets to its standard output, a file: as libpcap does, or several taps in one order.

The file is a descriptor that was handed over: nothing is opened after the privileges are gone, and going on in another
file is no more than another file under the same descriptor.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from tui_tcp.capture.records import BLOCKS, PCAP_HEADER, pcap_layout
from tui_tcp.capture.tap import Tap

Take = Callable[[Any, bytes], object]
Held = tuple[int, int, int, int, int, bytes]  # seconds, microseconds, tap, captured, on the wire, the bytes

OUTPUT = 1
HOLD_S = 0.06  # a ring hands packets over up to BLOCK_MS late: so long none is written that another may precede

_FULLY_BUFFERED = 0
_BUFFER = 1 << 18


class PcapDump:
    """One tap, by libpcap's own writer, which runs no Python for a packet."""

    waiting = 0

    def __init__(self, tap: Tap) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._stream = ctypes.c_void_p.in_dll(self._libc, "stdout")
        # libpcap writes through C's standard output, whose own buffer of a page costs a call for every fifty packets.
        self._libc.setvbuf(self._stream, None, _FULLY_BUFFERED, ctypes.c_size_t(_BUFFER))
        self._dumper = tap.dumper("-")
        self.takers: list[Take] = [self._dumper.dump]
        self.flush()
        self.header = os.pread(OUTPUT, PCAP_HEADER, 0)
        self.layout = pcap_layout(self.header[:4])

    def flush(self, is_last: bool = False) -> None:
        """Write what is buffered. Raises OSError."""
        ctypes.set_errno(0)
        if self._libc.fflush(self._stream) or self._libc.ferror(self._stream):
            raise_reason(ctypes.get_errno())


def raise_reason(number: int) -> NoReturn:
    """Raise OSError for why nothing can be written; 0 where that was found out earlier, and nobody kept the reason."""
    if not number:
        os.write(OUTPUT, b"\0")  # fails for the same reason; what is torn is cut off in any case
    raise OSError(number or errno.EIO, os.strerror(number or errno.EIO))


class MergedDump:
    """Several taps in the order of time, as pcapng, which gives each its name and link type."""

    layout = BLOCKS

    def __init__(self, taps: Sequence[Tap], snaplen: int) -> None:
        self.takers: list[Take] = [self._taker(number) for number in range(len(taps))]
        self.header = section() + b"".join(interface(tap.name, tap.link_type, snaplen) for tap in taps)
        self._fresh: list[Held] = []
        self._held: list[Held] = []
        self._turned = time.monotonic()
        write_all(OUTPUT, self.header)

    @property
    def waiting(self) -> int:
        """Packets taken and not yet written."""
        return len(self._fresh) + len(self._held)

    def flush(self, is_last: bool = False) -> None:
        """Write the packets that no other can precede any more. Raises OSError."""
        now = time.monotonic()
        if now - self._turned < HOLD_S and not is_last:
            return
        packets = sorted(self._held + self._fresh)
        ripe = len(packets) if is_last else bisect_right(packets, max(self._held)) if self._held else 0
        self._held, self._fresh, self._turned = packets[ripe:], [], now
        write_all(OUTPUT, b"".join(map(packet_block, packets[:ripe])))

    def _taker(self, number: int) -> Take:
        def take(header: Any, data: bytes) -> None:
            seconds, microseconds = header.getts()
            self._fresh.append((seconds, microseconds, number, header.getcaplen(), header.getlen(), data))

        return take


def section() -> bytes:
    """Return pcapng's section header block (draft-ietf-opsawg-pcapng section 4.1), of unknown length."""
    return struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)


def interface(name: str, link_type: int, snaplen: int) -> bytes:
    """Return an interface description block (section 4.2) with its name."""
    raw = name.encode()
    options = struct.pack("<HH", 2, len(raw)) + raw + bytes(-len(raw) % 4) + bytes(4)
    size = 20 + len(options)
    return struct.pack("<IIHHI", 1, size, link_type, 0, snaplen) + options + struct.pack("<I", size)


def packet_block(packet: Held) -> bytes:
    """Return an enhanced packet block (section 4.3), in microseconds."""
    seconds, microseconds, number, captured, length, data = packet
    time_us = seconds * 1_000_000 + microseconds
    padding = bytes(-captured % 4)
    size = 32 + captured + len(padding)
    head = struct.pack("<7I", 6, size, number, time_us >> 32, time_us & 0xFFFFFFFF, captured, length)
    return b"".join((head, data, padding, size.to_bytes(4, "little")))


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of it. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
