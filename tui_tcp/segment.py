"""One segment's numbers: what decoding says of it and what the connection engine takes in.

The one word that both rooms share, so that a segment passes from one to the other as it is; the model owns a batch of
them and has each filled again and again.
"""

from __future__ import annotations

MAX_SACK_BLOCKS = 4  # as many as 40 bytes of options hold (RFC 2018 section 3)
NO_SHIFT = 255  # no window scale option
CONGESTION = 3  # the value of `ecn` that a router under load writes (RFC 3168 section 5)
NO_NUMBER = -1  # IPv6 packets have no identification

# What is odd about a header (`form`; a segment with a whole header has none of these bits)
NUMBERED = 1  # no segment: an ICMP error quotes it, and enough for Wireshark to give it a stream number
LINKED = 2  # no segment: an ICMP error quotes only its ports
PARTIAL = 4  # Wireshark cannot tell its length, and so does not analyse it
CUT = 8  # not all of the header was captured, or its length cannot be
TOO_BIG = 16  # the ICMP error that quotes it says that it was too large for the next link; `mss` is that link's MTU

_SHIFT = NO_SHIFT
_SYN, _FIN = 0x02, 0x01


class Segment:
    """What RFC 9293 calls SEG.SEQ, SEG.ACK, SEG.LEN, SEG.WND of one segment, and its options.

    `seq` and `ack` are widened to 64 bits within their connection; `end` is the number after the last one it uses.
    """

    def __init__(self, flags: int = 0, seq: int = 0, ack: int = 0, length: int = 0, window: int = 65535) -> None:
        self.row = 0  # of the frame in the capture, from 0
        self.time = 0  # nanoseconds since the epoch
        self.pair = 0  # twice the socket pair's number, plus the direction; -1: not a segment
        self.form = 0
        self.flags = flags
        self.seq_raw = seq & 0xFFFFFFFF
        self.ack_raw = ack & 0xFFFFFFFF
        self.seq = seq
        self.ack = ack
        self.length = length  # bytes of payload by the innermost IP header
        self.shown_length = length  # as Wireshark's tcp.len has it; less than `length` where the capture cut the frame
        self.window = window
        self.number = NO_NUMBER  # the IP packet's identification
        self.ecn = 0  # the IP header's two bits (RFC 3168 section 5)
        self.sack = memoryview(bytearray(8 * MAX_SACK_BLOCKS)).cast("I")  # the edges of the blocks
        self.clear_options()
        self.set_end()

    def clear_options(self) -> None:
        """Say that the segment has no options."""
        self.mss = 0  # 0: absent
        self.shift = _SHIFT
        self.sack_permitted = 0
        self.has_timestamps = 0
        self.tsval = 0
        self.tsecr = 0
        self.sack_count = 0

    def set_end(self) -> None:
        """Work out `end`: SYN and FIN take a sequence number each (RFC 9293 section 3.4)."""
        self.end = self.seq + self.length
        if self.flags & _SYN:
            self.end += 1
        if self.flags & _FIN:
            self.end += 1
