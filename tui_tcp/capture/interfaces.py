"""The network interfaces of this machine: addresses, state, and how many packets pass.

All of it as this process's network namespace has it, which /sys/class/net need not show, and without privileges.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import AF_INET, AF_INET6, inet_ntop
from typing import NamedTuple

from tui_tcp.capture.job import ANY
from tui_tcp.errors import CaptureError

_UP, _RUNNING = 0x1, 0x40  # net/if.h: IFF_UP, IFF_RUNNING
_COUNTS = Path("/proc/net/dev")
_FAMILIES = {int(AF_INET): (4, 4), int(AF_INET6): (8, 16)}  # where a socket address has the address, and its length


class _Address(ctypes.Structure):
    """getifaddrs(3): struct ifaddrs, up to what is read of it."""


_Address._fields_ = [
    ("next", ctypes.POINTER(_Address)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.c_void_p),
]


@dataclass
class Interface:
    """One interface, or `any`, which stands for all."""

    name: str
    is_up: bool = True
    has_carrier: bool = True
    addresses: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """In words."""
        if not self.is_up:
            return "down"
        return "up" if self.has_carrier else "no carrier"


class Traffic(NamedTuple):
    """What passed an interface, both ways."""

    packets: float
    bytes: float


class Rates:
    """Packets and bytes a second, from one look to the next."""

    def __init__(self) -> None:
        self._when = time.monotonic()
        self._before = _counts()

    def look(self) -> dict[str, Traffic]:
        """Return each interface's traffic a second since the last look, and that of all as `any`."""
        now, counts = time.monotonic(), _counts()
        passed = max(now - self._when, 0.001)
        rates = {
            name: Traffic(
                max(count.packets - self._before.get(name, count).packets, 0) / passed,
                max(count.bytes - self._before.get(name, count).bytes, 0) / passed,
            )
            for name, count in counts.items()
        }
        self._when, self._before = now, counts
        total = Traffic(sum(rate.packets for rate in rates.values()), sum(rate.bytes for rate in rates.values()))
        return {**rates, ANY: total}


def interfaces() -> list[Interface]:
    """Return all interfaces, in the kernel's order, `any` last. Raises CaptureError."""
    found: dict[str, Interface] = {}
    for entry in _entries():
        name = entry.name.decode("utf-8", "replace")
        interface = found.setdefault(name, Interface(name, bool(entry.flags & _UP), bool(entry.flags & _RUNNING)))
        if text := _text(entry.address):
            interface.addresses.append(text)
    return [*found.values(), Interface(ANY)]


def _entries() -> Iterator[_Address]:
    libc = ctypes.CDLL(None, use_errno=True)
    first = ctypes.POINTER(_Address)()
    if libc.getifaddrs(ctypes.byref(first)):
        raise CaptureError("the system does not tell its interfaces", 1)
    try:
        entry = first
        while entry:
            yield entry.contents
            entry = entry.contents.next
    finally:
        libc.freeifaddrs(first)


def _text(address: int | None) -> str:
    """Return an IP address as text, nothing for one of another family."""
    if not address:
        return ""
    family = ctypes.c_ushort.from_address(address).value
    if family not in _FAMILIES:
        return ""
    at, size = _FAMILIES[family]
    return inet_ntop(family, ctypes.string_at(address + at, size))


def _counts() -> dict[str, Traffic]:
    """Packets and bytes, received and sent, by the interface's name."""
    counts = {}
    for line in _COUNTS.read_text().splitlines()[2:] if _COUNTS.exists() else ():
        name, _, numbers = line.partition(":")
        values = list(map(int, numbers.split()))
        counts[name.strip()] = Traffic(values[1] + values[9], values[0] + values[8])
    return counts
