"""Which capture format a file's first bytes announce; foreign ones are known by name so that people are told."""

from __future__ import annotations

from typing import Literal

from tui_tcp.errors import FormatError
from tui_tcp.wire.pcap import HEADER_SIZE, MAGICS, PcapFramer
from tui_tcp.wire.pcapng import VERSIONS, PcapngFramer

PROBE_SIZE = 24  # bytes wanted to tell

Framer = PcapFramer | PcapngFramer

_SECTION = b"\x0a\x0d\x0d\x0a"
_BYTE_ORDERS: dict[bytes, Literal["big", "little"]] = {b"\x1a\x2b\x3c\x4d": "big", b"\x4d\x3c\x2b\x1a": "little"}

EDITCAP = "editcap -F pcapng IN OUT converts it"
FOREIGN = {
    b"snoop\x00\x00\x00": ("a snoop capture", EDITCAP),
    b"btsnoop\x00": ("a Bluetooth snoop capture", EDITCAP),
    b"TRSNIFF data": ("a Sniffer capture", EDITCAP),
    b"XCP\x00": ("a NetXRay or Windows Sniffer capture", EDITCAP),
    b"GMBU": ("a Microsoft Network Monitor 2 capture", EDITCAP),
    b"RTSS": ("a Microsoft Network Monitor 1 capture", EDITCAP),
    b"iptrace": ("an AIX iptrace capture", EDITCAP),
    b"\x7fver": ("a Peek capture (OmniPeek, AiroPeek)", EDITCAP),
    b"\x05VNF": ("a Visual Networks capture", EDITCAP),
    b"\x54\x52\x00\x64\x00": ("an HP-UX nettl capture", EDITCAP),
    b"\x42\xd2\x00\x34\x12\x66\x22\x88": ("a RADCOM capture", EDITCAP),
    b"\xaa\xaa\xaa\xaa": ("a 5Views capture", EDITCAP),
    b"\x00\x00\x02\x00\x12\x05\x00\x10": ("a Tektronix K12 capture", EDITCAP),
    b"PK\x03\x04": ("a zip archive", "unzip it first"),
    b"7z\xbc\xaf\x27\x1c": ("a 7-Zip archive", "unpack it first"),
    b"Rar!": ("a RAR archive", "unpack it first"),
    b"\x7fELF": ("a program", "name a capture"),
    b"SQLite format 3": ("a database", "name a capture"),
}

_LEAST_ERF, _LAST_ERF_TYPE = 16, 48
_YEARS = range(631_152_000, 4_102_444_800)  # seconds: 1990 to 2100


def framer_for(head: bytes) -> Framer:
    """Return the framer for a file that begins with `head`. Raises FormatError, which names what it is instead."""
    if head[:4] == _SECTION:
        _check_section(head)
        return PcapngFramer()
    if int.from_bytes(head[:4], "big") in MAGICS:
        if len(head) < HEADER_SIZE:
            raise FormatError(f"a pcap header cut short (at byte {len(head)})")
        return PcapFramer(head)
    raise FormatError(_named(head))


def _check_section(head: bytes) -> None:
    if len(head) < PROBE_SIZE:
        raise FormatError(f"a pcapng header cut short (at byte {len(head)})")
    order = _BYTE_ORDERS.get(head[8:12])
    if order is None:
        raise FormatError("a pcapng header without its byte-order magic (at byte 8)")
    major, minor = int.from_bytes(head[12:14], order), int.from_bytes(head[14:16], order)
    if (major, minor) not in VERSIONS:
        raise FormatError(f"pcapng of version {major}.{minor}, which is not known (at byte 12)")


def _named(head: bytes) -> str:
    if not head:
        return "the file is empty"
    for magic, (name, what_helps) in FOREIGN.items():
        if head.startswith(magic):
            return f"{name}, not a pcap or pcapng capture ({what_helps})"
    if all(byte in b"\t\n\r\x1b" or 32 <= byte < 127 for byte in head):
        return "text, not a capture"
    if _looks_like_erf(head):
        return f"an Endace ERF capture, not a pcap or pcapng capture ({EDITCAP})"
    return f"not a pcap or pcapng capture (it begins with {head[:4].hex(' ')})"


def _looks_like_erf(head: bytes) -> bool:
    """ERF has no magic number: a time, a record type and a length must make sense together."""
    if len(head) < _LEAST_ERF:
        return False
    kind, size = head[8] & 0x7F, int.from_bytes(head[10:12], "big")
    return 1 <= kind <= _LAST_ERF_TYPE and size >= _LEAST_ERF and int.from_bytes(head[4:8], "little") in _YEARS
