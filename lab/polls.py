"""Looks at both hosts every few milliseconds and keeps what changed: states in /proc/net/tcp, TCP_INFO of our sockets.

The trace events do not show everything: a connection half open on the server and one in TIME-WAIT are no sockets, and
only /proc tells when a TIME-WAIT that began as an orphan's FIN-WAIT-2 became one.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from ipaddress import ip_address
from pathlib import Path
from typing import Any, BinaryIO

from lab.network import Host

INTERVAL_S = 0.003
STATES = (
    "",
    "ESTABLISHED",
    "SYN_SENT",
    "SYN_RECV",
    "FIN_WAIT1",
    "FIN_WAIT2",
    "TIME_WAIT",
    "CLOSE",
    "CLOSE_WAIT",
    "LAST_ACK",
    "LISTEN",
    "CLOSING",
    "SYN_RECV",
)
GONE = "GONE"

# struct tcp_info begins with 8 bytes, then 32-bit numbers; these are the ones worth a look.
INFO_FORMAT = "8B24I"
INFO_FIELDS = {
    "ca_state": 1,
    "retransmits": 2,
    "probes": 3,
    "backoff": 4,
    "rto": 8,
    "unacked": 12,
    "sacked": 13,
    "lost": 14,
    "retrans": 15,
    "rtt": 23,
    "snd_ssthresh": 25,
    "snd_cwnd": 26,
    "total_retrans": 31,
}

Row = tuple[str, int, int]
"""Local address, local port, remote port."""


class Polls(threading.Thread):
    """Polls until stopped; `states` and `tcp_info` hold the changes."""

    def __init__(self, hosts: tuple[Host, ...]) -> None:
        super().__init__(name="polls", daemon=True)
        self.states: list[dict[str, Any]] = []
        self.tcp_info: list[dict[str, Any]] = []
        self._files = [(host.label, _open(host, name)) for host in hosts for name in ("tcp", "tcp6")]
        self._last: dict[tuple[str, Row], str] = {}
        self._sockets: dict[str, socket.socket] = {}
        self._last_info: dict[str, dict[str, int]] = {}
        self._stopping = threading.Event()

    def watch(self, name: str, opened: socket.socket) -> None:
        """Follow the TCP_INFO of a socket."""
        self._sockets = {**self._sockets, name: opened}

    def stop(self) -> None:
        """Look a last time, then stop."""
        self._stopping.set()
        self.join(timeout=5)
        for _, file in self._files:
            file.close()

    def run(self) -> None:
        """Poll until stopped."""
        while not self._stopping.wait(INTERVAL_S):
            self._poll_states()
            self._poll_sockets()
        self._poll_states()

    def _poll_states(self) -> None:
        now = round(time.time(), 6)
        seen: dict[tuple[str, Row], str] = {}
        for label, file in self._files:
            file.seek(0)
            seen.update({(label, row): state for row, state in _rows(file.read().decode()) if state != "LISTEN"})
        gone = {key: GONE for key in self._last if key not in seen}
        for (label, row), state in {**seen, **gone}.items():
            if self._last.get((label, row)) != state:
                self.states.append(
                    {"t": now, "ns": label, "saddr": row[0], "flow": f"{row[1]}-{row[2]}", "state": state}
                )
        self._last = seen

    def _poll_sockets(self) -> None:
        for name, opened in self._sockets.items():
            info = _read_info(opened)
            last = self._last_info.get(name, {})
            changed = {field: value for field, value in info.items() if last.get(field) != value}
            if changed:
                self.tcp_info.append({"t": round(time.time(), 6), "sock": name, **changed})
                self._last_info[name] = info


def _open(host: Host, name: str) -> BinaryIO:
    # The file belongs to the namespace it was opened in, so any thread may read it later.
    with host.namespace.entered():
        return Path("/proc/thread-self/net", name).open("rb", buffering=0)


def _rows(text: str) -> list[tuple[Row, str]]:
    rows = []
    for line in text.splitlines()[1:]:
        _, local, remote, state, *_ = line.split()
        rows.append(((_address(local), int(local[-4:], 16), int(remote[-4:], 16)), STATES[int(state, 16)]))
    return rows


def _address(end: str) -> str:
    # Each 32-bit word stands in the byte order of the machine.
    words = bytes.fromhex(end[:-5])
    return str(ip_address(b"".join(words[i : i + 4][::-1] for i in range(0, len(words), 4))))


def _read_info(opened: socket.socket) -> dict[str, int]:
    try:
        raw = opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, struct.calcsize(INFO_FORMAT))
    except OSError:  # closed meanwhile
        return {}
    numbers = struct.unpack(INFO_FORMAT, raw)
    return {field: numbers[at] for field, at in INFO_FIELDS.items()}
