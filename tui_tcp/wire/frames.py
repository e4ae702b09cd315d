"""The columns that framing and decoding fill: one row a frame, one typed buffer a column.

What is needed only until the connection engine has seen the segment (options, the socket pair) stands in segment.py.
The buffers are the model's.
Values are read and written through memoryviews, never numpy scalars: those overflow where Python's integers do not.
"""

from __future__ import annotations

from enum import IntEnum

BATCH_ROWS = 1024  # rows decoded at a time: their segments stay in the processor's cache
NO_HEADER = 0xFFFF


class Kind(IntEnum):
    """What a frame turned out to be; `TCP4`, `TCP6` and `PARTIAL` alone are segments of a connection."""

    OTHER = 0
    TCP4 = 1
    TCP6 = 2
    UDP = 3
    ICMP = 4
    ICMP6 = 5
    ARP = 6
    OTHER_IP = 7
    FRAGMENT = 8
    CUT = 9
    MALFORMED = 10
    UNKNOWN_LINK = 11
    QUOTED = 12  # an ICMP error that quotes enough of a TCP header to be numbered as Wireshark does
    PARTIAL = 13  # a segment whose length Wireshark cannot tell: a lone first fragment, or a header beyond its packet


_MASK = 0xFFFFFFFF

# name -> the buffer's type code; the order is the order of the attributes below
FRAME_COLUMNS = {
    "offset": "q",  # of the frame's first byte in the file
    "time": "q",  # nanoseconds since the epoch
    "captured": "I",  # bytes in the file
    "cut": "I",  # bytes on the wire that are not in the file; modulo 2^32, as a file may claim the contrary
    "interface": "H",
    "kind": "B",
    "ip_at": "H",  # of the innermost IP header within the frame, NO_HEADER where there is none
    "tcp_at": "H",  # of the TCP header within the frame
    "header_word": "H",  # the TCP header's bytes 12 and 13: data offset (4 bits), flags (12 bits)
    "seq_raw": "I",
    "ack_raw": "I",
    "window_raw": "H",
    "payload": "I",  # bytes of TCP payload as Wireshark counts them: by the IP header, but no more than the frame had
}


class Frames:
    """A chunk of the per-frame columns, in the order of FRAME_COLUMNS."""

    def __init__(self, buffers: dict[str, memoryview]) -> None:
        self.offset = buffers["offset"]
        self.time = buffers["time"]
        self.captured = buffers["captured"]
        self.cut = buffers["cut"]
        self.interface = buffers["interface"]
        self.kind = buffers["kind"]
        self.ip_at = buffers["ip_at"]
        self.tcp_at = buffers["tcp_at"]
        self.header_word = buffers["header_word"]
        self.seq_raw = buffers["seq_raw"]
        self.ack_raw = buffers["ack_raw"]
        self.window_raw = buffers["window_raw"]
        self.payload = buffers["payload"]

    def measure(self, row: int, captured: int, wire: int, interface: int) -> None:
        """Note how long a frame is in the file and was on the wire, and where it was captured.

        Most files have one interface and whole frames. What would not change is not written, so that the memory of
        these columns, which begin as zeros, is never taken: 6 bytes a frame.
        """
        cut = wire - captured & _MASK
        self.captured[row] = captured
        if self.cut[row] != cut:
            self.cut[row] = cut
        if self.interface[row] != interface:
            self.interface[row] = interface

    def wire(self, row: int) -> int:
        """Return how long a frame was on the wire."""
        return self.captured[row] + self.cut[row] & _MASK
