"""One end of a generated connection: its numbers, and the frames it sends with them."""

import struct
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.frames import ACK, SYN, Route

MODULUS: Final = 1 << 32
SYN_WINDOW: Final = 64240

_TIMESTAMP: Final = struct.Struct(">HBBII")
_BLOCK: Final = struct.Struct(">II")

Event = tuple[int, bytes]
"""A frame and its time in microseconds."""


@dataclass(frozen=True, slots=True)
class Options:
    """The TCP options that both ends agreed on."""

    timestamps: bool
    sack: bool
    window_shift: int | None


class Endpoint:
    """A TCP end that keeps its own numbers; time is given to it with each segment."""

    def __init__(self, route: Route, ports: tuple[int, int], options: Options, rng: Random) -> None:
        self._route, self._ports, self._options = route, ports, options
        self._clock = rng.getrandbits(30)
        self._window = rng.randrange(800, 1000) if options.window_shift is not None else 65535
        self.snd_nxt = self._isn = rng.getrandbits(32)
        self.rcv_nxt = 0
        self.last_stamp = 0
        self.echo = 0
        self.segment_bytes = 1460 - 12 * options.timestamps - 20 * route.is_ipv6

    def hear(self, peer: "Endpoint") -> None:
        """Receive all that the peer has sent so far."""
        self.rcv_nxt, self.echo = peer.snd_nxt, peer.last_stamp

    def segment(self, at: int, flags: int, payload: bytes = b"", seq: int | None = None) -> Event:
        """Send a segment: from the next number on, or at a given number, which moves nothing."""
        number = self.snd_nxt if seq is None else seq
        frame = self._frame(number, flags, self._stamp(at), payload)
        if seq is None:
            self.snd_nxt = (number + len(payload) + (flags & 1)) % MODULUS
        return at, frame

    def acknowledge(self, at: int, blocks: list[tuple[int, int]]) -> Event:
        """Send a bare ACK of all that was received in order, with SACK blocks for what lies beyond."""
        options = self._stamp(at)
        if blocks and self._options.sack:
            listed = blocks[: 3 if options else 4]
            options += struct.pack(">HBB", 0x0101, 5, 2 + 8 * len(listed))
            options += b"".join(_BLOCK.pack(*block) for block in listed)
        return at, self._frame(self.snd_nxt, ACK, options, b"")

    def open(self, at: int, flags: int = SYN) -> Event:
        """Send a SYN or SYN,ACK with the options of a common system."""
        self.snd_nxt = (self._isn + 1) % MODULUS
        return at, self._frame(self._isn, flags, self._syn_options(at), b"", SYN_WINDOW)

    def bare(self, at: int, flags: int, seq: int) -> Event:
        """Send a segment without options and with a closed window, as resets are."""
        return at, self._frame(seq, flags, b"", b"", 0)

    def _frame(self, seq: int, flags: int, options: bytes, payload: bytes, window: int | None = None) -> bytes:
        ack = self.rcv_nxt if flags & ACK else 0
        header = (*self._ports, seq, ack, flags, self._window if window is None else window)
        return self._route.tcp(header, options, payload)

    def _stamp(self, at: int) -> bytes:
        if not self._options.timestamps:
            return b""
        self.last_stamp = (self._clock + at // 1000) % MODULUS
        return _TIMESTAMP.pack(0x0101, 8, 10, self.last_stamp, self.echo)

    def _syn_options(self, at: int) -> bytes:
        shift = self._options.window_shift
        options = struct.pack(">BBH", 2, 4, 1440 if self._route.is_ipv6 else 1460)
        options += b"\x04\x02" if self._options.sack else b"\x01\x01"
        options += self._stamp(at)[2:] or b"\x01\x01"
        return options + (b"" if shift is None else bytes((1, 3, 3, shift)))
