"""Every segment of real captures held against what tshark 4.0 recorded of it.

The captures are not part of this repository (their licences differ): they lie in `captures` of a folder `shared` beside
it, or TCPTUI_SHARED names that folder. Without them this is skipped.
"""

import csv
import gzip
import os
from pathlib import Path

import pytest

from tests.judges.answers import Answer, packets
from tui_tcp.tcp.labels import BITS

# The least share of a capture's rows that agree, and what is known to differ and why.
LEAST_SHARE = 1.0
KNOWN_TO_DIFFER = {
    "tcpdump__timestamp_invalid_nano.pcap": "times: tshark does not carry nanoseconds beyond a second",
    "tcptrace__linux_cooked_socket.dmp.gz": "completeness: tshark leaves out the SYN of an FTP data connection",
    "tcptrace__rawppp.pcap.gz": "completeness: tshark leaves out the SYN of an FTP data connection",
}

SHARED = Path(os.environ.get("TCPTUI_SHARED", Path(__file__).parents[3] / "shared"))
CAPTURES = SHARED / "captures"
# column of the record -> our field
NUMBERS = {
    "stream": "tcp.stream",
    "sport": "tcp.srcport",
    "dport": "tcp.dstport",
    "seq": "tcp.seq",
    "ack": "tcp.ack",
    "seq_raw": "tcp.seq_raw",
    "ack_raw": "tcp.ack_raw",
    "flags": "tcp.flags",
    "len": "tcp.len",
    "window_size": "tcp.window_size",
}
LABELS = {name: f"tcp.analysis.{name}" for name in BITS}
COUNTS = ["duplicate_ack_num", "duplicate_ack_frame", "acks_frame", "rto_frame", "bytes_in_flight", "push_bytes_sent"]
TIMES = ["ack_rtt", "initial_rtt", "rto"]
VALUES = {name: f"tcp.analysis.{name}" for name in (*COUNTS, *TIMES)} | {"completeness": "tcp.completeness"}


def recorded(name: str) -> Path:
    return CAPTURES / "truth" / f"{name}.tsv.gz"


NAMES = sorted(path.name for path in CAPTURES.glob("all/*") if recorded(path.name).exists())
over_captures = pytest.mark.parametrize(
    "name",
    NAMES or [pytest.param("", marks=pytest.mark.skip(reason="the captures with tshark's answers are not here"))],
)


def truth(name: str) -> list[Answer]:
    """What tshark said, a row a segment; TCP headers quoted in ICMP are no segments."""
    with gzip.open(recorded(name), "rt") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["in_icmp"] == "0"]


def differences(name: str, fields: dict[str, str]) -> list[str]:
    """Frame, column, tshark's value and ours, for the first that differs in each row."""
    path = CAPTURES / "all" / name
    ours = {answer["frame.number"]: answer for answer in packets(path, ["frame.number", *fields.values()])}
    found = []
    for row in truth(name):
        answer = ours[row["frame"]]
        wrong = [column for column, field in fields.items() if not same(column, last(row[column]), answer[field])]
        found += [f"#{row['frame']} {c}: {row[c]} not {answer[fields[c]]}" for c in wrong[:1]]
    return found


def same(column: str, theirs: str, ours: str) -> bool:
    """A label is there or not; times are recorded with six decimals; all else agrees to the letter."""
    if column in LABELS:
        return bool(theirs) == bool(ours)
    if column in TIMES and theirs and ours:
        return abs(float(theirs) - float(ours)) <= 2e-6
    return theirs == ours


def last(value: str) -> str:
    """Of a header in a tunnel the record has all occurrences; the innermost is the segment."""
    return value.rsplit(",", 1)[-1]


def agrees(name: str, wrong: list[str]) -> bool:
    return len(wrong) <= (1 - LEAST_SHARE) * len(truth(name))


@over_captures
def test_numbers_are_tshark_s(name: str) -> None:
    wrong = differences(name, NUMBERS)
    assert agrees(name, wrong), wrong[:10]


@over_captures
def test_labels_and_values_are_wireshark_s(name: str) -> None:
    wrong = differences(name, LABELS if name in KNOWN_TO_DIFFER else LABELS | VALUES)
    assert agrees(name, wrong), wrong[:10]
