"""Frames of a session as a pcap file (draft-ietf-opsawg-pcap): one link type, one clock, no words.

Times are in nanoseconds where any of them needs it, else in microseconds, which every reader knows.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, BinaryIO

from tui_tcp.dissect.registry import LINK_TYPES
from tui_tcp.errors import UsageError
from tui_tcp.export.places import Progress, read_places, row_by_row, unwatched
from tui_tcp.wire.blocks import Block
from tui_tcp.wire.pcap import MAGICS

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector
    from tui_tcp.model.rows import Rows
    from tui_tcp.model.session import Session

MICRO, NANO = 0xA1B2C3D4, 0xA1B23C4D
LARGEST = 262_144  # bytes of one frame: what libpcap and Wireshark read
SECOND = 1_000_000_000

_HEADER = Struct("<IHHiIII")
_RECORD = Struct("<IIII")
_NO_INTERFACE = 0xFFFF


def write_pcap(rows: Rows, out: BinaryIO, progress: Progress = unwatched) -> list[str]:
    """Write frames; return a line on what a pcap file has no place for. Raises UsageError where it cannot hold them."""
    session, is_packet = rows.session, rows.column("interface") != _NO_INTERFACE
    packets = rows.numbers[is_packet]
    names = ("offset", "captured", "length", "time", "interface")
    offsets, captured, lengths, times, interfaces = (rows.column(name)[is_packet] for name in names)
    used = list(dict.fromkeys(interfaces.tolist()))
    link, unit = _link(session, used), ticks_of(times)
    _check(packets, times, captured)
    snaplen = max(_snaplen(session, used), int(captured.max(initial=0)))
    out.write(_HEADER.pack(NANO if unit == 1 else MICRO, 2, 4, 0, 0, snaplen, link))
    heads = row_by_row(times // SECOND, times % SECOND // unit, captured, lengths)
    pack = _RECORD.pack
    frames = read_places(session.source, offsets, offsets + captured, progress)
    for head, frame in zip(heads, frames, strict=True):
        out.write(pack(*head))
        out.write(frame)
    return _left_out(session, rows.numbers, len(rows) - len(packets))


def ticks_of(times: Vector) -> int:
    """The nanoseconds of the coarsest clock, of the two that all readers know, that has these times."""
    return 1 if (times % 1000).any() else 1000


def snaplen_of_header(session: Session) -> int:
    """The most bytes that were captured of a frame, as a pcap file's header says; 0 stands for no limit."""
    return _number_in_header(session, 16)


def _link(session: Session, interfaces: list[int]) -> int:
    """The link type of all frames of some interfaces; a pcap file's own with what it says of checksums behind them."""
    if not session.names_interfaces:
        return _number_in_header(session, 20)
    links = session.link_types
    used = dict.fromkeys(links[number] for number in interfaces)
    if len(used) > 1:
        named = ", ".join(f"{link} ({LINK_TYPES[link].name})" if link in LINK_TYPES else str(link) for link in used)
        raise UsageError(f"the frames have several link types, {named}, and a pcap file has one: name OUT.pcapng")
    return next(iter(used), links[0] if links else 1)


def _snaplen(session: Session, interfaces: list[int]) -> int:
    if not session.names_interfaces:
        return snaplen_of_header(session) or LARGEST
    return min(LARGEST, max((session.interfaces[number].snaplen or LARGEST for number in interfaces), default=LARGEST))


def _number_in_header(session: Session, at: int) -> int:
    is_big, _, _ = MAGICS[int.from_bytes(session.source.read(0, 4), "big")]
    return int.from_bytes(session.source.read(at, 4), "big" if is_big else "little")


def _check(rows: Vector, times: Vector, captured: Vector) -> None:
    """Refuse what a pcap file's 32 bits cannot say, or what its readers take for damage."""
    for wrong, what in (
        (times // SECOND >= 1 << 32, "was captured after the year 2106"),
        (captured > LARGEST, f"has more than {LARGEST} bytes"),
    ):
        if wrong.any():
            raise UsageError(
                f"frame {int(rows[wrong.argmax()]) + 1} {what}, which a pcap file cannot say: name OUT.pcapng"
            )


def _left_out(session: Session, rows: Vector, records: int) -> list[str]:
    notes = session.notes
    comments = sum(row in notes.comments for row in rows.tolist()) if notes.comments else 0
    found = [
        (records, "record that is no packet", "records that are no packets"),
        (comments, "frame's comment", "frames' comments"),
        (len(notes.section_comments), "comment on the capture", "comments on the capture"),
        (len(notes.names), "name", "names"),
        (len(notes.blocks.get(Block.SECRETS, ())), "block of decryption secrets", "blocks of decryption secrets"),
    ]
    left = [f"{count} {one if count == 1 else more}" for count, one, more in found if count]
    return [f"a pcap file has no place for {', '.join(left)}: left out"] if left else []
