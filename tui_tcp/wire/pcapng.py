"""Block framing of pcapng (draft-ietf-opsawg-pcapng): sections, interfaces, and the blocks that are frames.

The byte order is each section's own; interface numbers start again with each section, so rows carry the number in the
whole file. Names, comments and the like go to notes.py; blocks of any other type are skipped by their length.
"""

from __future__ import annotations

from tui_tcp.wire import octets
from tui_tcp.wire.blocks import BYTE_ORDER_MAGIC, Block
from tui_tcp.wire.frames import Frames
from tui_tcp.wire.interfaces import Interface
from tui_tcp.wire.notes import COMMENT, Notes, Option, options

# As plain numbers: they are C's where this module is compiled.
_SECTION = int(Block.SECTION)
_INTERFACE = int(Block.INTERFACE)
_OBSOLETE_PACKET = int(Block.OBSOLETE_PACKET)
_SIMPLE_PACKET = int(Block.SIMPLE_PACKET)
_NAMES = int(Block.NAMES)
_STATISTICS = int(Block.STATISTICS)
_ENHANCED_PACKET = int(Block.ENHANCED_PACKET)
_JOURNAL = int(Block.JOURNAL)
_CUSTOM = int(Block.CUSTOM)
_CUSTOM_LOCAL = int(Block.CUSTOM_LOCAL)
_MAX_BLOCK = 16 * 1024 * 1024  # as Wireshark: a longer one is damage
_BIG = BYTE_ORDER_MAGIC
_LITTLE = int.from_bytes(BYTE_ORDER_MAGIC.to_bytes(4, "big"), "little")
_MASK63 = 0x7FFFFFFFFFFFFFFF
_COMMENT = COMMENT
_DROP_COUNT = 4  # epb_dropcount
_UNKNOWN_DROPS = 0xFFFF

_OPTION_NAME = 2
_OPTION_DESCRIPTION = 3
_OPTION_TSRESOL = 9
_OPTION_TSOFFSET = 14
_NO_INTERFACE = 0xFFFF
VERSIONS = frozenset({(1, 0), (1, 2)})  # section 4.1: 1.2 is to be read as 1.0

_PACKETS = frozenset({_OBSOLETE_PACKET, _SIMPLE_PACKET, _ENHANCED_PACKET})
_KEPT = frozenset({_SECTION, _INTERFACE, _NAMES, _STATISTICS, int(Block.SECRETS)})  # what an export takes along
_RECORDS = frozenset({_JOURNAL, _CUSTOM, _CUSTOM_LOCAL})  # no packets, but Wireshark counts them as frames


class PcapngFramer:
    """Frame the packets of one pcapng file from its start."""

    def __init__(self) -> None:
        self.big = False
        self.first = 0  # number of the section's first interface in the whole file
        self.interfaces: list[Interface] = []
        self.links: list[int] = []
        self.units: list[int] = []  # nanoseconds a tick, 0 where that is no whole number
        self.notes = Notes()
        self.count = 0  # frames so far
        self.consumed = 0
        self.damage = ""

    def frame(self, data: memoryview, length: int, origin: int, frames: Frames, row: int, limit: int) -> int:
        """Frame the blocks in data[:length], which begins at file position `origin`, into rows row..limit.

        Returns the row after the last one written. `consumed` is then the size of the blocks taken in.
        """
        self.data = data
        self.origin = origin
        at = 0
        while row < limit and at + 12 <= length:
            kind = self._u32(at)
            if kind == _SECTION and not self._order(at):
                break
            size = self._u32(at + 4)
            if not self._size_is_sane(size, at):
                break
            padded = size + 3 & ~3  # some writers forget that blocks are padded
            if at + padded > length or not self._ends_well(at, size, padded):
                break
            rows = self._block(kind, at, size, frames, row)
            if rows < 0:
                break
            row += rows
            self.count += rows
            at += padded
        self.consumed = at
        return row

    def _block(self, kind: int, at: int, size: int, frames: Frames, row: int) -> int:
        """Take in a block; return how many rows that made, -1 where it is damaged."""
        if kind == _ENHANCED_PACKET or kind in _PACKETS:  # the first alone spares most a look-up
            return 1 if self._packet(kind, at, size, frames, row) else -1
        if kind in _RECORDS:
            self._record(at, size, frames, row)
            return 1
        return 0 if self._side_block(kind, at, size) else -1

    def _ends_well(self, at: int, size: int, padded: int) -> bool:
        """Compare the length at a block's end with that at its beginning."""
        again = self._u32(at + padded - 4)
        return again == size or self._damaged(f"a block of {size} bytes says {again} at its end", at)

    def _order(self, at: int) -> bool:
        """Take a section's byte order from its magic."""
        magic = self.data[at + 8] << 24 | self.data[at + 9] << 16 | self.data[at + 10] << 8 | self.data[at + 11]
        if magic not in (_BIG, _LITTLE):
            return self._damaged("a section header has no byte-order magic", at)
        self.big = magic == _BIG
        return True

    def _size_is_sane(self, size: int, at: int) -> bool:
        if 12 <= size <= _MAX_BLOCK:
            return True
        return self._damaged(f"a block claims {size} bytes", at)

    def _damaged(self, what: str, at: int) -> bool:
        self.damage = f"{what} (at byte {self.origin + at})"
        return False

    def _packet(self, kind: int, at: int, size: int, frames: Frames, row: int) -> bool:
        if kind == _ENHANCED_PACKET and size >= 32:
            interface = self.first + self._u32(at + 8)
            captured, wire, begin = self._u32(at + 20), self._u32(at + 24), 28
        elif kind == _OBSOLETE_PACKET and size >= 32:
            interface = self.first + self._u16(at + 8)
            captured, wire, begin = self._u32(at + 20), self._u32(at + 24), 28
            self._note_obsolete(interface, at)
        elif kind == _SIMPLE_PACKET and size >= 16:
            interface = self.first
            wire, begin = self._u32(at + 8), 12
            captured = self._simple_captured(wire, size - 16)
            self.notes.has_timeless = True
        else:
            return self._damaged(f"a packet block of {size} bytes is too short", at)
        if captured > size - begin - 4:
            return self._damaged(f"a packet claims {captured} bytes in a block of {size}", at)
        if interface >= len(self.interfaces):
            return self._damaged(f"a packet of interface {interface - self.first}, which is not described", at)
        frames.offset[row] = self.origin + at + begin
        frames.time[row] = 0 if kind == _SIMPLE_PACKET else self._time(interface, at)
        frames.measure(row, captured, wire, interface if interface < _NO_INTERFACE else _NO_INTERFACE)
        rest = begin + (captured + 3 & ~3)
        if size > rest + 8 and kind != _SIMPLE_PACKET:
            self._note_packet(interface, at + rest, at + size - 4)
        return True

    def _note_obsolete(self, interface: int, at: int) -> None:
        """Count what an obsolete packet block says was lost before it, in its fixed part."""
        dropped = self._u16(at + 10)
        if dropped and dropped != _UNKNOWN_DROPS:
            self.notes.add_drops(interface, dropped)

    def _note_packet(self, interface: int, at: int, end: int) -> None:
        """Look through a packet's options for comments and losses."""
        while at + 4 <= end:
            code, length = self._u16(at), self._u16(at + 2)
            if code == 0 or at + 4 + length > end:
                break
            if code == _COMMENT:
                self.notes.add_comment(self.count, bytes(self.data[at + 4 : at + 4 + length]))
            elif code == _DROP_COUNT and length == 8:
                count = bytes(self.data[at + 4 : at + 12])
                self.notes.add_drops(interface, int.from_bytes(count, "big" if self.big else "little"))
            at += 4 + (length + 3 & ~3)

    def _record(self, at: int, size: int, frames: Frames, row: int) -> None:
        """Write a row for what is no packet: it belongs to no interface."""
        begin = 12 if size >= 16 and self._u32(at) != _JOURNAL else 8  # custom blocks begin with whose they are
        frames.offset[row] = self.origin + at + begin
        frames.time[row] = 0
        frames.measure(row, size - begin - 4, size - begin - 4, _NO_INTERFACE)
        self.notes.has_timeless = True

    def _simple_captured(self, wire: int, room: int) -> int:
        """A simple packet block has no captured length: the least of wire length, snaplen and the block's room."""
        captured = wire if wire < room else room
        if not self.interfaces:
            return captured
        snaplen: int = self.interfaces[self.first].snaplen if self.first < len(self.interfaces) else 0
        return min(captured, snaplen) if snaplen else captured

    def _time(self, interface: int, at: int) -> int:
        """Nanoseconds since the epoch; wraps at 2^63 in both forms of this module, so hostile ticks do no harm."""
        high = self._u32(at + 12)
        ticks = high << 32 | self._u32(at + 16)
        unit = self.units[interface]
        return ticks * unit & _MASK63 if unit else self._odd_time(self.interfaces[interface], ticks)

    def _odd_time(self, interface: Interface, ticks: int) -> int:
        nanoseconds = ticks * 1_000_000_000 // interface.ticks_per_second
        return nanoseconds + interface.offset_seconds * 1_000_000_000 & _MASK63

    def _side_block(self, kind: int, at: int, size: int) -> bool:
        """Take in a block that is no packet."""
        if kind == _SECTION:
            if not self._section(at, size):
                return False
        elif kind == _INTERFACE:
            if not self._interface(at, size):
                return False
        elif kind == _NAMES:
            self.notes.read_names(bytes(self.data[at + 8 : at + size - 4]), self._order_name())
        elif kind == _STATISTICS and size >= 24:
            found = self._options(at + 20, at + size - 4)
            self.notes.read_statistics(self.first + self._u32(at + 8), found, self._order_name())
        if kind in _KEPT:
            self.notes.add_block(kind, self.origin + at)
        return True

    def _order_name(self) -> str:
        return "big" if self.big else "little"

    def _section(self, at: int, size: int) -> bool:
        """Begin a section; its interfaces are numbered anew."""
        if size < 28:
            return self._damaged(f"a section header of {size} bytes is too short", at)
        version = (self._u16(at + 12), self._u16(at + 14))
        if version not in VERSIONS:
            return self._damaged(f"a section of version {version[0]}.{version[1]}, which is not known", at)
        self.first = len(self.interfaces)
        self.notes.read_section(self._options(at + 24, at + size - 4))
        return True

    def _interface(self, at: int, size: int) -> bool:
        if size < 20:
            return self._damaged(f"an interface description of {size} bytes is too short", at)
        found = dict(reversed(self._options(at + 16, at + size - 4)))  # the first of a repeated code counts
        ticks = _ticks_per_second(found.get(_OPTION_TSRESOL, b"\x06"))
        interface = Interface(
            self._u16(at + 8),
            found.get(_OPTION_NAME, b"").decode("utf-8", "replace"),
            found.get(_OPTION_DESCRIPTION, b"").decode("utf-8", "replace"),
            self._u32(at + 12),
            ticks,
            int.from_bytes(found.get(_OPTION_TSOFFSET, b"")[:8], "big" if self.big else "little", signed=True),
            len(self.interfaces) - self.first,
        )
        self.interfaces.append(interface)
        self.links.append(interface.link_type)
        whole = not interface.offset_seconds and 1_000_000_000 % ticks == 0
        self.units.append(1_000_000_000 // ticks if whole else 0)
        return True

    def _options(self, at: int, end: int) -> list[Option]:
        return list(options(bytes(self.data[at:end]), self._order_name()))

    def _u16(self, at: int) -> int:
        return octets.b16(self.data, at) if self.big else octets.l16(self.data, at)

    def _u32(self, at: int) -> int:
        return octets.b32(self.data, at) if self.big else octets.l32(self.data, at)


def _ticks_per_second(tsresol: bytes) -> int:
    """Read if_tsresol: a negative power of ten, or of two where the highest bit is set."""
    value = tsresol[0] if tsresol else 6
    return int(2 ** (value & 0x7F)) if value & 0x80 else int(10**value)
