"""The layers of many frames at once, a header at a time: what is common is told here, the rest is left to dissection.

Each step takes the places of one layer in all frames and says which layer follows where. Frames with anything rare
(tunnels, fragments, extension headers, what ICMP errors quote) are put down as odd.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from tui_tcp.dissect.registry import ETHERTYPES, IP_PROTOCOLS
from tui_tcp.fields.spots import Spots, joined, number
from tui_tcp.wire.cursor import ETHERTYPE
from tui_tcp.wire.links import LINK_STEPS
from tui_tcp.wire.tunnels import CARRIERS

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

_LINKS = {1: "eth", 113: "sll", 228: "ip", 229: "ipv6"}
_ETHERTYPES = {0x0800: "ip", 0x86DD: "ipv6", 0x0806: "arp", 0x8100: "vlan", 0x88A8: "ieee8021ad"}
_PROTOCOLS = {6: "tcp", 17: "udp"}
_PLAIN_PROTOCOLS = {2: "igmp", 89: "ospf", 103: "pim", 112: "vrrp", 132: "sctp", 88: "eigrp"}
UDP_SERVICES = {53: "dns", 5353: "mdns", 5355: "llmnr"}
_OPENED = {step & 0xFFFF for step in LINK_STEPS if step & ~0xFFFF == ETHERTYPE}
_DISSECTED = {number for number, entry in ETHERTYPES.items() if entry.parser != "data"}
_RARE_ETHERTYPES = sorted((_OPENED | _DISSECTED) - _ETHERTYPES.keys())
_RARE_PROTOCOLS = [
    key for key, entry in IP_PROTOCOLS.items() if entry.parser not in ("data", "tcp", "udp", "icmp", "icmpv6")
]
_LEAST_TYPE = 1536
_CARRIED = np.array(CARRIERS, bool)


class Walk:
    """Walks the layers of frames that begin with `links` (one link type a row)."""

    def __init__(self, buffer: Vector, frames: Spots, links: Vector) -> None:
        self.buffer = buffer
        self.odd = np.zeros(len(frames.rows), bool)
        self._found: dict[str, list[Spots]] = {}
        self._by_number(frames, links, _LINKS, None)
        self.spots = {name: joined([s.where(~self.odd[s.rows]) for s in parts]) for name, parts in self._found.items()}

    def _go(self, name: str, spots: Spots) -> None:
        """Note a layer and take its step."""
        if not len(spots.rows):
            return
        self._found.setdefault(name, []).append(spots)
        step = _STEPS.get(name)
        if step:
            step(self, spots)

    def _mark(self, spots: Spots, which: Vector) -> Spots:
        """Put down some as odd; return the others."""
        self.odd[spots.rows[which]] = True
        return spots.where(~which)

    def _number(self, spots: Spots, offset: int, size: int) -> Vector:
        return number(self.buffer, spots.at + offset, size)

    def _by_number(self, spots: Spots, numbers: Vector, known: Mapping[int, str], rare: list[int] | None) -> None:
        """Go on by a number; of the others, some or (None) all are odd."""
        left = np.ones(len(numbers), bool)
        for value in np.unique(numbers).tolist():
            if value in known:
                here = numbers == value
                left &= ~here
                self._go(known[value], spots.where(here))
        self._mark(spots, left if rare is None else left & np.isin(numbers, rare))

    def _ethertype(self, spots: Spots, offset: int) -> None:
        """Go on by the type at an offset, behind it."""
        spots = self._mark(spots, ~spots.have(offset + 2))
        types = self._number(spots, offset, 2)
        is_length = types < _LEAST_TYPE
        self._mark(spots, is_length)
        self._by_number(spots.where(~is_length).past(offset + 2), types[~is_length], _ETHERTYPES, _RARE_ETHERTYPES)

    def ethernet(self, spots: Spots) -> None:
        """IEEE 802.3 section 3.2.6."""
        self._ethertype(spots, 12)

    def tag(self, spots: Spots) -> None:
        """IEEE 802.1Q section 9.6."""
        self._ethertype(spots, 2)

    def cooked(self, spots: Spots) -> None:
        """Linux cooked capture, version 1."""
        self._ethertype(spots, 14)

    def ip(self, spots: Spots) -> None:
        """RFC 791 section 3.1."""
        spots = self._mark(spots, ~spots.have(20))
        first, total = self._number(spots, 0, 1), self._number(spots, 2, 2)
        header = (first & 0x0F) * 4
        is_odd = (first >> 4 != 4) | (header < 20) | (total < header) | (self._number(spots, 6, 2) & 0x3FFF != 0)
        spots = self._mark(spots.until(total), is_odd)
        self._protocol(spots.past(header[~is_odd]), self._number(spots, 9, 1), icmp=1)

    def ipv6(self, spots: Spots) -> None:
        """RFC 8200 section 3."""
        spots = self._mark(spots, ~spots.have(40))
        length = self._number(spots, 4, 2)
        is_odd = (self._number(spots, 0, 1) >> 4 != 6) | (length == 0)
        spots = self._mark(spots.until(length + 40), is_odd)
        self._protocol(spots.past(40), self._number(spots, 6, 1), icmp=58)

    def _protocol(self, spots: Spots, protocols: Vector, icmp: int) -> None:
        known = {**_PROTOCOLS, **_PLAIN_PROTOCOLS, icmp: "icmp" if icmp == 1 else "icmpv6"}
        self._by_number(spots, protocols, known, [p for p in _RARE_PROTOCOLS if p not in known])

    def udp(self, spots: Spots) -> None:
        """RFC 768. Ports that carry tunnels lead away."""
        spots = self._mark(spots, ~spots.have(8))
        source, destination = self._number(spots, 0, 2), self._number(spots, 2, 2)
        is_odd = _CARRIED[source] | _CARRIED[destination]
        self._mark(spots, is_odd)
        length = self._number(spots, 4, 2)
        spots = spots.until(np.where(length >= 8, length, 0xFFFF))
        taken = is_odd
        for port, name in UDP_SERVICES.items():
            here = ((source == port) | (destination == port)) & ~taken
            taken = taken | here
            self._go(name, spots.where(here & spots.have(9)).past(8))

    def icmp(self, spots: Spots) -> None:
        """RFC 792: what errors quote is for dissection."""
        spots = self._mark(spots, ~spots.have(8))
        self._mark(spots, np.isin(self._number(spots, 0, 1), (3, 4, 5, 11, 12)))

    def icmpv6(self, spots: Spots) -> None:
        """RFC 4443 section 2.1."""
        spots = self._mark(spots, ~spots.have(8))
        self._mark(spots, self._number(spots, 0, 1) < 5)


_STEPS: dict[str, Callable[[Walk, Spots], None]] = {
    "eth": Walk.ethernet,
    "vlan": Walk.tag,
    "ieee8021ad": Walk.tag,
    "sll": Walk.cooked,
    "ip": Walk.ip,
    "ipv6": Walk.ipv6,
    "udp": Walk.udp,
    "icmp": Walk.icmp,
    "icmpv6": Walk.icmpv6,
}
