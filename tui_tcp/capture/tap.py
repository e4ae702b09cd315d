"""One interface being captured by libpcap. Runs in the capture child; errors carry libpcap's own words."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pcapy

from tui_tcp.capture.job import ANY

RING_BYTES = 32 << 20  # at 300,000 packets a second a ring of 8 MB lost a tenth of them, 32 MB none
# Milliseconds until a block of the ring that is not full is handed over. At 10, a reader that stalls for 300 ms lost
# a quarter of sparse traffic from a small ring: each hand-over uses up a whole block.
BLOCK_MS = 50

_NO_SUCH_DEVICE, _NO_PERMISSION, _NOT_UP = -5, -8, -9  # pcap/pcap.h: PCAP_ERROR_...
_EVERY_PROTOCOL = 3  # linux/if_ether.h: ETH_P_ALL
_GET_FLAGS, _UP = 0x8913, 1  # linux/sockios.h: SIOCGIFFLAGS; net/if.h: IFF_UP


class TapError(Exception):
    """The interface cannot be opened, or the filter cannot be set."""

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind  # what a person can be helped with: "permission", "unknown", "down", "filter"


class Tap:
    """An interface, opened. Raises TapError. Opening needs privileges; all else does not."""

    def __init__(self, name: str, snaplen: int) -> None:
        if name != ANY and name not in (known for _, known in socket.if_nameindex()):
            raise TapError(f"{name}: no such interface", "unknown")
        self.name = name
        self.is_down = False
        self._pcap: Any = pcapy.create(name)
        for set_option, value in (
            (self._pcap.set_snaplen, snaplen),
            (self._pcap.set_promisc, 1),
            (self._pcap.set_timeout, BLOCK_MS),
            (self._pcap.set_buffer_size, RING_BYTES),
        ):
            set_option(value)
        result = self._pcap.activate()
        if result < 0:
            raise TapError(_words(name, snaplen), _KINDS.get(result, ""))
        self._pcap.setnonblock(1)  # else no signal ends a wait on an idle link

    @property
    def descriptor(self) -> int:
        """Readable when packets wait."""
        return int(self._pcap.getfd())

    @property
    def link_type(self) -> int:
        """The number by which capture files know what frames begin with."""
        return int(self._pcap.datalink())

    def set_filter(self, text: str) -> None:
        """Capture only what matches. Needs no privilege; names in it are looked up. Raises TapError."""
        try:
            self._pcap.setfilter(text)
        except pcapy.PcapError as error:
            raise TapError(f"filter: {error}", "filter") from None

    def dumper(self, path: str) -> Any:
        """Return libpcap's own writer of capture files."""
        return self._pcap.dump_open(path)

    def read(self, limit: int, take: Callable[[Any, bytes], object]) -> int:
        """Hand at most `limit` waiting packets to `take`; return how many. Raises TapError when it went down."""
        try:
            return int(self._pcap.dispatch(limit, take))
        except pcapy.PcapError as error:
            self.is_down = True
            raise TapError(f"{self.name}: {str(error)[:1].lower()}{str(error)[1:]}", "down") from None

    def resume(self) -> bool:
        """Take up capture again if the interface is back, be it a new one of the same name. Needs no privilege."""
        if self.name == ANY:
            self.is_down = False
            return True
        with suppress(OSError), socket.socket(fileno=os.dup(self.descriptor)) as tap:
            tap.bind((self.name, _EVERY_PROTOCOL))
            asked = fcntl.ioctl(tap, _GET_FLAGS, struct.pack("16sh14x", self.name.encode(), 0))
            self.is_down = not struct.unpack("16sh14x", asked)[1] & _UP
        return not self.is_down

    def losses(self) -> tuple[int, int]:
        """Return how many packets the kernel dropped for want of room, and how many the interface itself."""
        _, dropped, by_interface = self._pcap.stats()
        return int(dropped), int(by_interface)


_KINDS = {_NO_SUCH_DEVICE: "unknown", _NO_PERMISSION: "permission", _NOT_UP: "down"}


def _words(name: str, snaplen: int) -> str:
    """Have libpcap say why: only its older call does."""
    try:
        pcapy.open_live(name, snaplen, True, BLOCK_MS)
    except pcapy.PcapError as error:
        return str(error)
    return f"{name}: cannot be opened"
