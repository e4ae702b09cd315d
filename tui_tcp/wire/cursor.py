"""A place within a frame, and how far it goes: what the functions that open one header after another hand on.

A layer says what stands at the place: a family in the upper 16 bits, the number by which that family's registry
knows it in the lower. Numbers below `FIRST_LAYER` are no layers but kinds of frame (frames.Kind): the end of a walk.
"""

from __future__ import annotations

from tui_tcp.wire import octets
from tui_tcp.wire.frames import Kind

ETHERTYPE = 0x10000  # https://www.iana.org/assignments/ieee-802-numbers
IP_PROTOCOL = 0x20000  # https://www.iana.org/assignments/protocol-numbers
UDP_PORT = 0x30000
LINK_TYPE = 0x40000  # https://www.tcpdump.org/linktypes.html
PPP = 0x50000  # https://www.iana.org/assignments/ppp-numbers
QUOTED_IP4 = 0x60004  # the IP header that an ICMP error quotes
QUOTED_IP6 = 0x60006
FIRST_LAYER = 0x10000

IP4 = ETHERTYPE | 0x0800
IP6 = ETHERTYPE | 0x86DD
ETHERNET = LINK_TYPE | 1
EITHER_IP = LINK_TYPE | 101

_CUT = int(Kind.CUT)


class Cursor:
    """`at` in `data`, of which bytes below `end` were captured; below `limit` bytes were sent, as outer headers say."""

    def __init__(self) -> None:
        self.data = memoryview(b"")
        self.at = 0
        self.end = 0
        self.limit = 0

    def has(self, size: int) -> bool:
        """Tell whether `size` bytes were captured from here on."""
        return self.at + size <= self.end

    def past(self, size: int, layer: int) -> int:
        """Go past a header of `size` bytes to `layer`; CUT where the header was not captured whole."""
        if self.at + size > self.end:
            return _CUT
        self.at += size
        return layer

    def bound(self, size: int) -> None:
        """Say that no more than `size` bytes follow, as a length field has it."""
        self.limit = min(self.limit, self.at + size)
        self.end = min(self.end, self.limit)

    def byte(self, offset: int) -> int:
        """Return the byte at `offset` from here."""
        return self.data[self.at + offset]

    def b16(self, offset: int) -> int:
        """Return the 16-bit number at `offset` from here."""
        return octets.b16(self.data, self.at + offset)

    def b32(self, offset: int) -> int:
        """Return the 32-bit number at `offset` from here."""
        return octets.b32(self.data, self.at + offset)
