"""Wireshark's own labels: the names of the flags, their bits in the column `labels`, and all of a frame's."""

from __future__ import annotations

# The order is that of the bits. The first word of each pair is the field's name behind "tcp.analysis.".
LABELS = [
    ("retransmission", "sent again, by Wireshark's rules"),
    ("fast_retransmission", "sent again after two duplicate ACKs, within 20 ms"),
    ("spurious_retransmission", "sent again although it was acknowledged"),
    ("out_of_order", "behind the highest number, soon after it moved"),
    ("lost_segment", "the segment before was not captured"),
    ("ack_lost_segment", "acknowledges what was not captured"),
    ("duplicate_ack", "the same acknowledgment again"),
    ("window_full", "fills the peer's window"),
    ("zero_window", "the window is 0"),
    ("zero_window_probe", "one byte into a closed window"),
    ("zero_window_probe_ack", "answers a probe: still closed"),
    ("keep_alive", "one number back, with no or one byte"),
    ("keep_alive_ack", "answers a keep-alive"),
    ("window_update", "only the window changed"),
    ("reused_ports", "a new connection on the same ports"),
]

BITS = {name: 1 << number for number, (name, _) in enumerate(LABELS)}
ALL_FLAGS = (1 << len(LABELS)) - 1
HAS_INITIAL_RTT = 1 << 15  # not a flag: the frame has an analysis record, after the handshake's round trip was known


class Labels:
    """What Wireshark says of one frame; rows count from 0, -1 is none. One object, filled anew for each segment."""

    def __init__(self) -> None:
        self.flags = 0
        self.acks_time = -1
        self.begin(0)

    def begin(self, completeness: int) -> None:
        """Forget the segment before, but not `flags`; `completeness` is the stream's before this one."""
        self.has_record = False
        self.acks_row = self.rto_row = -1
        self.acks_copies = 0  # how many outstanding segments end where the acknowledgment does: one leaves no doubt
        self.is_partial_ack = False  # it ends within an outstanding segment; Wireshark has a name for that from 4.4 on
        self.bytes_in_flight = self.push_bytes_sent = 0
        self.completeness = completeness
