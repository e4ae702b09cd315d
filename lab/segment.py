"""What the relay knows of a frame: the TCP numbers in it and the place it has in its connection.

A scenario chooses its victims by these ("the client's fifth data segment, when sent first"), so they are counted as the
sender meant them: relative to its initial sequence number, and new data apart from data sent again.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

FIN, SYN, RST, PSH, ACK, ECE, CWR = 0x01, 0x02, 0x04, 0x08, 0x10, 0x40, 0x80
LETTERS = ((SYN, "S"), (FIN, "F"), (RST, "R"), (PSH, "P"), (ACK, "A"), (ECE, "E"), (CWR, "C"))

ETHERNET_LENGTH = 14
IPV6_LENGTH = 40
PROTOCOL_TCP = 6


class Header(NamedTuple):
    """The TCP header's numbers as they stand in the frame."""

    sport: int
    dport: int
    seq: int
    ack: int
    flags: int
    window: int
    length: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One TCP segment on its way through the relay."""

    from_client: bool
    header: Header
    rel_seq: int
    rel_ack: int
    nth: int
    """This segment's number among its sender's, from 1."""
    nth_data: int
    """How many segments with new data its sender has sent, this one included."""
    again: bool
    """Whether all it holds was sent before."""

    @property
    def has_syn(self) -> bool:
        """Whether it opens."""
        return bool(self.header.flags & SYN)

    @property
    def has_fin(self) -> bool:
        """Whether it closes."""
        return bool(self.header.flags & FIN)

    @property
    def has_data(self) -> bool:
        """Whether it carries payload."""
        return self.header.length > 0

    @property
    def is_pure_ack(self) -> bool:
        """Whether it acknowledges and does nothing else."""
        return self.header.length == 0 and self.header.flags & (SYN | FIN | RST | ACK) == ACK

    def is_new_data(self, nth: int) -> bool:
        """Whether it is its sender's nth segment of data, sent for the first time."""
        return self.has_data and not self.again and self.nth_data == nth


def flag_letters(flags: int) -> str:
    """Write flags as letters, SYN first."""
    return "".join(letter for bit, letter in LETTERS if flags & bit)


def tcp_start(frame: bytes) -> int | None:
    """Find where the TCP header of an Ethernet frame starts, or None where there is none."""
    kind = frame[12:14]
    if kind == b"\x08\x00" and frame[23] == PROTOCOL_TCP:
        return ETHERNET_LENGTH + (frame[14] & 0x0F) * 4
    if kind == b"\x86\xdd" and frame[20] == PROTOCOL_TCP:
        return ETHERNET_LENGTH + IPV6_LENGTH
    return None


def read_header(frame: bytes) -> Header | None:
    """Read the TCP header of a frame, or None where there is none."""
    start = tcp_start(frame)
    if start is None:
        return None
    sport, dport, seq, ack, offset, flags, window = struct.unpack_from("!HHIIBBH", frame, start)
    return Header(sport, dport, seq, ack, flags, window, _ip_end(frame) - start - (offset >> 4) * 4)


def _ip_end(frame: bytes) -> int:
    # By IP's own length: a short frame may be padded.
    if frame[12:14] == b"\x08\x00":
        return ETHERNET_LENGTH + int.from_bytes(frame[16:18], "big")
    return ETHERNET_LENGTH + IPV6_LENGTH + int.from_bytes(frame[18:20], "big")


@dataclass(slots=True)
class _Sender:
    isn: int
    end: int = 0
    segments: int = 0
    data_segments: int = 0


@dataclass
class Senders:
    """Everyone who sends through the relay, and how far each has come."""

    known: dict[tuple[bool, int, int], _Sender] = field(default_factory=dict)

    def place(self, header: Header, from_client: bool) -> Segment:
        """Say what a segment is in the course of its connection."""
        sender = self._sender(header, from_client)
        peer = self.known.get((not from_client, header.dport, header.sport))
        seq = (header.seq - sender.isn) & 0xFFFFFFFF
        end = seq + header.length + bool(header.flags & SYN) + bool(header.flags & FIN)
        again = seq < end <= sender.end
        sender.segments += 1
        sender.data_segments += header.length > 0 and not again
        sender.end = max(sender.end, end)
        ack = (header.ack - peer.isn) & 0xFFFFFFFF if peer and header.flags & ACK else 0
        return Segment(from_client, header, seq, ack, sender.segments, sender.data_segments, again)

    def _sender(self, header: Header, from_client: bool) -> _Sender:
        key = (from_client, header.sport, header.dport)
        sender = self.known.get(key)
        if sender is None or (header.flags & SYN and header.seq != sender.isn):
            sender = self.known[key] = _Sender(header.seq)
        return sender
