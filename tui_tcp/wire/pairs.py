"""Socket pairs (RFC 9293: two sockets identify a connection) and the small numbers they are known by above.

A pair's number is even for the direction that was seen first and odd for the other, so `number ^ 1` is the way back
and `number >> 1` the pair. The floors above never touch an address until a person looks at one.

The table is ours because a dict wants an object for each look-up: with one, a frame of the benchmark took 206 more
instructions than 3,462 (callgrind).
"""

from __future__ import annotations

from struct import Struct

_FIRST_SLOTS = 1024  # always a power of two, and at least four times as many as there are pairs
_WORDS = 5  # of a key
_MASK64 = 0xFFFFFFFFFFFFFFFF
IPV6 = 1 << 32  # in `ports`
_IPV6 = IPV6

# Every process places pairs by other factors (Python's own secret for hashing strings makes them): nobody can write a
# capture whose pairs all meet in one place.
_SRC, _DST, _SRC_HIGH, _DST_HIGH, _PORTS, _MIX = (
    hash(f"factor of {word}") & _MASK64 | 1 for word in ("src", "dst", "src high", "dst high", "ports", "mix")
)

Socket = tuple[bytes, int]

_FOUR_BYTES, _SIXTEEN_BYTES = Struct(">I").pack, Struct(">QQ").pack


class Pairs:
    """Every socket pair seen, in order of appearance. Addresses are two 64-bit halves; IPv4 uses the low one."""

    def __init__(self) -> None:
        self._count = 0
        self._keys = _words(_FIRST_SLOTS * _WORDS // 4)
        self._table = _empty(_FIRST_SLOTS)  # slot -> directed number; the next free slot is taken where two meet
        self._mask = _FIRST_SLOTS - 1

    def __len__(self) -> int:
        return self._count

    def find(self, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
        """Return the directed number of a pair, a new one if it was never seen.

        `ports` is source << 16 | destination, with bit 32 set for IPv6.
        """
        number = self.known(src_high, src_low, dst_high, dst_low, ports)
        if number >= 0:
            return number
        if 4 * self._count > self._mask:
            self._grow()
        at = _WORDS * self._count
        self._keys[at] = src_high
        self._keys[at + 1] = src_low
        self._keys[at + 2] = dst_high
        self._keys[at + 3] = dst_low
        self._keys[at + 4] = ports
        self._count += 1
        self._place(self._count - 1)
        return 2 * self._count - 2

    def known(self, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
        """Return the directed number of a pair that `find` has met, -1 for any other."""
        slot = _slot(src_high, src_low, dst_high, dst_low, ports) & self._mask
        while True:
            number = self._table[slot]
            if number < 0 or self._is(number, src_high, src_low, dst_high, dst_low, ports):
                return number
            slot = slot + 1 & self._mask

    def _is(self, number: int, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> bool:
        """Compare with a key, which is kept in the direction seen first."""
        at = _WORDS * (number >> 1)
        if number & 1:
            src_high, src_low, dst_high, dst_low = dst_high, dst_low, src_high, src_low
            ports = _turned(ports)
        return (
            self._keys[at + 1] == src_low
            and self._keys[at + 4] == ports
            and self._keys[at + 3] == dst_low
            and (ports < _IPV6 or (self._keys[at] == src_high and self._keys[at + 2] == dst_high))
        )

    def _place(self, pair: int) -> None:
        """Enter a pair in both directions; the first wins where a socket talks to itself."""
        at = _WORDS * pair
        src_high, src_low, dst_high, dst_low = (
            self._keys[at],
            self._keys[at + 1],
            self._keys[at + 2],
            self._keys[at + 3],
        )
        ports = self._keys[at + 4]
        self._enter(2 * pair, _slot(src_high, src_low, dst_high, dst_low, ports))
        self._enter(2 * pair + 1, _slot(dst_high, dst_low, src_high, src_low, _turned(ports)))

    def _enter(self, number: int, slot: int) -> None:
        slot &= self._mask
        while self._table[slot] >= 0:
            slot = slot + 1 & self._mask
        self._table[slot] = number

    def _grow(self) -> None:
        slots = 2 * (self._mask + 1)
        larger = _words(slots * _WORDS // 4)
        larger[: _WORDS * self._count] = memoryview(self._keys)[: _WORDS * self._count]
        self._keys = larger
        self._table = _empty(slots)
        self._mask = slots - 1
        for pair in range(self._count):
            self._place(pair)

    def sockets(self, number: int) -> tuple[Socket, Socket]:
        """Return (address bytes, port) of the source and the destination of a directed pair number."""
        return self.socket(number), self.socket(number ^ 1)

    def socket(self, number: int) -> Socket:
        """Return (address bytes, port) of the source of a directed pair number."""
        ports = self.ports(number)
        port = ports >> 16 & 0xFFFF
        if ports < _IPV6:
            return _FOUR_BYTES(self.low(number)), port
        return _SIXTEEN_BYTES(self._keys[_source(number)], self.low(number)), port

    def ports(self, number: int) -> int:
        """Return the ports of a directed pair number as `find` takes them."""
        ports = self._keys[_WORDS * (number >> 1) + 4]
        return _turned(ports) if number & 1 else ports

    def keys(self, first: int, stop: int) -> bytes:
        """Return the keys of some pairs, each five 64-bit words: source high, low, destination high, low, ports."""
        return bytes(memoryview(self._keys)[_WORDS * first : _WORDS * stop])

    def low(self, number: int) -> int:
        """Return the low half of the source's address of a directed pair number."""
        return self._keys[_source(number) + 1]


def _source(number: int) -> int:
    """Return where the source's address lies: a key is kept in the direction seen first."""
    return _WORDS * (number >> 1) + 2 * (number & 1)


def _slot(src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
    mixed = src_low * _SRC + dst_low * _DST + ports * _PORTS & _MASK64
    if ports >= _IPV6:
        mixed = mixed + src_high * _SRC_HIGH + dst_high * _DST_HIGH & _MASK64
    return ((mixed ^ mixed >> 32) * _MIX & _MASK64) >> 32


def _turned(ports: int) -> int:
    return (ports & 0xFFFF) << 16 | ports >> 16 & 0xFFFF | ports & _IPV6


def _words(count: int) -> memoryview:
    return memoryview(bytearray(8 * count)).cast("Q")


def _empty(count: int) -> memoryview:
    return memoryview(bytearray(b"\xff" * (4 * count))).cast("i")
