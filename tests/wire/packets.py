"""Frames made with struct, header by header, and the decoder's answer about one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from struct import pack

from fuzz.columns import new_frames
from tui_tcp.segment import Segment
from tui_tcp.wire.decode import Decoder
from tui_tcp.wire.frames import Kind
from tui_tcp.wire.pairs import Socket

CLIENT, SERVER = b"\x0a\x00\x00\x01", b"\x0a\x00\x00\x02"
ETHERNET, RAW_IP = 1, 101
IP4, IP6, VLAN, MPLS, PPPOE, TRANSPARENT = 0x0800, 0x86DD, 0x8100, 0x8847, 0x8864, 0x6558


def tcp(
    payload: bytes = b"hello",
    options: bytes = b"",
    *,
    ports: tuple[int, int] = (1025, 80),
    words: int | None = None,
    flags: int = 0x18,
) -> bytes:
    """A segment, PSH and ACK by default; `words` is its header's length as it claims."""
    size = (20 + len(options)) // 4 if words is None else words
    return pack(">HHIIHHHH", *ports, 1000, 2000, size << 12 | flags, 512, 0, 0) + options + payload


def udp(payload: bytes, port: int, source: int = 40000) -> bytes:
    return pack(">HHHH", source, port, 8 + len(payload), 0) + payload


def ip4(payload: bytes, protocol: int = 6, *, place: int = 0, number: int = 7, total: int | None = None) -> bytes:
    """A packet; `place` is its fragment field, `total` the length that it claims."""
    length = 20 + len(payload) if total is None else total
    return pack(">BBHHHBBH", 0x45, 0, length, number, place, 64, protocol, 0) + CLIENT + SERVER + payload


def ip6(payload: bytes, protocol: int = 6, *, length: int | None = None) -> bytes:
    size = len(payload) if length is None else length
    return pack(">IHBB", 6 << 28, size, protocol, 64) + CLIENT * 4 + SERVER * 4 + payload


def ether(payload: bytes, ethertype: int = IP4) -> bytes:
    return b"\x02" * 12 + pack(">H", ethertype) + payload


def gre(payload: bytes, protocol: int = IP4, flags: int = 0, fields: bytes = b"") -> bytes:
    return pack(">HH", flags, protocol) + fields + payload


def labels(payload: bytes, *values: int) -> bytes:
    last = len(values) - 1
    return b"".join(pack(">I", value << 12 | (at == last) << 8 | 64) for at, value in enumerate(values)) + payload


def snap(payload: bytes, ethertype: int = IP4) -> bytes:
    return b"\xaa\xaa\x03\x00\x00\x00" + pack(">H", ethertype) + payload


@dataclass(frozen=True)
class Decoded:
    """What the decoder says of one frame."""

    kind: Kind
    sockets: tuple[Socket, Socket] | None
    payload: int
    length: int
    tcp_at: int
    header_word: int
    form: int
    mss: int
    shift: int
    sacked: list[int]
    timestamps: tuple[int, int] | None

    @property
    def ports(self) -> tuple[int, int] | None:
        return (self.sockets[0][1], self.sockets[1][1]) if self.sockets else None


def decode(frame: bytes, link: int = ETHERNET, *, wire: int | None = None) -> Decoded:
    """Decode one frame, which was `wire` bytes long when it was sent."""
    return decode_all([frame], link, wire=wire)[0]


def decode_all(frames: Iterable[bytes], link: int = ETHERNET, *, wire: int | None = None) -> list[Decoded]:
    """Decode frames with one decoder, one after the other."""
    decoder = Decoder([Segment()])
    return [_decode(decoder, at * 1_000_000, frame, link, wire) for at, frame in enumerate(frames)]


def _decode(decoder: Decoder, origin: int, frame: bytes, link: int, wire: int | None) -> Decoded:
    columns = new_frames(1)
    columns.offset[0] = origin
    columns.measure(0, len(frame), len(frame) if wire is None else wire, 0)
    decoder.decode(memoryview(frame), origin, columns, 0, 1, [link], 0)
    segment = decoder.batch[0]
    pair = segment.pair
    return Decoded(
        Kind(columns.kind[0]),
        decoder.pairs.sockets(pair) if pair >= 0 else None,
        columns.payload[0],
        segment.length,
        columns.tcp_at[0],
        columns.header_word[0],
        segment.form,
        segment.mss,
        segment.shift,
        list(segment.sack[: 2 * segment.sack_count]),
        (segment.tsval, segment.tsecr) if segment.has_timestamps else None,
    )


def assert_segment(frame: bytes, link: int = ETHERNET, payload: int = 5) -> None:
    """The frame has the segment that `tcp()` makes, wherever it lies."""
    decoded = decode(frame, link)
    assert decoded.kind in (Kind.TCP4, Kind.TCP6)
    assert decoded.ports == (1025, 80)
    assert decoded.payload == decoded.length == payload


def assert_survives_cuts(frame: bytes, link: int = ETHERNET) -> None:
    """Cut at any length, the frame is still decoded as something."""
    for size in range(len(frame)):
        assert decode(frame[:size], link, wire=len(frame)).kind in Kind
        assert decode(frame[:size], link).kind in Kind
