"""Taps: record every frame that passes an interface, with the kernel's own time stamps, as a standard pcap file."""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

from lab.segment import tcp_start

SO_TIMESTAMPNS = 35
SNAPLEN = 262144
LINKTYPE_ETHERNET = 1
HOP_BY_HOP_OPTIONS = 0
BUFFER_BYTES = 4 << 20
POLL_S = 0.05
# What may still stand in a socket's queue when the last program is done.
DRAIN_S = 0.1

Keep = Callable[[bytes], bool]


def is_tcp(frame: bytes) -> bool:
    """Keep TCP alone: the hosts' own neighbour and multicast chatter is not what a scenario is about."""
    return tcp_start(frame) is not None


def any_conversation(frame: bytes) -> bool:
    """Keep all that one host says to another: everything but the multicast reports of a fresh IPv6 interface."""
    return frame[12:14] != b"\x86\xdd" or frame[20] != HOP_BY_HOP_OPTIONS


class Tap(threading.Thread):
    """Listens at several interfaces until stopped; `frames` holds what each has heard."""

    def __init__(self, sockets: dict[str, socket.socket], keep: Keep = is_tcp) -> None:
        super().__init__(name="tap", daemon=True)
        self.frames: dict[str, list[tuple[int, bytes]]] = {name: [] for name in sockets}
        self._names = {opened: name for name, opened in sockets.items()}
        self._keep = keep
        self._stopping = threading.Event()
        for opened in self._names:
            opened.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)

    def run(self) -> None:
        """Listen until stopped and nothing more comes."""
        while self._hear(POLL_S) or not self._stopping.is_set():
            pass

    def stop(self) -> None:
        """Take what still waits, then close."""
        self._stopping.wait(DRAIN_S)
        self._stopping.set()
        self.join(timeout=5)
        for opened in self._names:
            opened.close()

    def _hear(self, patience_s: float) -> bool:
        ready, _, _ = select.select(list(self._names), [], [], patience_s)
        for opened in ready:
            frame, control, _, _ = opened.recvmsg(SNAPLEN, socket.CMSG_SPACE(16))
            if self._keep(frame):
                self.frames[self._names[opened]].append((_time_ns(control), frame))
        return bool(ready)


def _time_ns(control: list[tuple[int, int, bytes]]) -> int:
    seconds, nanoseconds = struct.unpack("qq", control[0][2][:16])
    return int(seconds) * 10**9 + int(nanoseconds)


def write_pcap(path: Path, frames: list[tuple[int, bytes]]) -> None:
    """Write frames in the order of their times: little-endian pcap, microseconds."""
    header = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, SNAPLEN, LINKTYPE_ETHERNET)
    path.write_bytes(header + b"".join(_record(t, frame) for t, frame in sorted(frames, key=lambda f: f[0])))


def _record(time_ns: int, frame: bytes) -> bytes:
    seconds, rest = divmod(time_ns, 10**9)
    return struct.pack("<IIII", seconds, rest // 1000, len(frame), len(frame)) + frame
