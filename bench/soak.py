"""An hour of capture in miniature: many more packets than stay in memory, and how much memory that takes."""

import struct
import time
from typing import Any, Final

import numpy as np

from bench.frames import ACK, PSH, SYN, Route
from bench.report import Section, megabytes
from tui_tcp.model.bound import Bound, resident
from tui_tcp.model.session import Session

PACKETS: Final = 20_000_000
KEPT: Final = 1_000_000
CONNECTIONS: Final = 1000
REQUEST, ANSWER = 100, 200
LOOKS: Final = 10
CLIENT, SERVER = bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2))
FIRST_PORT: Final = 20_000
ROUNDS_A_SECOND: Final = 20
_PCAP: Final = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)
_SEQ_AT: Final = 16 + 14 + 20 + 4  # of the sequence number within a record; the acknowledgment follows
_THERE, _BACK = Route(CLIENT, SERVER), Route(SERVER, CLIENT)
# What a round adds to the numbers of its four packets.
_SEQ_STEPS, _ACK_STEPS = (REQUEST, ANSWER, ANSWER, REQUEST), (ANSWER, REQUEST, REQUEST, ANSWER)

Array = np.ndarray[Any, np.dtype[Any]]


class Rounds:
    """A source of rounds of packets, none of which is stored: each is the first with later times and numbers.

    A round is a request, an answer and their acknowledgments on every one of CONNECTIONS connections.
    """

    warning, is_complete = "", True
    gone, is_short, lost, remains = 0, False, None, None

    def __init__(self, rounds: int) -> None:
        self.name = "soak"
        records = [record for number in range(CONNECTIONS) for record in _exchange(number)]
        starts = np.cumsum([0, *map(len, records[:-1])])
        self._head = _PCAP + b"".join(_opening(number) for number in range(CONNECTIONS))
        self._round = np.frombuffer(bytearray(b"".join(records)), np.uint8)
        self._fields = [
            (_places(starts, 0), "<u4", np.ones(len(starts), np.int64)),
            (_places(starts, _SEQ_AT), ">u4", np.tile(_SEQ_STEPS, CONNECTIONS)),
            (_places(starts, _SEQ_AT + 4), ">u4", np.tile(_ACK_STEPS, CONNECTIONS)),
        ]
        self._values = [_values(self._round, places, order) for places, order, _ in self._fields]
        self._number = 0
        self.size = len(self._head) + rounds * len(self._round)

    def read_into(self, buffer: memoryview, position: int) -> int:
        """Read as from a file, at most to the end of a round."""
        if position < len(self._head):
            piece = memoryview(self._head)[position : position + len(buffer)]
        elif position >= self.size:
            return 0
        else:
            number, at = divmod(position - len(self._head), len(self._round))
            self._turn_to(number)
            piece = self._round.data[at : at + len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)

    def _turn_to(self, number: int) -> None:
        if number == self._number:
            return
        self._number = number
        for (places, order, steps), values in zip(self._fields, self._values, strict=True):
            turns = number // ROUNDS_A_SECOND if order == "<u4" else number
            moved = (values + turns * steps & 0xFFFFFFFF).astype(order)
            self._round[places] = moved.view(np.uint8).reshape(-1, 4)

    def read(self, position: int, size: int) -> bytes:
        """Return bytes, as a file does."""
        buffer = bytearray(size)
        return bytes(buffer[: self.read_into(memoryview(buffer), position)])

    def wait(self, seconds: float) -> None:
        """All is there."""

    def stop(self) -> None:
        """Nothing grows."""

    def close(self) -> None:
        """Nothing is open."""


def _places(starts: Array, at: int) -> Array:
    """Where the four bytes of a field lie, a row a packet."""
    places: Array = (starts + at)[:, None] + np.arange(4)
    return places


def _values(data: Array, places: Array, order: str) -> Array:
    values: Array = data[places].reshape(-1).view(order).astype(np.int64)
    return values


def _record(frame: bytes) -> bytes:
    return struct.pack("<IIII", 1_000_000, 0, len(frame), len(frame)) + frame


def _opening(number: int) -> bytes:
    port = FIRST_PORT + number
    return b"".join(
        map(
            _record,
            (
                _THERE.tcp((port, 80, 0, 0, SYN, 64240), b"", b""),
                _BACK.tcp((80, port, 0, 1, SYN | ACK, 64240), b"", b""),
                _THERE.tcp((port, 80, 1, 1, ACK, 64240), b"", b""),
            ),
        )
    )


def _exchange(number: int) -> list[bytes]:
    port, asked, answered = FIRST_PORT + number, 1 + REQUEST, 1 + ANSWER
    return [
        _record(_THERE.tcp((port, 80, 1, 1, ACK | PSH, 64240), b"", bytes(REQUEST))),
        _record(_BACK.tcp((80, port, 1, asked, ACK, 64240), b"", b"")),
        _record(_BACK.tcp((80, port, 1, asked, ACK | PSH, 64240), b"", bytes(ANSWER))),
        _record(_THERE.tcp((port, 80, asked, answered, ACK, 64240), b"", b"")),
    ]


def soak(packets: int = PACKETS, kept: int = KEPT) -> Section:
    """Read so many packets, and look at the memory on the way."""
    section = Section(
        "soak",
        f"{packets:,} packets on {CONNECTIONS:,} connections, the newest {kept:,} kept",
        ("packets so far", "of them kept", "resident MB", "s"),
    )
    session = Session(Rounds(packets // (4 * CONNECTIONS)), Bound(packets=kept))
    begun, looks = time.perf_counter(), [packets * look // LOOKS for look in range(1, LOOKS + 1)]
    found: list[int] = []

    def look() -> bool:
        count = session.frame_count
        while looks and count >= looks[0]:
            looks.pop(0)
            found.append(resident())
            held = count - session.columns.first
            row = [f"{count:,}", f"{held:,}", megabytes(found[-1]), f"{time.perf_counter() - begun:.1f}"]
            section.rows.append(row)
        return False

    session.read(look)
    look()
    growth = found[-1] - found[1]
    section.notes.append(f"from the second look to the last the memory grew by {growth / 1e6:.1f} MB")
    section.figures |= {"grown bytes": growth, "resident bytes": [float(value) for value in found]}
    return section
