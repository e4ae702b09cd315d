"""The relay: holds every frame for the time the way takes and hands it to the other side, unless a rule says else."""

from __future__ import annotations

import heapq
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from lab.segment import ETHERNET_LENGTH, Segment, Senders, flag_letters, read_header

Act = Literal["drop", "delay", "duplicate", "swap", "mark_ce"]
Matches = Callable[[Segment], bool]
ALWAYS = 1_000_000
POLL_S = 0.05
CE = 0x03


@dataclass
class Rule:
    """What is done to the first `times` segments that match."""

    act: Act
    name: str
    matches: Matches
    times: int = 1
    extra_s: float = 0.0
    hits: int = 0

    def takes(self, segment: Segment) -> bool:
        """Whether this segment is one of those."""
        return self.hits < self.times and self.matches(segment)


class Relay(threading.Thread):
    """Forwards frames between the client's side and the server's, and keeps a log of the segments."""

    def __init__(self, client_side: socket.socket, server_side: socket.socket, delay_s: float) -> None:
        super().__init__(name="relay", daemon=True)
        self.rules: list[Rule] = []
        self.log: list[dict[str, Any]] = []
        self.latest_s = 0.0
        """By how much a frame was sent too late at worst: a busy machine."""
        self._sides = {True: client_side, False: server_side}
        self._delay_s = delay_s
        self._senders = Senders()
        self._due: list[tuple[float, int, bool, bytes]] = []
        self._order = count()
        self._held: dict[bool, bytes] = {}
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Stop forwarding and close both sides."""
        self._stopping.set()
        self.join(timeout=5)
        for side in self._sides.values():
            side.close()

    def run(self) -> None:
        """Forward until stopped."""
        while not self._stopping.is_set():
            ready, _, _ = select.select(list(self._sides.values()), [], [], self._patience())
            for from_client, side in self._sides.items():
                if side in ready:
                    self._take(side.recv(65535), from_client)
            self._send_due()

    def _patience(self) -> float:
        if not self._due:
            return POLL_S
        return min(POLL_S, max(0.0, self._due[0][0] - time.monotonic()))

    def _send_due(self) -> None:
        while self._due and self._due[0][0] <= time.monotonic():
            due, _, from_client, frame = heapq.heappop(self._due)
            self.latest_s = max(self.latest_s, time.monotonic() - due)
            self._sides[not from_client].send(frame)

    def _take(self, frame: bytes, from_client: bool) -> None:
        header = read_header(frame)
        rule = None
        if header is not None:
            segment = self._senders.place(header, from_client)
            rule = next((r for r in self.rules if r.takes(segment)), None)
            self.log.append(_entry(segment, rule))
        if rule is None:
            self._queue(frame, from_client)
        else:
            rule.hits += 1
            self._treat(rule, frame, from_client)

    def _treat(self, rule: Rule, frame: bytes, from_client: bool) -> None:
        match rule.act:
            case "drop":
                pass
            case "delay":
                self._queue(frame, from_client, rule.extra_s)
            case "duplicate":
                self._queue(frame, from_client)
                self._queue(frame, from_client, rule.extra_s)
            case "swap":
                self._held[from_client] = frame
            case "mark_ce":
                self._queue(marked_ce(frame), from_client)

    def _queue(self, frame: bytes, from_client: bool, extra_s: float = 0.0) -> None:
        due = time.monotonic() + self._delay_s + extra_s
        heapq.heappush(self._due, (due, next(self._order), from_client, frame))
        held = self._held.pop(from_client, None)
        if held is not None:
            heapq.heappush(self._due, (due, next(self._order), from_client, held))


def marked_ce(frame: bytes) -> bytes:
    """Set Congestion Experienced in an IPv4 frame, as a router with a long queue does."""
    header = bytearray(frame[ETHERNET_LENGTH : ETHERNET_LENGTH + (frame[14] & 0x0F) * 4])
    header[1] |= CE
    header[10:12] = b"\x00\x00"
    header[10:12] = internet_checksum(bytes(header)).to_bytes(2, "big")
    return frame[:ETHERNET_LENGTH] + bytes(header) + frame[ETHERNET_LENGTH + len(header) :]


def internet_checksum(data: bytes) -> int:
    """Compute the ones' complement sum of RFC 1071."""
    total = sum(int.from_bytes(data[i : i + 2].ljust(2, b"\x00"), "big") for i in range(0, len(data), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _entry(segment: Segment, rule: Rule | None) -> dict[str, Any]:
    header = segment.header
    entry: dict[str, Any] = {
        "t": round(time.time(), 6),
        "dir": "c2s" if segment.from_client else "s2c",
        "sport": header.sport,
        "dport": header.dport,
        "flags": flag_letters(header.flags),
        "rel": segment.rel_seq,
        "relack": segment.rel_ack,
        "len": header.length,
        "win": header.window,
        "idx": segment.nth,
        "didx": segment.nth_data,
        "retx": segment.again,
    }
    return entry if rule is None else {**entry, "rule": rule.name, "act": rule.act}
