"""Frames of many kinds, and a field's values over them."""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tests.builders import established
from tests.dissect import builders as b
from tests.model.captures import frame, session_with
from tui_tcp.fields.field import Value
from tui_tcp.fields.slab import Slab
from tui_tcp.fields.table import frame_fields
from tui_tcp.model.session import Session

MACS = bytes.fromhex("020000000002020000000001")
QUOTED = b.ip(struct.pack(">HHIIHHHH", 40_000, 80, 7, 0, 5 << 12 | 2, 100, 0, 0))


def ethernet(payload: bytes, kind: int) -> bytes:
    return MACS + kind.to_bytes(2, "big") + payload


def icmp(kind: int, rest: bytes) -> bytes:
    return b.ether(b.ip(bytes([kind, 0]) + bytes(2) + rest, 1))


def with_options(options: bytes, flags: int = 2) -> bytes:
    """A segment with TCP options, a multiple of four bytes."""
    words = 5 + len(options) // 4
    numbers = struct.pack(">HHIIHHHH", 40_000, 80, 1000, 0, words << 12 | flags, 65535, 0xBEEF, 0)
    return b.ether(b.ip(numbers + options))


def read(folder: Path, frames: Sequence[bytes], name: str) -> list[Value]:
    """A field of every frame."""
    session = session_with(folder, frames)
    return values_of(session, name)


def values_of(session: Session, name: str) -> list[Value]:
    return list(frame_fields([name])[0].read(slab(session)))


def slab(session: Session) -> Slab:
    return Slab(session, np.arange(session.frame_count))


HANDSHAKE = [frame(line) for line in established()]
