"""Small captures of all kinds, and which of their frames a filter matches."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.builders import ack, back, data, established, fin, syn
from tests.dissect import builders as b
from tests.model.captures import frame, session_with
from tui_tcp.filters import compile_filter
from tui_tcp.model.session import Session

QUERY = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03www\x07example\x03org\x00\x00\x01\x00\x01"
ARP = bytes.fromhex("ffffffffffff020000000001 0806 0001080006040001 020000000001 0a090001 000000000000 0a090002")
HTTP = b"GET /a HTTP/1.1\r\nHost: www.example.org\r\n\r\n"


def tagged(whole: bytes, number: int) -> bytes:
    """An Ethernet frame with an 802.1Q tag."""
    return whole[:12] + b"\x81\x00" + number.to_bytes(2, "big") + whole[12:]


def with_payload(whole: bytes, payload: bytes) -> bytes:
    """A frame of the builders, its zeros exchanged for other bytes of the same length."""
    return whole[: len(whole) - len(payload)] + payload


FRAMES = [
    *map(frame, established()),  # 1 to 3
    with_payload(frame(data(1, len(HTTP))), HTTP),  # 4
    frame(back(ack(1, 1 + len(HTTP)))),  # 5
    frame(fin(1 + len(HTTP), 1)),  # 6
    b.ether(b.ip(b.udp(QUERY, (5000, 53)), 17)),  # 7
    ARP,  # 8
    tagged(frame(syn(), port=50_000), 42),  # 9
]
EVERY = list(range(1, len(FRAMES) + 1))
SEGMENTS = [1, 2, 3, 4, 5, 6, 9]


def capture(folder: Path, frames: Sequence[bytes] = tuple(FRAMES)) -> Session:
    return session_with(folder, frames)


def matching(session: Session, text: str) -> list[int]:
    """The numbers of the frames that match."""
    mask = compile_filter(text).frames(session, 0, session.frame_count)
    return [int(row) + 1 for row in np.flatnonzero(mask)]
