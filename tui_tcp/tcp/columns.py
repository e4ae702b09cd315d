"""The columns that the engine's conclusions are written to: a row a frame, one typed buffer a column."""

from __future__ import annotations

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
    "labels": "H",  # one bit a flag of Wireshark's, see labels.py
    "acks_row": "i",  # the row that this segment acknowledges, by Wireshark's rules; -1: none
    "reference_row": "i",  # of a duplicate ACK, the row it repeats; of a retransmission, the one its RTO counts from
    "amount": "I",  # on a duplicate ACK its number, else Wireshark's bytes in flight; 0: not known
    "push_bytes_sent": "I",  # Wireshark's; 0: not known
    "completeness": "B",  # Wireshark's, before this segment
}


class Segments:
    """A chunk of the columns, in the order of SEGMENT_COLUMNS."""

    def __init__(self, buffers: dict[str, memoryview]) -> None:
        self.connection = buffers["connection"]
        self.direction = buffers["direction"]
        self.state_0 = buffers["state_0"]
        self.state_1 = buffers["state_1"]
        self.shift = buffers["shift"]
        self.findings = buffers["findings"]
        self.labels = buffers["labels"]
        self.acks_row = buffers["acks_row"]
        self.reference_row = buffers["reference_row"]
        self.amount = buffers["amount"]
        self.push_bytes_sent = buffers["push_bytes_sent"]
        self.completeness = buffers["completeness"]
