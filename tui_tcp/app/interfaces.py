"""Which network interfaces there are, the one that a person most likely means first."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc/net")  # of Linux; elsewhere the system's own order is as good a guess as any
_EVERYWHERE = "00000000"
_METRIC, _DESTINATION = 6, 1  # columns of /proc/net/route
_SENT = 8  # column of /proc/net/dev, counted from the colon


def interfaces(proc: Path = _PROC) -> list[str]:
    """Return the names: first those with a default route, then by bytes carried; loopback last."""
    names = [name for _, name in socket.if_nameindex()]
    routes, carried = _default_routes(proc), _carried(proc)
    worst = len(routes)

    def rank(name: str) -> tuple[bool, int, int]:
        return name.startswith("lo"), routes.index(name) if name in routes else worst, -carried.get(name, 0)

    return sorted(names, key=rank)


def _default_routes(proc: Path) -> list[str]:
    """Return the interfaces of default routes, the preferred one first."""
    rows = [line.split() for line in _lines(proc / "route")]
    found = [row for row in rows if len(row) > _METRIC and row[_DESTINATION] == _EVERYWHERE and row[_METRIC].isdigit()]
    return [row[0] for row in sorted(found, key=lambda row: int(row[_METRIC]))]


def _carried(proc: Path) -> dict[str, int]:
    """Return how many bytes went through each interface, both ways."""
    carried = {}
    for line in _lines(proc / "dev"):
        name, colon, rest = line.partition(":")
        counts = [int(word) for word in rest.split() if word.isdigit()]
        if colon and len(counts) > _SENT:
            carried[name.strip()] = counts[0] + counts[_SENT]
    return carried


def _lines(path: Path) -> list[str]:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text(encoding="ascii").splitlines()
    return []
