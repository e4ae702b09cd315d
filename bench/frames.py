"""Addresses and numbers -> the bytes of Ethernet frames, with correct IP and TCP checksums.

A checksum is one number modulo 65,535 (2**16 leaves the remainder 1), so one big division replaces a loop over 16-bit
words: about 3 microseconds for a full segment, cheap enough to make every checksum right.
"""

import struct
from typing import Final

FIN: Final = 0x01
SYN: Final = 0x02
RST: Final = 0x04
PSH: Final = 0x08
ACK: Final = 0x10

SMALLEST_FRAME: Final = 60

_TCP: Final = struct.Struct(">HHIIBBHHH")
_IPV4: Final = struct.Struct(">BBHHHBBH4s4s")
_IPV6: Final = struct.Struct(">IHBB16s16s")
_UDP: Final = struct.Struct(">HHHH")
_PROTOCOL_TCP: Final = 6
_PROTOCOL_UDP: Final = 17


def ones_sum(data: bytes) -> int:
    """Add up the 16-bit words of data, modulo 65,535."""
    number = int.from_bytes(data, "big")
    return (number << 8 if len(data) & 1 else number) % 0xFFFF


def mac(number: int) -> bytes:
    """Make a locally administered hardware address."""
    return b"\x02\x00" + number.to_bytes(4, "big")


def link(source: bytes, target: bytes, ether_type: int, vlan: int | None = None) -> bytes:
    """Make an Ethernet header, with an 802.1Q tag if a VLAN is given."""
    tag = b"" if vlan is None else struct.pack(">HH", 0x8100, vlan)
    return target + source + tag + struct.pack(">H", ether_type)


class Route:
    """One direction between two addresses: the headers that stay the same from frame to frame."""

    __slots__ = ("_ident", "_link", "_pseudo", "_source", "_sum", "_target", "is_ipv6")

    def __init__(self, source: bytes, target: bytes, vlan: int | None = None) -> None:
        self.is_ipv6 = len(source) == 16
        self._source, self._target = source, target
        ether_type = 0x86DD if self.is_ipv6 else 0x0800
        self._link = link(mac(ones_sum(source)), mac(ones_sum(target)), ether_type, vlan)
        self._pseudo = ones_sum(source + target)
        # Version, don't-fragment and time to live: the words of an IPv4 header that never change here.
        self._sum = self._pseudo + 0x4500 + 0x4000 + 0x4000
        self._ident = self._pseudo

    def tcp(self, header: tuple[int, int, int, int, int, int], options: bytes, payload: bytes) -> bytes:
        """Make a TCP frame of (source port, target port, seq, ack, flags, window), options and payload."""
        source, target, seq, ack, flags, window = header
        offset = (20 + len(options)) << 2
        segment = _TCP.pack(source, target, seq, ack, offset, flags, window, 0, 0) + options + payload
        total = self._pseudo + _PROTOCOL_TCP + len(segment) + ones_sum(segment)
        checksum = (0xFFFF - total % 0xFFFF).to_bytes(2, "big")
        frame = b"".join((self._network(len(segment), _PROTOCOL_TCP), segment[:16], checksum, segment[18:]))
        return frame.ljust(SMALLEST_FRAME, b"\0")

    def udp(self, source: int, target: int, payload: bytes) -> bytes:
        """Make a UDP frame."""
        length = 8 + len(payload)
        words = _UDP.pack(source, target, length, 0) + payload
        total = self._pseudo + _PROTOCOL_UDP + length + ones_sum(words)
        header = _UDP.pack(source, target, length, 0xFFFF - total % 0xFFFF)
        return self._network(length, _PROTOCOL_UDP) + header + payload

    def _network(self, length: int, protocol: int) -> bytes:
        if self.is_ipv6:
            return self._link + _IPV6.pack(0x60000000, length, protocol, 64, self._source, self._target)
        self._ident = ident = (self._ident + 1) & 0xFFFF
        total = length + 20
        checksum = 0xFFFF - (self._sum + protocol + total + ident) % 0xFFFF
        return self._link + _IPV4.pack(
            0x45, 0, total, ident, 0x4000, 64, protocol, checksum, self._source, self._target
        )


def arp_request(sender: bytes, wanted: bytes) -> bytes:
    """Make a broadcast ARP request, padded to the 60 bytes of the smallest frame."""
    source = mac(ones_sum(sender))
    body = struct.pack(">HHBBH6s4s6s4s", 1, 0x0800, 6, 4, 1, source, sender, bytes(6), wanted)
    return (link(source, b"\xff" * 6, 0x0806) + body).ljust(SMALLEST_FRAME, b"\0")
