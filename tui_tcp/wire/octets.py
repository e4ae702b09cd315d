"""Numbers of two, four and eight bytes at a place in a buffer, in network order; `l16` and `l32` are in the other.

Where the core is compiled, octets.pxd has these as C: one bounds check for all bytes of a number instead of one a byte.
"""

from __future__ import annotations


def b16(data: memoryview, at: int) -> int:
    """Return the 16-bit number at `at`. Raises IndexError beyond the end."""
    return data[at] << 8 | data[at + 1]


def b32(data: memoryview, at: int) -> int:
    """Return the 32-bit number at `at`. Raises IndexError beyond the end."""
    return data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]


def b64(data: memoryview, at: int) -> int:
    """Return the 64-bit number at `at`. Raises IndexError beyond the end."""
    return b32(data, at) << 32 | b32(data, at + 4)


def l16(data: memoryview, at: int) -> int:
    """Return the 16-bit number at `at`, its low byte first. Raises IndexError beyond the end."""
    return data[at + 1] << 8 | data[at]


def l32(data: memoryview, at: int) -> int:
    """Return the 32-bit number at `at`, its low byte first. Raises IndexError beyond the end."""
    return data[at + 3] << 24 | data[at + 2] << 16 | data[at + 1] << 8 | data[at]
