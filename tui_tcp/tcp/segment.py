"""One segment's numbers, and the columns that segments are read from and conclusions written to."""

from __future__ import annotations

from tui_tcp.tcp.flags import FIN, SYN

_FIN = FIN
_SYN = SYN
_MASK = 0xFFFFFFFF
_SACK_EDGES = 8  # scratch values a row: the edges of four blocks

_NO_BLOCKS = memoryview(bytearray(4 * _SACK_EDGES)).cast("I")

# What is odd about a header (the scratch column "form"; a segment with a whole header has none of these bits)
NUMBERED = 1  # quoted in an ICMP error, and long enough for Wireshark to give it a stream number
LINKED = 2  # quoted in an ICMP error, its ports only
PARTIAL = 4  # the segment's length cannot be told
CUT = 8  # not all of the header was captured, or its length cannot be
_PARTIAL, _CUT = PARTIAL, CUT

NO_SHIFT = 255  # no window scale option on the segment
SHIFT_UNKNOWN = 15  # the SYNs were not captured
SHIFT_UNUSED = 16  # one of the SYNs had no window scale option

# What the engine concludes of each segment, one typed buffer a column.
SEGMENT_COLUMNS = {
    "connection": "i",  # number of the connection, -1: no segment
    "direction": "B",  # 0: sent by the end that sent the connection's first frame, 1: by the other
    "state_0": "B",  # of the end that sends in direction 0: state, confidence << 4
    "state_1": "B",
    "shift": "B",  # of the window field: 0 to 14, SHIFT_UNKNOWN or SHIFT_UNUSED
    "findings": "I",  # one bit a finding, see findings.py
    "labels": "I",  # one bit a flag of Wireshark's, see labels.py
    "acks_row": "i",  # the row that this segment acknowledges, by Wireshark's rules; -1: none
    "reference_row": "i",  # of a duplicate ACK, the row it repeats; of a retransmission, the one its RTO counts from
    "amount": "I",  # on a duplicate ACK its number, else Wireshark's bytes in flight; 0: not known
    "push_bytes_sent": "I",  # Wireshark's; 0: not known
    "completeness": "B",  # Wireshark's, before this segment
}


class Segment:
    """What RFC 9293 calls SEG.SEQ, SEG.ACK, SEG.LEN, SEG.WND of one segment, and its options.

    `seq` and `ack` are widened to 64 bits within their connection; `end` is the number after the last one it uses.
    """

    def __init__(self, flags: int = 0, seq: int = 0, ack: int = 0, length: int = 0, window: int = 65535) -> None:
        self.row = 0
        self.time = 0
        self.flags = flags
        self.seq_raw = seq & 0xFFFFFFFF
        self.ack_raw = ack & 0xFFFFFFFF
        self.seq = seq
        self.ack = ack
        self.length = length
        self.shown_length = length  # as Wireshark's tcp.len has it; less than `length` where the capture cut the frame
        self.window = window
        self.is_whole = True  # all of its header was captured, and the header's length can be
        self.is_partial = False  # Wireshark cannot tell its length, and so does not analyse it
        self.mss = 0
        self.shift = NO_SHIFT
        self.sack_permitted = 0
        self.has_timestamps = 0
        self.tsval = 0
        self.tsecr = 0
        self.first_sacked = 0  # bytes in the first three SACK blocks, modulo 2^32
        self.sack_count = 0
        self.sack_at = 0  # of the first edge in `sack`
        self.sack = _NO_BLOCKS
        self.set_end()

    def set_end(self) -> None:
        """Work out `end`: SYN and FIN take a sequence number each (RFC 9293 section 3.4)."""
        self.end = self.seq + self.length + (1 if self.flags & _SYN else 0) + (1 if self.flags & _FIN else 0)


class Segments:
    """A chunk of the columns: `frame` and `scratch` buffers are read, `segment` buffers written."""

    def __init__(
        self, frame: dict[str, memoryview], scratch: dict[str, memoryview], segment: dict[str, memoryview]
    ) -> None:
        self.time = frame["time"]
        self.header_word = frame["header_word"]
        self.seq_raw = frame["seq_raw"]
        self.ack_raw = frame["ack_raw"]
        self.window_raw = frame["window_raw"]
        self.payload = frame["payload"]
        self.captured = frame["captured"]
        self.tcp_at = frame["tcp_at"]
        self.pair = scratch["pair"]
        self.mss = scratch["mss"]
        self.option_shift = scratch["shift"]
        self.sack_permitted = scratch["sack_permitted"]
        self.has_timestamps = scratch["has_timestamps"]
        self.tsval = scratch["tsval"]
        self.tsecr = scratch["tsecr"]
        self.sack_count = scratch["sack_count"]
        self.sack = scratch["sack"]
        self.length = scratch["length"]
        self.form = scratch["form"]
        self.connection = segment["connection"]
        self.direction = segment["direction"]
        self.state_0 = segment["state_0"]
        self.state_1 = segment["state_1"]
        self.shift = segment["shift"]
        self.findings = segment["findings"]
        self.labels = segment["labels"]
        self.acks_row = segment["acks_row"]
        self.reference_row = segment["reference_row"]
        self.amount = segment["amount"]
        self.push_bytes_sent = segment["push_bytes_sent"]
        self.completeness = segment["completeness"]

    def load(self, segment: Segment, row: int, slot: int, first_row: int) -> None:
        """Fill `segment` from a row of the chunk and its slot in the batch; the chunk begins at row `first_row`."""
        segment.row = first_row + row
        segment.time = self.time[row]
        segment.flags = self.header_word[row] & 0x0FFF
        segment.is_whole = not self.form[slot] & _CUT
        segment.is_partial = bool(self.form[slot] & _PARTIAL)
        segment.seq_raw = self.seq_raw[row]
        segment.ack_raw = self.ack_raw[row]
        segment.window = self.window_raw[row]
        segment.length = self.length[slot]
        segment.shown_length = self.payload[row]
        segment.mss = self.mss[slot]
        segment.shift = self.option_shift[slot]
        segment.sack_permitted = self.sack_permitted[slot]
        segment.has_timestamps = self.has_timestamps[slot]
        segment.tsval = self.tsval[slot]
        segment.tsecr = self.tsecr[slot]
        segment.sack_count = self.sack_count[slot]
        segment.sack_at = slot * _SACK_EDGES
        segment.first_sacked = self._first_sacked(slot) if self.sack_count[slot] else 0

    def _first_sacked(self, slot: int) -> int:
        total = 0
        for block in range(min(self.sack_count[slot], 3)):
            at = slot * _SACK_EDGES + 2 * block
            total += self.sack[at + 1] - self.sack[at] & _MASK
        return total & _MASK
