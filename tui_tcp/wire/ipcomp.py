"""DEFLATE as IP payload compression uses it (RFC 2394), with a bound on what comes out."""

from __future__ import annotations

import zlib

_MAX_PAYLOAD = 65535


def decompressed(data: bytes) -> bytes:
    """Return the payload that `data` decompresses to, nothing where it does not."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, _MAX_PAYLOAD)
    except zlib.error:
        return b""
