"""Which processes have this machine's TCP sockets, as far as /proc lets whoever asks read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

Socket = tuple[bytes, int]  # address, port

_PROC = Path("/proc")
_LISTEN = "0A"  # include/net/tcp_states.h
_MAPPED = bytes(10) + b"\xff\xff"  # RFC 4291 section 2.5.5.2
_PREFIX = "socket:["


class Process(NamedTuple):
    """A process: its number and its name, which it may have chosen itself."""

    pid: int
    name: str


class Owners:
    """The processes of the sockets that there were at one moment."""

    def __init__(self, addresses: frozenset[bytes], proc: Path = _PROC) -> None:
        """Look; `addresses` are this machine's."""
        self._addresses = addresses
        self._by_pair: dict[tuple[Socket, Socket], str] = {}
        self._by_port: dict[int, str] = {}
        self._processes = dict(_processes(proc))
        for table in ("tcp", "tcp6"):
            self._take(proc / "net" / table)

    def of(self, local: Socket, remote: Socket, listens: bool) -> Process | None:
        """Return the process at the local end; where its socket is gone, the one that `listens` there."""
        inode = self._by_pair.get((local, remote), "0")
        if inode == "0" and listens and local[0] in self._addresses:
            inode = self._by_port.get(local[1], "0")
        return self._processes.get(inode)

    def _take(self, table: Path) -> None:
        with suppress(OSError):
            for line in table.read_text().splitlines()[1:]:
                _, local, remote, state, *rest = line.split()
                if state == _LISTEN:
                    self._by_port[_socket(local)[1]] = rest[5]
                else:
                    self._by_pair[_socket(local), _socket(remote)] = rest[5]


def _socket(text: str) -> Socket:
    """Read ADDRESS:PORT as proc(5) has them: words of 32 bits in the machine's order."""
    address, port = text.split(":")
    words = bytes.fromhex(address)
    packed = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
    return packed.removeprefix(_MAPPED), int(port, 16)


def _processes(proc: Path) -> Iterator[tuple[str, Process]]:
    """Give the inode of each socket that a process has open."""
    for folder in proc.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                yield from _sockets_of(folder)


def _sockets_of(folder: Path) -> Iterator[tuple[str, Process]]:
    process = None
    with os.scandir(folder / "fd") as entries:
        for entry in entries:
            target = os.readlink(entry.path)
            if target.startswith(_PREFIX):
                process = process or Process(int(folder.name), (folder / "comm").read_text().strip())
                yield target[len(_PREFIX) : -1], process
