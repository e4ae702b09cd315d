"""Sequence numbers (RFC 9293 section 3.4): 32 bits on the wire, widened here so that all else is plain arithmetic."""

from __future__ import annotations

_MASK = 0xFFFFFFFF
_HALF = 0x80000000
_WHOLE = 0x100000000


def widen(raw: int, near: int) -> int:
    """Return the number that has `raw` for its low 32 bits and lies nearest to `near`."""
    delta = (raw - near) & _MASK
    return near + delta if delta < _HALF else near + delta - _WHOLE
