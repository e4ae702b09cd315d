"""What this computer calls the ports of TCP: its own table of services, and where that is silent the well-known ones.

The file is read rather than getservbyport() asked, as that may ask the network.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tui_tcp.escape import escape_text
from tui_tcp.names.services import service_name

TABLE = Path("/etc/services")  # services(5)
_MOST = 1 << 20  # characters of the table that are read
_LONGEST = 24


def port_name(port: int) -> str:
    """Return the name of a port's service, '' where it has none."""
    return _listed(TABLE).get(port) or service_name(port)


@cache
def _listed(table: Path) -> dict[int, str]:
    """Read a table of services once; of several names of a port the first counts."""
    try:
        with table.open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_MOST).splitlines()
    except OSError:
        return {}
    found: dict[int, str] = {}
    for line in lines:
        name, port, *_ = [*line.partition("#")[0].split(), "", ""]
        number, _, protocol = port.partition("/")
        if protocol == "tcp" and number.isascii() and number.isdecimal():
            found.setdefault(int(number[:6]), escape_text(name, _LONGEST))
    return found
