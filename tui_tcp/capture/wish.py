"""What a person wants captured, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_tcp.capture.job import Job
    from tui_tcp.capture.privileges import Identity

SNAPLEN = 262144  # libpcap's largest

# What cannot concern TCP connections is left out, rather than TCP asked for: `tcp` would lose QinQ, tunnels, ICMP's
# errors and the names in DNS answers. Fragments stay: their ports are in another packet. Ports: DNS, multicast DNS,
# LLMNR, and the tunnels that we look into.
KEPT_UDP_PORTS = (53, 5353, 5355, 1701, 2123, 2152, 3386, 3544, 4341, 4754, 4789, 4790, 6081, 6635, 8472, 37008)
_PORTS = " or ".join(map(str, KEPT_UDP_PORTS))
DEFAULT_FILTER = (
    f"not arp and not (ip and udp and ip[6:2] & 0x3fff = 0 and not port ({_PORTS}))"
    f" and not (ip6 and udp and not port ({_PORTS}))"
)


@dataclass(frozen=True)
class Wish:
    """What a person wants captured; 0 stands for no limit, no filter for the default one."""

    interfaces: tuple[str, ...]
    filter: str | None = None
    snaplen: int = SNAPLEN
    path: Path | None = None  # where the capture is kept
    is_forced: bool = False  # writes over an existing file
    packets: int = 0
    seconds: float = 0
    size: int = 0
    files: int = 0  # so many are kept, the oldest go
    file_size: int = 0
    is_patient: bool = False  # goes on when an interface that went down is back

    def job(self, identity: Identity | None) -> Job:
        """Return what of it concerns the capture child, which is to become `identity`."""
        from tui_tcp.capture.job import Job  # on first use: the command line imports wishes at every start

        return Job(
            interfaces=list(self.interfaces),
            filter=DEFAULT_FILTER if self.filter is None else self.filter,
            is_filter_optional=self.filter is None,
            snaplen=self.snaplen,
            identity=list(identity) if identity else None,
            packets=self.packets,
            seconds=self.seconds,
            size=self.size,
            file_size=self.file_size,
            is_patient=self.is_patient,
        )
