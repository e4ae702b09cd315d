"""Socket pairs (RFC 9293: two sockets identify a connection) and the small numbers they are known by above.

A pair's number is even for the direction that was seen first and odd for the other, so `number ^ 1` is the way back
and `number >> 1` the pair. The floors above never touch an address until a person looks at one.
"""

from __future__ import annotations

from struct import Struct

_SLOTS = 8192  # with 1,024, a packet of the benchmark takes 6 % more instructions (callgrind)
_MASK64 = 0xFFFFFFFFFFFFFFFF
_MIX = 0x9E3779B97F4A7C15  # the golden ratio's bits: Fibonacci hashing

_KEY = Struct(">QQQQHHB")  # the lower end's address and the upper's, their ports, whether it is IPv6

Socket = tuple[bytes, int]


class Pairs:
    """Every socket pair seen, in order of appearance. Addresses are two 64-bit halves; IPv4 uses the low one."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._keys: list[bytes] = []
        words = memoryview(bytearray(8 * 5 * _SLOTS)).cast("Q")
        self._slots = words
        self._slot_numbers = memoryview(bytearray(b"\xff" * (4 * _SLOTS))).cast("i")

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
        """Return the directed number of a pair, a new one if it was never seen.

        `ports` is source << 16 | destination, with bit 32 set for IPv6.
        """
        slot = ((((src_low ^ (dst_low << 1) ^ src_high ^ dst_high ^ (ports << 20)) & _MASK64) * _MIX) & _MASK64) >> 51
        at = 5 * slot
        if (
            self._slot_numbers[slot] >= 0
            and self._slots[at] == src_high
            and self._slots[at + 1] == src_low
            and self._slots[at + 2] == dst_high
            and self._slots[at + 3] == dst_low
            and self._slots[at + 4] == ports
        ):
            return self._slot_numbers[slot]
        number = self._look_up(src_high, src_low, dst_high, dst_low, ports)
        self._slots[at] = src_high
        self._slots[at + 1] = src_low
        self._slots[at + 2] = dst_high
        self._slots[at + 3] = dst_low
        self._slots[at + 4] = ports
        self._slot_numbers[slot] = number
        return number

    def known(self, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
        """Return the directed number of a pair that `find` has met, -1 for any other."""
        key, is_turned = _key(src_high, src_low, dst_high, dst_low, ports)
        number = self._numbers.get(key)
        return -1 if number is None else number ^ is_turned

    def _look_up(self, src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> int:
        key, is_turned = _key(src_high, src_low, dst_high, dst_low, ports)
        number = self._numbers.get(key)
        if number is None:
            number = 2 * len(self._keys) + is_turned  # odd: in the direction seen first, the ends are turned round
            self._numbers[key] = number
            self._keys.append(key)
        return number ^ is_turned

    def sockets(self, number: int) -> tuple[Socket, Socket]:
        """Return (address bytes, port) of the source and the destination of a directed pair number."""
        key = self._keys[number >> 1]
        low_high, low_low, up_high, up_low, low_port, up_port, is_ipv6 = _KEY.unpack(key)
        low = (_address(low_high, low_low, is_ipv6), low_port)
        up = (_address(up_high, up_low, is_ipv6), up_port)
        is_turned = (self._numbers[key] ^ number) & 1
        return (up, low) if is_turned else (low, up)


def _key(src_high: int, src_low: int, dst_high: int, dst_low: int, ports: int) -> tuple[bytes, bool]:
    """Return the pair's key, the lower end first so that both directions share it, and whether that turned it round."""
    source, destination = ports >> 16 & 0xFFFF, ports & 0xFFFF
    if (src_high, src_low, source) > (dst_high, dst_low, destination):
        return _KEY.pack(dst_high, dst_low, src_high, src_low, destination, source, ports >> 32), True
    return _KEY.pack(src_high, src_low, dst_high, dst_low, source, destination, ports >> 32), False


def _address(high: int, low: int, is_ipv6: bool) -> bytes:
    return (high << 64 | low).to_bytes(16, "big") if is_ipv6 else low.to_bytes(4, "big")
