"""Packets made by struct, inside out: each builder wraps the bytes it is given."""

import socket
import struct

CLIENT, SERVER = "10.9.0.1", "10.9.0.2"
CLIENT6, SERVER6 = "fd00::1", "fd00::2"


def checksum(data: bytes) -> int:
    """RFC 1071, the slow and plain way."""
    data += b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return 0xFFFF - total


def addresses(source: str, destination: str) -> bytes:
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    return socket.inet_pton(family, source) + socket.inet_pton(family, destination)


def pseudo(source: str, destination: str, protocol: int, length: int) -> bytes:
    ends = addresses(source, destination)
    return ends + (struct.pack(">BBH", 0, protocol, length) if len(ends) == 8 else struct.pack(">II", length, protocol))


def ether(payload: bytes, kind: int = 0x0800, pad: bool = False) -> bytes:
    frame = bytes.fromhex("0242ac110002 0242ac110003") + struct.pack(">H", kind) + payload
    return frame.ljust(60, b"\0") if pad else frame


def vlan(payload: bytes, number: int, kind: int = 0x0800) -> bytes:
    return struct.pack(">HH", 0x6000 | number, kind) + payload


def ip(
    payload: bytes, protocol: int = 6, *, options: bytes = b"", fragment: int = 0, length: int | None = None
) -> bytes:
    header = 20 + len(options)
    total = header + len(payload) if length is None else length
    head = struct.pack(">BBHHHBBH", 0x40 | header // 4, 0, total, 7, fragment, 64, protocol, 0)
    head += addresses(CLIENT, SERVER) + options
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + payload


def ipv6(payload: bytes, protocol: int = 6, source: str = CLIENT6, destination: str = SERVER6) -> bytes:
    return (
        struct.pack(">IHBB", 6 << 28 | 0x12345, len(payload), protocol, 64) + addresses(source, destination) + payload
    )


def tcp(
    payload: bytes = b"",
    *,
    flags: int = 0x18,
    options: bytes = b"",
    ports: tuple[int, int] = (51234, 80),
    ends: tuple[str, str] = (CLIENT, SERVER),
    stored: int | None = None,
) -> bytes:
    offset = 5 + len(options) // 4
    head = struct.pack(">HHIIHHHH", *ports, 1000, 2000, offset << 12 | flags, 502, 0, 0) + options
    total = checksum(pseudo(*ends, 6, len(head) + len(payload)) + head + payload) if stored is None else stored
    return head[:16] + struct.pack(">H", total) + head[18:] + payload


def udp(payload: bytes, ports: tuple[int, int], ends: tuple[str, str] = (CLIENT, SERVER), length: int = 0) -> bytes:
    head = struct.pack(">HHHH", *ports, length or 8 + len(payload), 0)
    total = checksum(pseudo(*ends, 17, len(head) + len(payload)) + head + payload) or 0xFFFF
    return head[:6] + struct.pack(">H", total) + payload


def client_hello(name: bytes) -> bytes:
    """One record with a Client Hello that asks for a name, ALPN and TLS 1.3."""
    entry = struct.pack(">BH", 0, len(name)) + name
    listed = struct.pack(">H", len(entry)) + entry
    extensions = b"".join(
        struct.pack(">HH", kind, len(body)) + body
        for kind, body in ((0, listed), (16, b"\0\x0c\x02h2\x08http/1.1"), (43, b"\x02\x03\x04"))
    )
    hello = b"\x03\x03" + bytes(range(32)) + b"\x00" + b"\x00\x04\x13\x01\xc0\x2f" + b"\x01\x00"
    hello += struct.pack(">H", len(extensions)) + extensions
    message = b"\x01" + struct.pack(">I", len(hello))[1:] + hello
    return b"\x16\x03\x01" + struct.pack(">H", len(message)) + message


def dns_answer() -> bytes:
    """An answer with a compressed name: A, HTTPS (unknown to many) and CNAME."""
    name, pointer = b"\x07example\x03org\0", b"\xc0\x0c"
    question = name + struct.pack(">HH", 1, 1)
    records = pointer + struct.pack(">HHIH", 1, 1, 300, 4) + bytes((192, 0, 2, 1))
    records += pointer + struct.pack(">HHIH", 65, 1, 300, 3) + b"\0\1\0"
    records += b"\x03www" + pointer + struct.pack(">HHIH", 5, 1, 60, 2) + pointer
    return struct.pack(">HHHHHH", 0xBEEF, 0x8180, 1, 3, 0, 0) + question + records
