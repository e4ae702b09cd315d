"""The columns that framing and decoding fill: one row a frame, one typed buffer a column.

`Frames` holds what is kept for every frame; `Scratch` what is needed only until the connection engine has seen the
segment (options, the socket pair), reused from batch to batch. Both are views over buffers that the model allocates.
Values are read and written through memoryviews, never numpy scalars: those overflow where Python's integers do not.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag

BATCH_ROWS = 4096  # rows decoded at a time: the scratch columns stay in the processor's cache
MAX_SACK_BLOCKS = 4  # as many as 40 bytes of options hold (RFC 2018 section 3)
NO_SHIFT = 255  # no window scale option
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


class Form(IntFlag):
    """What is odd about the TCP header of a row that has a socket pair."""

    NUMBERED = 1  # no segment: an ICMP error quotes it, and enough for Wireshark to give it a stream number
    LINKED = 2  # no segment: an ICMP error quotes only its ports
    PARTIAL = 4  # of kind PARTIAL
    CUT = 8  # not all of the header was captured, or its length cannot be


# name -> the buffer's type code; the order is the order of the attributes below
FRAME_COLUMNS = {
    "offset": "q",  # of the frame's first byte in the file
    "time": "q",  # nanoseconds since the epoch
    "captured": "I",  # bytes in the file
    "length": "I",  # bytes on the wire
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

SCRATCH_COLUMNS = {
    "pair": "i",  # twice the socket pair's number, plus the direction; -1: not a segment
    "mss": "H",  # 0: absent
    "shift": "B",
    "sack_permitted": "B",
    "has_timestamps": "B",
    "tsval": "I",
    "tsecr": "I",
    "sack_count": "B",
    "sack": "I",  # MAX_SACK_BLOCKS pairs of edges a row
    "length": "I",  # bytes of TCP payload by the innermost IP header alone
    "form": "B",  # Form: 0 for a segment with a whole header
}


class Frames:
    """A chunk of the per-frame columns, in the order of FRAME_COLUMNS."""

    def __init__(self, buffers: dict[str, memoryview]) -> None:
        self.offset = buffers["offset"]
        self.time = buffers["time"]
        self.captured = buffers["captured"]
        self.length = buffers["length"]
        self.interface = buffers["interface"]
        self.kind = buffers["kind"]
        self.ip_at = buffers["ip_at"]
        self.tcp_at = buffers["tcp_at"]
        self.header_word = buffers["header_word"]
        self.seq_raw = buffers["seq_raw"]
        self.ack_raw = buffers["ack_raw"]
        self.window_raw = buffers["window_raw"]
        self.payload = buffers["payload"]


class Scratch:
    """What decoding says of the rows of one batch, in the order of SCRATCH_COLUMNS."""

    def __init__(self, buffers: dict[str, memoryview]) -> None:
        self.pair = buffers["pair"]
        self.mss = buffers["mss"]
        self.shift = buffers["shift"]
        self.sack_permitted = buffers["sack_permitted"]
        self.has_timestamps = buffers["has_timestamps"]
        self.tsval = buffers["tsval"]
        self.tsecr = buffers["tsecr"]
        self.sack_count = buffers["sack_count"]
        self.sack = buffers["sack"]
        self.length = buffers["length"]
        self.form = buffers["form"]


def scratch_width(name: str) -> int:
    """Return how many values of a scratch column stand for one row."""
    return 2 * MAX_SACK_BLOCKS if name == "sack" else 1
