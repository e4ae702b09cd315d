"""Inputs to begin from: small frames of every kind of header, and capture files of every kind of record."""

from __future__ import annotations

from struct import pack

from fuzz.decode import LINKS

_ADDRESS = b"\x0a\x00\x00\x01\x0a\x00\x00\x02"
_OPTIONS = b"\x02\x04\x05\xb4\x04\x02\x08\x0a\x00\x00\x00\x01\x00\x00\x00\x02\x01\x03\x03\x07"
_SACK = b"\x01\x01\x05\x12" + bytes(range(16))


def tcp(options: bytes = b"", payload: bytes = b"hello") -> bytes:
    """A segment."""
    return pack(">HHIIHHHH", 1025, 80, 1, 2, (20 + len(options)) << 10 | 0x18, 1000, 0, 0) + options + payload


def ip4(payload: bytes, protocol: int = 6, place: int = 0) -> bytes:
    """An IPv4 packet."""
    return pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 7, place, 64, protocol, 0) + _ADDRESS + payload


def ip6(payload: bytes, protocol: int = 6) -> bytes:
    """An IPv6 packet."""
    return pack(">IHBB", 6 << 28, len(payload), protocol, 64) + bytes(32) + payload


def ether(payload: bytes, ethertype: int = 0x0800) -> bytes:
    """An Ethernet frame."""
    return b"\x02" * 12 + pack(">H", ethertype) + payload


def udp(payload: bytes, port: int) -> bytes:
    """A datagram."""
    return pack(">HHHH", 40000, port, 8 + len(payload), 0) + payload


def frames() -> list[bytes]:
    """Inputs of fuzz/decode.py: a link's place in LINKS, an excess of the length, a frame."""
    inner = ether(ip4(tcp()))
    packets = [
        ip4(tcp()),
        ip4(tcp(_OPTIONS)),
        ip4(tcp(_SACK)),
        ip4(ip4(tcp()), 4),
        ip4(ip6(tcp()), 41),
        ip4(tcp()[:16], place=0x2000),
        ip4(tcp()[16:], place=2),
        ip4(pack(">HH", 0x2000, 0x6558) + b"key!" + inner, 47),
        ip4(pack(">HH", 0x1000, 0x88BE) + bytes(12) + inner, 47),
        ip4(pack(">BBHII", 6, 4, 0, 1, 1) + bytes(12) + tcp(), 51),
        ip4(pack(">BBHI", 3, 4, 0, 0) + ip4(tcp()), 1),
        ip4(udp(bytes(8) + inner, 4789), 17),
        ip4(udp(pack(">BBHI", 1, 0, 0x6558, 0) + bytes(4) + inner, 6081), 17),
        ip4(udp(pack(">BBHIIBBBB", 0x34, 255, 60, 1, 0x85, 1, 0, 0, 0) + ip4(tcp()), 2152), 17),
        ip4(udp(pack(">HHHH", 0x4002, 60, 1, 1) + b"\xff\x03\x00\x21" + ip4(tcp()), 1701), 17),
        ip4(udp(bytes(8) + ip6(tcp()), 3544), 17),
        ip4(udp(b"\x01\x00\x00\x01\x0a\x01x\x01" + inner, 37008), 17),
    ]
    six = [
        ip6(tcp()),
        ip6(b"\x2b\x00" + bytes(6) + b"\x06\x01" + bytes(14) + tcp(), 0),
        ip6(pack(">BBHI", 6, 0, 1, 9) + tcp()[:16], 44),
        ip6(pack(">BBHI", 6, 0, 16, 9) + tcp()[16:], 44),
        ip6(pack(">BBHI", 1, 4, 0, 0) + ip6(tcp()), 58),
    ]
    framed = [ether(packet) for packet in packets] + [ether(packet, 0x86DD) for packet in six]
    framed += [
        ether(b"\x00\x05\x81\x00\x00\x06\x08\x00" + ip4(tcp()), 0x88A8),
        ether(b"\x00\x06\x40\x40\x00\x06\x41\x40" + ip4(tcp()), 0x8847),
        ether(b"\x00\x06\x41\x40" + bytes(4) + inner, 0x8847),
        ether(b"\x11\x00\x00\x01\x00\x40\x00\x21" + ip4(tcp()), 0x8864),
        ether(b"\xaa\xaa\x03\x00\x00\x00\x08\x00" + ip4(tcp()), 53),
    ]
    return [bytes([0, 0]) + frame for frame in framed] + _on_other_links(ip4(tcp()))


def _on_other_links(packet: bytes) -> list[bytes]:
    heads = {
        0: pack("<I", 2),
        9: b"\xff\x03\x00\x21",
        12: b"",
        51: b"\x11\x00\x00\x01\x00\x40\x00\x21",
        104: b"\x0f\x00\x08\x00",
        105: b"\x08\x01" + bytes(22) + b"\xaa\xaa\x03\x00\x00\x00\x08\x00",
        107: b"\x18\x41\x03\xcc",
        113: bytes(14) + b"\x08\x00",
        127: pack("<BBHI", 0, 0, 8, 0) + b"\x08\x01" + bytes(22) + b"\xaa\xaa\x03\x00\x00\x00\x08\x00",
        239: bytes(4) + pack("<HH", 4 + len(packet), 9),
        123: b"\x82\x00\x00\x05\xaa\xaa\x03\x00\x00\x00\x08\x00",
        138: bytes(16) + b"\x08\x00",
        178: b"MGC\x81\x00\x05" + bytes(5) + ether(b"")[:14],
        204: b"\x01\xff\x03\x00\x21",
        242: bytes(40) + b"\x08\x00\x00\x00",
        252: pack(">HH4sHH", 12, 4, b"ip\x00\x00", 0, 0),
        258: pack("<III", 108, 1, 12) + bytes(96),
        276: b"\x08\x00" + bytes(18),
    }
    return [bytes([LINKS.index(link), 0]) + head + packet for link, head in heads.items()]


def files() -> list[bytes]:
    """Inputs of fuzz/framing.py."""
    frame = ether(ip4(tcp()))
    records = pack("<IIII", 1, 2, len(frame), len(frame)) + frame
    header = pack("<HHiIII", 2, 4, 0, 0, 65535, 1)
    modified = pack("<IIIIIHBB", 1, 2, len(frame), len(frame), 1, 8, 0, 0) + frame
    return [
        b"\xd4\xc3\xb2\xa1" + header + records * 3,
        b"\x4d\x3c\xb2\xa1" + header + records * 2,
        b"\x34\xcd\xb2\xa1" + header + modified * 2,
        b"\xd4\xc3\xb2\xa1" + pack("<HHiIII", 2, 2, 0, 0, 65535, 1) + records,
        b"\xa1\xb2\xc3\xd4" + pack(">HHiIII", 2, 4, 0, 0, 0, 1) + pack(">IIII", 1, 2, len(frame), 99) + frame,
        _blocks("<", frame),
        _blocks(">", frame) + _blocks("<", frame),
    ]


def _blocks(order: str, frame: bytes) -> bytes:
    """One pcapng section with a block of each type."""
    length = len(frame)
    comment = pack(order + "HH", 1, 4) + b"note" + bytes(4)
    return b"".join(
        _block(order, kind, body)
        for kind, body in [
            (0x0A0D0D0A, pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1) + comment),
            (1, pack(order + "HHI", 1, 0, 0) + pack(order + "HHB", 9, 1, 9) + bytes(7)),
            (6, pack(order + "IIIII", 0, 0, 5, length, length) + _padded(frame) + comment),
            (3, pack(order + "I", length) + frame),
            (2, pack(order + "HHIIII", 0, 0, 0, 5, length, length) + frame),
            (4, pack(order + "HH", 1, 8) + _ADDRESS[:4] + b"abc\x00" + bytes(4)),
            (5, pack(order + "III", 0, 0, 0) + pack(order + "HHQ", 5, 8, 3)),
            (10, pack(order + "II", 0x544C534B, 4) + b"keys"),
            (0x0BAD, pack(order + "I", 1) + b"custom"),
            (0x77, b"unknown"),
        ]
    )


def _block(order: str, kind: int, body: bytes) -> bytes:
    body = _padded(body)
    return pack(order + "II", kind, 12 + len(body)) + body + pack(order + "I", 12 + len(body))


def _padded(body: bytes) -> bytes:
    return body + bytes(-len(body) % 4)
