"""What a scenario sends past the kernels' TCP: resets, a lone SYN, ICMP errors that quote what was seen."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from lab.network import Host
from lab.relay import internet_checksum
from lab.segment import ETHERNET_LENGTH, FIN, RST, SYN, Header, read_header

HEADER_LENGTH = 20
PATIENCE_S = 2.0
SCANNER_PORT = 53111


class Sniffer:
    """Sees what passes a host's interface."""

    def __init__(self, opened: socket.socket) -> None:
        self._socket = opened
        opened.settimeout(PATIENCE_S)

    def next(self, sender: Host, least: int = 0) -> bytes:
        """Return the next IPv4 packet of a host that carries at least so many bytes of TCP payload."""
        while True:
            frame = self._socket.recv(65536)
            header = read_header(frame)
            if header and _is_from(frame, sender) and header.length >= least:
                return frame[ETHERNET_LENGTH:]

    def last(self, sender: Host) -> bytes:
        """Return the last packet of a host among those that have passed."""
        self._socket.setblocking(False)
        packet = b""
        while True:
            try:
                frame = self._socket.recv(65536)
            except BlockingIOError:
                return packet
            if read_header(frame) and _is_from(frame, sender):
                packet = frame[ETHERNET_LENGTH:]


def _is_from(frame: bytes, sender: Host) -> bool:
    return frame[26:30] == socket.inet_aton(sender.ipv4)


@contextmanager
def watch(host: Host) -> Iterator[Sniffer]:
    """See what passes a host's interface from now on."""
    with host.packet_socket() as opened:
        yield Sniffer(opened)


def quote(router: Host, packet: bytes, *, kind: int, code: int, word: int = 0) -> None:
    """Answer a packet by an ICMP error that quotes its first 28 bytes and more, as a router would."""
    message = struct.pack("!BBHI", kind, code, 0, word) + packet[:48]
    checksum = struct.pack("!H", internet_checksum(message))
    with router.open_socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as opened:
        opened.sendto(message[:2] + checksum + message[4:], (socket.inet_ntoa(packet[12:16]), 0))


def forge_reset(sender: Host, packet: bytes, *, ttl: int, ahead: int = 0) -> None:
    """Send a reset that follows a host's packet, `ahead` bytes beyond the number that would be next."""
    header = _header_of(packet)
    following = header.seq + header.length + bool(header.flags & (SYN | FIN)) + ahead
    _send(sender, packet[12:20], (header.sport, header.dport, following, 0, RST), ttl)


def forge_syn(sender: Host, receiver: Host, port: int) -> None:
    """Send a SYN from a port where no socket is."""
    addresses = socket.inet_aton(sender.ipv4) + socket.inet_aton(receiver.ipv4)
    _send(sender, addresses, (SCANNER_PORT, port, 0x12345678, 0, SYN), 64)


def _header_of(packet: bytes) -> Header:
    header = read_header(bytes(ETHERNET_LENGTH - 2) + b"\x08\x00" + packet)
    if header is None:
        raise ConnectionError("no TCP segment was seen")
    return header


def _send(sender: Host, addresses: bytes, numbers: tuple[int, int, int, int, int], ttl: int) -> None:
    sport, dport, seq, ack, flags = numbers
    segment = struct.pack("!HHIIBBHHH", sport, dport, seq & 0xFFFFFFFF, ack, 5 << 4, flags, 1024, 0, 0)
    pseudo = addresses + struct.pack("!BBH", 0, socket.IPPROTO_TCP, len(segment))
    segment = segment[:16] + struct.pack("!H", internet_checksum(pseudo + segment)) + segment[18:]
    packet = struct.pack("!BBHHHBBH", 0x45, 0, HEADER_LENGTH + len(segment), 0, 0, ttl, socket.IPPROTO_TCP, 0)
    with sender.open_socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as opened:
        opened.sendto(packet + addresses + segment, (socket.inet_ntoa(addresses[4:]), 0))
