"""Block framing of pcapng (draft-ietf-opsawg-pcapng): sections, interfaces, and the three kinds of packet block.

Blocks of any other type are skipped by their length. The byte order is each section's own; interface numbers start
again with each section, so rows carry the number in the whole file.
"""

from __future__ import annotations

from tui_tcp.wire.frames import Frames
from tui_tcp.wire.interfaces import Interface

_SECTION = 0x0A0D0D0A
_INTERFACE = 1
_OBSOLETE_PACKET = 2
_SIMPLE_PACKET = 3
_ENHANCED_PACKET = 6
_MAX_BLOCK = 16 * 1024 * 1024  # as Wireshark: a longer one is damage
_MASK63 = 0x7FFFFFFFFFFFFFFF

_OPTION_NAME = 2
_OPTION_DESCRIPTION = 3
_OPTION_TSRESOL = 9
_OPTION_TSOFFSET = 14
_NO_INTERFACE = 0xFFFF


class PcapngFramer:
    """Frame the packets of one pcapng file from its start."""

    def __init__(self) -> None:
        self.big = False
        self.first = 0  # number of the section's first interface in the whole file
        self.interfaces: list[Interface] = []
        self.links: list[int] = []
        self.units: list[int] = []  # nanoseconds a tick, 0 where that is no whole number
        self.consumed = 0
        self.damage = ""

    def frame(self, data: memoryview, length: int, origin: int, frames: Frames, row: int, limit: int) -> int:
        """Frame the blocks in data[:length], which begins at file position `origin`, into rows row..limit.

        Returns the row after the last one written. `consumed` may go beyond `length` when a block is skipped.
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
            if at + size > length and kind in (_SECTION, _INTERFACE, _OBSOLETE_PACKET, _SIMPLE_PACKET, _ENHANCED_PACKET):
                break
            if kind == _ENHANCED_PACKET or kind == _OBSOLETE_PACKET or kind == _SIMPLE_PACKET:
                if not self._packet(kind, at, size, frames, row):
                    break
                row += 1
            elif kind == _INTERFACE:
                self._interface(at, size)
            at += size
        self.consumed = at
        return row

    def _order(self, at: int) -> bool:
        """Take a section's byte order from its magic; its interfaces are numbered anew."""
        magic = self.data[at + 8] << 24 | self.data[at + 9] << 16 | self.data[at + 10] << 8 | self.data[at + 11]
        if magic not in (0x1A2B3C4D, 0x4D3C2B1A):
            return self._damaged("a section header has no byte-order magic", at)
        self.big = magic == 0x1A2B3C4D
        self.first = len(self.interfaces)
        return True

    def _size_is_sane(self, size: int, at: int) -> bool:
        if 12 <= size <= _MAX_BLOCK and size % 4 == 0:
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
        elif kind == _SIMPLE_PACKET and size >= 16:
            interface = self.first
            wire, begin = self._u32(at + 8), 12
            captured = self._simple_captured(wire, size - 16)
        else:
            return self._damaged(f"a packet block of {size} bytes is too short", at)
        if captured > size - begin - 4:
            return self._damaged(f"a packet claims {captured} bytes in a block of {size}", at)
        if interface >= len(self.interfaces):
            return self._damaged(f"a packet of interface {interface - self.first}, which is not described", at)
        frames.offset[row] = self.origin + at + begin
        frames.time[row] = 0 if kind == _SIMPLE_PACKET else self._time(interface, at)
        frames.captured[row] = captured
        frames.length[row] = wire
        frames.interface[row] = interface if interface < _NO_INTERFACE else _NO_INTERFACE
        return True

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

    def _interface(self, at: int, size: int) -> None:
        if size < 20:
            return
        options = self._options(at + 16, at + size - 4)
        ticks = _ticks_per_second(options.get(_OPTION_TSRESOL, b"\x06"))
        order = "big" if self.big else "little"
        interface = Interface(
            self._u16(at + 8),
            options.get(_OPTION_NAME, b"").decode("utf-8", "replace"),
            options.get(_OPTION_DESCRIPTION, b"").decode("utf-8", "replace"),
            self._u32(at + 12),
            ticks,
            int.from_bytes(options.get(_OPTION_TSOFFSET, b"")[:8], order, signed=True),  # type: ignore[arg-type]
        )
        self.interfaces.append(interface)
        self.links.append(interface.link_type)
        whole = not interface.offset_seconds and 1_000_000_000 % ticks == 0
        self.units.append(1_000_000_000 // ticks if whole else 0)

    def _options(self, at: int, end: int) -> dict[int, bytes]:
        """Read an option list (section 3.5); the first of a repeated code counts, what overruns the block ends it."""
        found: dict[int, bytes] = {}
        while at + 4 <= end:
            code, length = self._u16(at), self._u16(at + 2)
            if code == 0 or at + 4 + length > end:
                break
            found.setdefault(code, bytes(self.data[at + 4 : at + 4 + length]))
            at += 4 + (length + 3 & ~3)
        return found

    def _u16(self, at: int) -> int:
        data = self.data
        return data[at] << 8 | data[at + 1] if self.big else data[at + 1] << 8 | data[at]

    def _u32(self, at: int) -> int:
        data = self.data
        if self.big:
            return data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]
        return data[at + 3] << 24 | data[at + 2] << 16 | data[at + 1] << 8 | data[at]


def _ticks_per_second(tsresol: bytes) -> int:
    """Read if_tsresol: a negative power of ten, or of two where the highest bit is set."""
    value = tsresol[0] if tsresol else 6
    return int(2 ** (value & 0x7F)) if value & 0x80 else int(10**value)
