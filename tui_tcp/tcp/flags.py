"""The control bits of a TCP header (RFC 9293 section 3.1; AE: RFC 9768) and their names."""

from __future__ import annotations

FIN = 0x01
SYN = 0x02
RST = 0x04
PSH = 0x08
ACK = 0x10
URG = 0x20
ECE = 0x40
CWR = 0x80
AE = 0x100

NAMES = {SYN: "SYN", FIN: "FIN", RST: "RST", PSH: "PSH", ACK: "ACK", URG: "URG", ECE: "ECE", CWR: "CWR", AE: "AE"}


def flag_text(flags: int) -> str:
    """Return the names of the set bits, those that open and close first: 'SYN,ACK'."""
    return ",".join(name for bit, name in NAMES.items() if flags & bit)
