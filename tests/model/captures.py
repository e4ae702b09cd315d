"""Capture files written frame by frame, and sessions that read them."""

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tests.builders import Line
from tests.dissect import builders as b
from tui_tcp.capture.source import open_source
from tui_tcp.fields.field import Value
from tui_tcp.fields.table import frame_fields
from tui_tcp.model.bound import Bound
from tui_tcp.model.columns import CHUNK_ROWS
from tui_tcp.model.rows import Rows
from tui_tcp.model.session import Session

ETHERNET = 1
ARP = 0x0806
START_S = 1_700_000_000
PORTS = (40_000, 80)
FILLED = 3 * CHUNK_ROWS


def pcap(frames: Sequence[bytes], link: int = ETHERNET) -> bytes:
    """A little-endian pcap file, a frame a millisecond."""
    header = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link)
    return header + b"".join(record(frame, 1000 * number) for number, frame in enumerate(frames))


def record(frame: bytes, microseconds: int) -> bytes:
    return struct.pack("<IIII", START_S, microseconds, len(frame), len(frame)) + frame


def frame(line: Line, port: int = PORTS[0]) -> bytes:
    """A line as an Ethernet frame between the builders' two hosts."""
    ports = (PORTS[1], port) if line.from_server else (port, PORTS[1])
    numbers = struct.pack(">HHIIHHHH", *ports, line.seq_raw, line.ack_raw, 5 << 12 | line.flags, line.window, 0, 0)
    packet = b.ip(numbers + bytes(line.length))
    return b.ether(turned(packet) if line.from_server else packet)


def turned(packet: bytes) -> bytes:
    """The same IPv4 packet the other way; its checksum does not change."""
    return packet[:12] + packet[16:20] + packet[12:16] + packet[20:]


def datagram() -> bytes:
    return b.ether(b.ip(b.udp(b"hello", (5000, 53)), 17))


def session_of(path: Path) -> Session:
    """A capture, read to its end."""
    session = Session(open_source(str(path)))
    session.read()
    return session


def session_with(folder: Path, frames: Sequence[bytes]) -> Session:
    path = folder / "written.pcap"
    path.write_bytes(pcap(frames))
    return session_of(path)


def bounded_session(
    folder: Path, head: Sequence[bytes], tail: Sequence[bytes], look: Callable[[Session], object] = id
) -> Session:
    """A long capture that was read with little memory: its beginning went, its end comes after FILLED rows.

    Between them is ARP, of which the newest chunk is left. `look` is called again and again while it is read.
    """
    filling = [b.ether(bytes(28), ARP)] * (FILLED - len(head))
    path = folder / "long.pcap"
    path.write_bytes(pcap([*head, *filling, *tail]))
    session = Session(open_source(str(path)), Bound(packets=1))

    def go_on() -> bool:
        look(session)
        return False

    session.read(go_on)
    return session


def values(session: Session, name: str) -> list[Value]:
    """A field of every frame."""
    rows = Rows(session, np.arange(session.frame_count))
    return list(frame_fields([name])[0].read(rows))
