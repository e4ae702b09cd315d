"""What some senders count as payload though it only fills the frame up to the least that Ethernet carries."""

from __future__ import annotations

from tui_tcp.segment import NO_NUMBER, Segment

_NO_NUMBER = NO_NUMBER
_SYN_PSH = 0x02 | 0x08
_IP_HEADER = 20  # without options, which would leave less to fill
_LEAST, _LEAST_TAGGED = 46, 42  # bytes in a frame (IEEE 802.3 clause 4A.2.3.2.4), and behind a VLAN's tag in one


def is_padding(segment: Segment, data: memoryview, at: int, header: int, end: int) -> bool:
    """Tell whether a segment, whose TCP header of `header` bytes begins at `at`, carries nothing but padding.

    That is a few zeros, not pushed, in an IPv4 packet that just fills the least frame; IPv6 leaves nothing to fill.
    """
    size = _IP_HEADER + header + segment.length
    at += header
    if segment.number == _NO_NUMBER:  # IPv6
        return False
    if (size != _LEAST and size != _LEAST_TAGGED) or segment.flags & _SYN_PSH or at + segment.length > end:
        return False
    for place in range(at, at + segment.length):
        if data[place]:
            return False
    return True
