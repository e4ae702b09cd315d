"""Frames of a session as a pcapng file (draft-ietf-opsawg-pcapng).

Of a pcapng capture the blocks are copied as they are, in the order and byte order that they have: sections,
interfaces, names, statistics and secrets all, packets as chosen, with their clocks and options. So nothing is lost that
we do not know. Only obsolete packet blocks, which new files must not have, become enhanced ones. A pcap capture gets
one section and one interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, pack, unpack_from
from typing import TYPE_CHECKING, BinaryIO

from tui_tcp import __version__
from tui_tcp.capture.source import Source
from tui_tcp.export.pcap_file import snaplen_of_header, ticks_of
from tui_tcp.export.places import Progress, read_places, read_whole, row_by_row, unwatched
from tui_tcp.wire.blocks import BYTE_ORDER_MAGIC, Block

if TYPE_CHECKING:
    from tui_tcp.model.rows import Rows

_APPLICATION = 4  # shb_userappl
_TSRESOL = 9
_DROP_COUNT = 4  # epb_dropcount
_NANO = b"\x09"
_UNKNOWN_DROPS = 0xFFFF
_UNKNOWN_LENGTH = b"\xff" * 8
_PACKET = Struct("<IIIIIII")

# Where the block of a packet, a simple packet or custom block, a journal entry begins before what it holds.
_PACKET_HEAD, _SIMPLE_HEAD, _JOURNAL_HEAD = 28, 12, 8
_PACKETS = (Block.ENHANCED_PACKET, Block.OBSOLETE_PACKET)
_SIMPLE = (Block.SIMPLE_PACKET, Block.CUSTOM, Block.CUSTOM_LOCAL)
_LEAST_TAIL = 4 + 3  # bytes behind what a block holds: its length once more, and padding


def write_pcapng(rows: Rows, out: BinaryIO, progress: Progress = unwatched) -> list[str]:
    """Write frames and what the capture says beside them. Raises CaptureError where it can no longer be read."""
    blocks = _copied if rows.session.names_interfaces else _made
    for block in blocks(rows, progress):
        out.write(block)
    return []


def _made(rows: Rows, progress: Progress) -> Iterator[bytes]:
    """A pcap capture's frames as blocks."""
    session, offsets, captured, times = rows.session, *(rows.column(name) for name in ("offset", "captured", "time"))
    unit = ticks_of(times)
    clock = _option(_TSRESOL, _NANO) if unit == 1 else b""
    yield _block(Block.SECTION, pack("<IHHq", BYTE_ORDER_MAGIC, 1, 0, -1) + _option(_APPLICATION, _own_name()))
    yield _block(Block.INTERFACE, pack("<HHI", session.link_types[0], 0, snaplen_of_header(session)) + clock)
    heads = row_by_row(times // unit, captured, rows.column("length"))
    frames = read_places(session.source, offsets, offsets + captured, progress)
    for (time, size, length), frame in zip(heads, frames, strict=True):
        whole = _PACKET_HEAD + (size + 3 & ~3) + 4
        head = _PACKET.pack(Block.ENHANCED_PACKET, whole, 0, time >> 32, time & 0xFFFFFFFF, size, length)
        yield head + frame + bytes(-size % 4) + whole.to_bytes(4, "little")


def _own_name() -> bytes:
    return f"tcptui {__version__}".encode()


def _block(kind: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    return pack(order + "II", kind, len(body) + 12) + body + pack(order + "I", len(body) + 12)


def _option(code: int, value: bytes, order: str = "<", ends: bool = True) -> bytes:
    """An option, and the mark that ends a list behind it."""
    return pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4) + (bytes(4) if ends else b"")


def _copied(rows: Rows, progress: Progress) -> Iterator[bytes]:
    """A pcapng capture's blocks, as they are; what stands beside packets keeps its place between them."""
    session, offsets, captured = rows.session, rows.column("offset"), rows.column("captured")
    source = session.source
    beside = sorted(offset for found in list(session.notes.blocks.values()) for offset in found)
    begins, ends = offsets - _PACKET_HEAD, (offsets + captured + _LEAST_TAIL).clip(max=session.bytes_read)
    order, at = "<", 0
    frames = read_places(source, begins, ends, progress)
    for (offset, size), around in zip(row_by_row(offsets, captured), frames, strict=True):
        while at < len(beside) and beside[at] < offset:
            order, block = _beside(source, beside[at], order)
            at += 1
            yield block
        yield _packet(source, offset, size, around, order)
    for place in beside[at:]:
        order, block = _beside(source, place, order)
        yield block


def _beside(source: Source, place: int, order: str) -> tuple[str, bytes]:
    """Copy a block that is no packet; also return the byte order of the section that it begins or stands in."""
    head = read_whole(source, place, 12)
    kind = int.from_bytes(head[:4], "little" if order == "<" else "big")
    if kind == Block.SECTION:
        order = "<" if int.from_bytes(head[8:12], "little") == BYTE_ORDER_MAGIC else ">"
    (size,) = unpack_from(order + "I", head, 4)
    body = read_whole(source, place + 8, size - 12)
    if kind == Block.SECTION:  # it has another length now, and need not say it
        body = body[:8] + _UNKNOWN_LENGTH + body[16:]
    return order, _block(kind, body, order)


def _packet(source: Source, offset: int, captured: int, around: memoryview, order: str) -> bytes:
    """Copy the block of a row: `around` are the file's bytes from before any block's head to behind the row's own."""
    numbers = unpack_from(order + "7I", around)
    if numbers[0] in _PACKETS and numbers[5] == captured:
        before, kind, size = _PACKET_HEAD, numbers[0], numbers[1]
    elif numbers[4] in _SIMPLE:
        before, kind, size = _SIMPLE_HEAD, numbers[4], numbers[5]
    else:
        before, kind, size = _JOURNAL_HEAD, numbers[5], numbers[6]
    here = bytes(around[_PACKET_HEAD - before :][:size])
    block = here + read_whole(source, offset - before + len(here), size - len(here)) if len(here) < size else here
    if kind == Block.OBSOLETE_PACKET:
        return _enhanced(block, captured, order)
    return block if size % 4 == 0 else _block(kind, block[8:-4], order)


def _enhanced(block: bytes, captured: int, order: str) -> bytes:
    """Turn an obsolete packet block into an enhanced one, in which the count of losses is an option."""
    interface, drops = unpack_from(order + "HH", block, 8)
    behind = _PACKET_HEAD + (captured + 3 & ~3)
    options = block[behind:-4]
    if drops not in (0, _UNKNOWN_DROPS):
        options = _option(_DROP_COUNT, pack(order + "Q", drops), order, ends=not options) + options
    return _block(Block.ENHANCED_PACKET, pack(order + "I", interface) + block[12:behind] + options, order)
