"""Segments with payload and datagrams between a client and a server, as frames of a capture."""

import struct
from collections.abc import Sequence

from tests.dissect import builders as b
from tests.model.captures import turned

CLIENT, SERVER, RESOLVER = (bytes((10, 9, 0, last)) for last in (1, 2, 3))
PORT = 40_000


def segment(payload: bytes = b"", seq: int = 1, *, back: bool = False, port: int = 443, flags: int = 0x18) -> bytes:
    """A frame from the client, or back from the server."""
    ports = (port, PORT) if back else (PORT, port)
    packet = b.ip(struct.pack(">HHIIHHHH", *ports, seq, 1, 5 << 12 | flags, 1000, 0, 0) + payload)
    return b.ether(turned(packet) if back else packet)


def answer(message: bytes, port: int = 53, to: bytes = CLIENT) -> bytes:
    """A datagram from a name server."""
    packet = b.ip(b.udp(message, (port, 5000)), 17)
    return b.ether(packet[:12] + RESOLVER + to + packet[20:])


def name(text: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".")) + b"\0"


def record(owner: str, kind: int, data: bytes) -> bytes:
    return name(owner) + struct.pack(">HHIH", kind, 1, 60, len(data)) + data


def message(asked: str, records: Sequence[bytes], flags: int = 0x8180, kind: int = 1) -> bytes:
    """A DNS message with a question ('' for none) and answers."""
    question = name(asked) + struct.pack(">HH", kind, 1) if asked else b""
    return struct.pack(">HHHHHH", 7, flags, bool(asked), len(records), 0, 0) + question + b"".join(records)


def address_of(asked: str, address: bytes = SERVER) -> bytes:
    """The plainest answer: a name and its address."""
    return message(asked, [record(asked, 1 if len(address) == 4 else 28, address)])
