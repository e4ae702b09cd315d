"""DEFLATE as IP payload compression uses it (RFC 2394), with a bound on what comes out."""

from __future__ import annotations

import zlib

_MAX_PAYLOAD = 65535


def decompressed(data: bytes) -> bytes:
    """Return the payload that `data` decompresses to, nothing where it does not."""
    for window_bits in (-zlib.MAX_WBITS, zlib.MAX_WBITS):  # bare, as the RFC has it, or with zlib's header
        try:
            return zlib.decompressobj(window_bits).decompress(data, _MAX_PAYLOAD)
        except zlib.error:
            continue
    return b""
