"""TCP options (RFC 9293 section 3.2): what the connection engine wants to know of them."""

from __future__ import annotations

from tui_tcp.segment import CUT, MAX_SACK_BLOCKS, Segment
from tui_tcp.wire import octets

_MAX_SACK, _CUT = MAX_SACK_BLOCKS, CUT


def read_options(segment: Segment, data: memoryview, at: int, end: int, captured: int) -> None:
    """Read options as kind, length, value; 0 ends, 1 pads. A length that cannot be right ends them, too.

    Of a header that the capture cut at `captured`, the last option's whole SACK blocks still tell something.
    """
    stop = min(end, captured)
    while at < stop:
        kind = data[at]
        if kind == 1:
            at += 1
            continue
        if kind == 0 or at + 1 >= stop:
            break
        size = data[at + 1]
        if size < 2 or at + size > end:
            break
        _read_one(segment, data, kind, at + 2, min(at + size, stop) - at - 2)
        at += size


def _read_one(segment: Segment, data: memoryview, kind: int, at: int, size: int) -> None:
    if kind == 8 and size == 8:  # RFC 7323 section 3.2
        segment.has_timestamps = 1
        segment.tsval = octets.b32(data, at)
        segment.tsecr = octets.b32(data, at + 4)
    elif kind == 5:  # RFC 2018 section 3
        segment.sack_count = min(size // 8, _MAX_SACK)
        if size % 8:
            segment.form |= _CUT  # Wireshark stops here, as at the end of what was captured
        for edge in range(2 * segment.sack_count):
            segment.sack[edge] = octets.b32(data, at + 4 * edge)
    elif kind == 2 and size == 2:  # RFC 9293 section 3.7.1
        segment.mss = octets.b16(data, at)
    elif kind == 3 and size == 1:  # RFC 7323 section 2.2
        segment.shift = min(data[at], 14)
    elif kind == 4:  # RFC 2018 section 2
        segment.sack_permitted = 1
