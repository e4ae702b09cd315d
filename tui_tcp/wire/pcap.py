"""Record framing of the classic pcap format (draft-ietf-opsawg-pcap; libpcap's savefile.c for its variants).

A framer is fed the file in pieces and writes one row for each whole record; `consumed` says how far it came. What it
cannot trust it names in `damage` and goes no further: a record's length is the only way to the next record.
"""

from __future__ import annotations

from typing import Literal

from tui_tcp.wire import octets
from tui_tcp.wire.frames import Frames
from tui_tcp.wire.interfaces import Interface
from tui_tcp.wire.notes import Notes

HEADER_SIZE = 24
_MAX_CAPTURED = 262144  # as Wireshark (WTAP_MAX_PACKET_SIZE_STANDARD): beyond it a length is damage, not a packet

_IN_ORDER, _SWAPPED, _UNSURE = 0, 1, 2  # which of a record's two lengths comes first

# magic number as read in big-endian order -> big-endian?, nanoseconds in a fraction's unit, bytes of a record's header
MAGICS = {
    0xA1B2C3D4: (True, 1000, 16),
    0xD4C3B2A1: (False, 1000, 16),
    0xA1B23C4D: (True, 1, 16),
    0x4D3CB2A1: (False, 1, 16),
    0xA1B2CD34: (True, 1000, 24),  # Kuznetzov's modified format: index, protocol, packet type behind the lengths
    0x34CDB2A1: (False, 1000, 24),
    0x1C0001AC: (True, 1000, 16),  # IXIA's, with a size behind the header
    0xAC01001C: (False, 1000, 16),
    0x1C0001AB: (True, 1000, 16),
    0xAB01001C: (False, 1000, 16),
}
_LONG_HEADERS = frozenset({0x1C0001AC, 0xAC01001C, 0x1C0001AB, 0xAB01001C})


class PcapFramer:
    """Frame the records of one pcap file, whose first 24 bytes are `header`. Raises KeyError for another magic."""

    def __init__(self, header: bytes) -> None:
        magic = int.from_bytes(header[:4], "big")
        self.big, self.unit, self.record = MAGICS[magic]
        order: Literal["big", "little"] = "big" if self.big else "little"
        link_type = int.from_bytes(header[20:24], order) & 0x03FFFFFF  # above it: the length of a checksum
        version = int.from_bytes(header[4:6], order), int.from_bytes(header[6:8], order)
        self.lengths = _order_of_lengths(version)
        self.header = HEADER_SIZE + 4 if magic in _LONG_HEADERS else HEADER_SIZE
        self.notes = Notes()
        self.interfaces = [Interface(link_type)]
        self.links = [link_type]
        self.consumed = 0
        self.damage = ""

    def frame(self, data: memoryview, length: int, origin: int, frames: Frames, row: int, limit: int) -> int:
        """Frame the records in data[:length], which begins at file position `origin`, into rows row..limit.

        Returns the row after the last one written. `consumed` is then the size of what was framed.
        """
        at = self.header if origin == 0 else 0
        while row < limit and at + self.record <= length:
            if self.big:
                seconds, fraction = octets.b32(data, at), octets.b32(data, at + 4)
                captured, wire = octets.b32(data, at + 8), octets.b32(data, at + 12)
            else:
                seconds, fraction = octets.l32(data, at), octets.l32(data, at + 4)
                captured, wire = octets.l32(data, at + 8), octets.l32(data, at + 12)
            if self.lengths == _SWAPPED or (self.lengths == _UNSURE and captured > wire):
                captured, wire = wire, captured
            if captured > _MAX_CAPTURED:
                self.damage = f"a record claims {captured} bytes (at byte {origin + at})"
                break
            if at + self.record + captured > length:
                break
            frames.offset[row] = origin + at + self.record
            frames.time[row] = seconds * 1000000000 + fraction * self.unit
            frames.measure(row, captured, wire, 0)
            at += self.record + captured
            row += 1
        self.consumed = at if at <= length else 0
        return row


def _order_of_lengths(version: tuple[int, int]) -> int:
    """Before version 2.3 the length on the wire came first, and 2.3 was written in both ways; so was DG/UX's 543.0."""
    if version < (2, 3) or version == (543, 0):
        return _SWAPPED
    return _UNSURE if version == (2, 3) else _IN_ORDER
