"""Which capture format a file's first bytes announce; foreign ones are known by name so that people are told."""

from __future__ import annotations

from tui_tcp.errors import FormatError
from tui_tcp.wire.pcap import HEADER_SIZE, MAGICS, PcapFramer
from tui_tcp.wire.pcapng import PcapngFramer

PROBE_SIZE = 24  # bytes wanted to tell

Framer = PcapFramer | PcapngFramer

# first bytes -> the format's name and what turns it into a pcap file
FOREIGN = {
    b"snoop\x00\x00\x00": "a snoop capture",
    b"\x54\x52\x53\x4e": "a Sniffer capture",
    b"TRSNIFF data": "a Sniffer capture",
    b"GMBU": "a Microsoft Network Monitor 2 capture",
    b"RTSS": "a Microsoft Network Monitor 1 capture",
    b"\xd4\xc3\xb2\xa1\xff": "a pcap file of an unknown variant",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\x04\x22\x4d\x18": "an lz4 file",
    b"PK\x03\x04": "a zip archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x7fELF": "a program",
    b"XCP\x00": "a NetXRay capture",
    b"\x05VNF": "an EtherPeek capture",
}


def framer_for(head: bytes) -> Framer:
    """Return the framer for a file that begins with `head`. Raises FormatError, which names what it is instead."""
    if head[:4] == b"\x0a\x0d\x0d\x0a":
        return PcapngFramer()
    if int.from_bytes(head[:4], "big") in MAGICS:
        if len(head) < HEADER_SIZE:
            raise FormatError(f"a pcap header cut short (at byte {len(head)})")
        return PcapFramer(head)
    raise FormatError(_named(head))


def _named(head: bytes) -> str:
    if not head:
        return "the file is empty"
    for magic, name in FOREIGN.items():
        if head.startswith(magic):
            return f"{name}, not a pcap or pcapng capture (editcap -F pcapng converts what Wireshark reads)"
    if all(byte in b"\t\n\r\x1b" or 32 <= byte < 127 for byte in head):
        return "text, not a capture"
    return f"not a pcap or pcapng capture (it begins with {head[:4].hex(' ')})"
