"""Seeded changes to inputs: what hostile and damaged files look like, the same on every run."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_EDGES = (0, 1, 2, 4, 5, 6, 15, 16, 20, 59, 60, 63, 64, 127, 128, 254, 255)
_SIZES = (0, 1, 7, 8, 11, 12, 19, 20, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def inputs(corpus: list[bytes], seed: int, count: int) -> Iterator[bytes]:
    """Yield `count` changed members of `corpus`."""
    random = Random(seed)
    for _ in range(count):
        data = bytearray(random.choice(corpus))
        for _ in range(random.choice((1, 1, 2, 3, 8))):
            random.choice(_CHANGES)(data, random)
        yield bytes(data)


def _set_byte(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] = random.choice(_EDGES) if random.random() < 0.6 else random.randrange(256)


def _flip_bit(data: bytearray, random: Random) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _set_size(data: bytearray, random: Random) -> None:
    """Write a number that lengths go wrong with, of two or four bytes, in either order."""
    width = random.choice((2, 4))
    if len(data) > width:
        at = random.randrange(len(data) - width)
        value = random.choice(_SIZES) & (1 << 8 * width) - 1
        data[at : at + width] = value.to_bytes(width, random.choice(("big", "little")))


def _cut(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data) + 1) :]


def _remove(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    del data[at : at + random.randrange(1, 9)]


def _insert(data: bytearray, random: Random) -> None:
    at = random.randrange(len(data) + 1)
    data[at:at] = random.randbytes(random.randrange(1, 9))


def _repeat(data: bytearray, random: Random) -> None:
    """Put a copy of a part somewhere: headers within headers."""
    if len(data) < 2048:
        begin = random.randrange(len(data) + 1)
        part = data[begin : begin + random.randrange(1, 64)]
        at = random.randrange(len(data) + 1)
        data[at:at] = part


_CHANGES = (_set_byte, _set_byte, _flip_bit, _set_size, _cut, _remove, _insert, _repeat)
