"""Captures made in memory, segment by segment, and sessions that have read them."""

import os
import struct
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tui_tcp.capture.source import FileSource, open_source
from tui_tcp.model.session import Session
from tui_tcp.tcp.flags import ACK, FIN, PSH, RST, SYN

Host = tuple[str, int]
Timed = tuple[float, bytes]  # milliseconds, frame

ROOT = Path(__file__).resolve().parents[2]
CLIENT, SERVER = ("10.0.0.1", 50000), ("10.0.0.2", 80)
ISN, PEER_ISN = 1000, 5000
MS = 1_000_000
START = 1_700_000_000_000_000_000

FLAGS = {"S": SYN, "A": ACK, "F": FIN, "R": RST, "P": PSH}
SYN_OPTIONS = bytes((2, 4, 5, 180, 1, 3, 3, 7))  # MSS 1460, window scale 7


def tcp_frame(
    ends: tuple[Host, Host],
    flags: str,
    numbers: tuple[int, int],
    payload: bytes = b"",
    *,
    options: bytes = b"",
    window: int = 1000,
) -> bytes:
    """Return an Ethernet frame with one TCP segment."""
    (source, destination), (seq, ack) = ends, numbers
    bits = sum(FLAGS[letter] for letter in flags)
    offset = (20 + len(options)) // 4 << 4
    ports = struct.pack(">HHII", source[1], destination[1], seq & 0xFFFFFFFF, ack & 0xFFFFFFFF)
    segment = ports + struct.pack(">BBHHH", offset, bits, window, 0, 0) + options + payload
    return ethernet(ip(source[0], destination[0], 6, segment))


def udp_frame(source: Host, destination: Host, payload: bytes) -> bytes:
    """Return an Ethernet frame with one UDP datagram."""
    header = struct.pack(">HHHH", source[1], destination[1], 8 + len(payload), 0)
    return ethernet(ip(source[0], destination[0], 17, header + payload))


def ip(source: str, destination: str, protocol: int, body: bytes) -> bytes:
    addresses = b"".join(bytes(map(int, address.split("."))) for address in (source, destination))
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0) + addresses + body


def ethernet(packet: bytes) -> bytes:
    return b"\x02" * 12 + b"\x08\x00" + packet


def pcap(frames: list[Timed]) -> bytes:
    """Return a nanosecond pcap of (milliseconds since START, frame)."""
    data = struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65535, 1)
    for ms, frame in frames:
        seconds, fraction = divmod(START + round(ms * MS), 1_000_000_000)
        data += struct.pack("<IIII", seconds, fraction, len(frame), len(frame)) + frame
    return data


def session_of(frames: list[Timed]) -> Session:
    """Return a session that has read these (milliseconds, frame)."""
    with tempfile.TemporaryFile() as file:
        file.write(pcap(frames))
        file.flush()
        session = Session(FileSource(os.dup(file.fileno()), "built.pcap"))
    session.read()
    return session


@cache
def read(name: str) -> Session:
    """Return a session that has read a capture of the repository."""
    session = Session(open_source(str(ROOT / name)))
    session.run(lambda: False)
    return session


def up(ms: float, flags: str, seq: int, ack: int, payload: bytes = b"", **more: Any) -> Timed:
    """A segment of the client's; numbers are relative."""
    return ms, tcp_frame((CLIENT, SERVER), flags, (ISN + seq, (PEER_ISN + ack) * ("A" in flags)), payload, **more)


def down(ms: float, flags: str, seq: int, ack: int, payload: bytes = b"", **more: Any) -> Timed:
    """A segment of the server's; numbers are relative."""
    return ms, tcp_frame((SERVER, CLIENT), flags, (PEER_ISN + seq, (ISN + ack) * ("A" in flags)), payload, **more)


def handshake() -> list[Timed]:
    """SYN, SYN-ACK, ACK: 20 ms to the server, ESTABLISHED at 21 ms."""
    return [
        up(0, "S", 0, 0, options=SYN_OPTIONS),
        down(20, "SA", 0, 1, options=SYN_OPTIONS),
        up(21, "A", 1, 1),
    ]


def request() -> list[Timed]:
    """A handshake and a question of 18 bytes."""
    return [*handshake(), up(30, "PA", 1, 1, b"GET / HTTP/1.1\r\n\r\n")]


def transfer(pieces: int = 10) -> list[Timed]:
    """A question and an answer of so many pieces of 100 bytes, each acknowledged."""
    frames = request()
    for piece in range(pieces):
        frames.append(down(50 + piece, "A", 1 + 100 * piece, 19, b"x" * 100))
        frames.append(up(50.5 + piece, "A", 19, 101 + 100 * piece))
    return frames


def closed_by_server() -> list[Timed]:
    """An exchange, five seconds of silence, and a close in four segments that the server begins."""
    end = 1 + 1000
    return [
        *transfer(),
        down(5100, "FA", end, 19),
        up(5101, "A", 19, end + 1),
        up(5200, "FA", 19, end + 1),
        down(5220, "A", end + 1, 20),
    ]


def refused() -> list[Timed]:
    return [up(0, "S", 0, 0), (20, tcp_frame((SERVER, CLIENT), "RA", (0, ISN + 1)))]


def with_a_copy() -> list[Timed]:
    """A request that is sent again before it is answered."""
    return [*request(), up(330, "PA", 1, 1, b"GET / HTTP/1.1\r\n\r\n"), down(350, "A", 1, 19)]


def hundred_connections() -> list[Timed]:
    """A SYN of each of a hundred clients."""
    clients = [(f"10.0.{number % 7}.{number}", 40000 + number) for number in range(100)]
    return [(number, tcp_frame((client, SERVER), "S", (ISN, 0))) for number, client in enumerate(clients)]
