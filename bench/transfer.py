"""One message on its way from a sender to its receiver, as a sniffer beside the server sees it.

The sender has a congestion window, fast retransmit and a timer; the receiver acknowledges every second segment, at once
when something is missing, and else after 40 ms. What the client sends and loses is lost before the sniffer (a hole);
what the server sends and loses is lost behind it (seen twice).
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.endpoint import MODULUS, Endpoint, Event
from bench.frames import ACK, PSH

NEAR_US: Final = 30
DELAYED_ACK_US: Final = 40_000
RTO_US: Final = 200_000
WINDOW_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Path:
    """How far the client is, how fast segments follow each other, and how many are lost."""

    rtt: int
    gap: int
    loss: float


@dataclass(frozen=True, slots=True)
class Message:
    """The bytes to send: a head, or a TLS record in each segment, and what is filled in behind."""

    size: int
    segment_size: int
    head: bytes
    in_records: bool
    filler: bytes

    @property
    def count(self) -> int:
        """Tell how many segments carry the message."""
        return -(-self.size // self.segment_size)

    def part(self, index: int) -> bytes:
        """Cut out the payload of one segment."""
        start = index * self.segment_size
        length = min(self.segment_size, self.size - start)
        head = self._record_head(length) if self.in_records else b"" if index else self.head
        first = start % (len(self.filler) >> 1)
        return (head + self.filler[first : first + max(length - len(head), 0)])[:length]

    @staticmethod
    def _record_head(length: int) -> bytes:
        return b"\x17\x03\x03" + (length - 5).to_bytes(2, "big") if length > 5 else b""


class Transfer:
    """A message under way: segments and ACKs in flight, each with the time it passes the sniffer."""

    def __init__(self, ends: tuple[Endpoint, Endpoint], message: Message, path: Path, rng: Random) -> None:
        self._sender, self._receiver = ends
        self._message, self._path, self._rng = message, path, rng
        self._count = message.count
        self._first_seq = self._sender.snd_nxt
        self._segments: deque[tuple[int, int, int]] = deque()
        self._acks: deque[tuple[int, int, int, list[tuple[int, int]]]] = deque()
        self._una = self._nxt = self._recover = self._duplicates = self._timeouts = 0
        self._window = 10
        self._received = self._unacknowledged = 0
        self._beyond: set[int] = set()

    def run(self, at: int, sender_is_client: bool) -> Iterator[Event]:
        """Give the frames in the order of time, until the sender knows that all has arrived."""
        far = self._path.rtt
        self._sender_delay, self._receiver_delay = (far, NEAR_US) if sender_is_client else (NEAR_US, far)
        self._loses_before_sniffer = sender_is_client
        self._fill(at)
        while self._una < self._count:
            if not self._segments and not self._acks:
                self._fire_timer(at)
            if self._acks and (not self._segments or self._acks[0][0] <= self._segments[0][0]):
                at = self._acks[0][0]
                yield self._acknowledge()
            else:
                at, index, echo = self._segments.popleft()
                is_lost = self._rng.random() < self._path.loss
                if not (is_lost and self._loses_before_sniffer):
                    yield self._send(at, index, echo)
                if not is_lost:
                    self._receive(at, index)
        self._sender.snd_nxt = self._seq(self._count)
        self._receiver.hear(self._sender)

    def _seq(self, index: int) -> int:
        return (self._first_seq + min(index * self._message.segment_size, self._message.size)) % MODULUS

    def _queue(self, at: int, index: int) -> None:
        if self._segments:
            at = max(at, self._segments[-1][0] + self._path.gap)
        self._segments.append((at, index, self._sender.echo))

    def _fill(self, at: int) -> None:
        limit = min(self._count, self._una + self._window + len(self._beyond))
        while self._nxt < limit:
            self._queue(at, self._nxt)
            self._nxt += 1

    def _send(self, at: int, index: int, echo: int) -> Event:
        sender, payload = self._sender, self._message.part(index)
        sender.echo = echo
        seq = self._seq(index)
        return sender.segment(at, ACK | PSH if index == self._count - 1 else ACK, payload, seq)

    def _receive(self, at: int, index: int) -> None:
        in_order = index == self._received
        self._unacknowledged += 1
        had_hole = bool(self._beyond)
        if in_order:
            self._advance()
        elif index > self._received:
            self._beyond.add(index)
        is_last = index == self._count - 1
        if had_hole or not in_order or is_last or self._unacknowledged >= 2:
            self._queue_ack(at + self._receiver_delay)

    def _advance(self) -> None:
        self._received += 1
        while self._received in self._beyond:
            self._beyond.remove(self._received)
            self._received += 1

    def _queue_ack(self, at: int) -> None:
        self._unacknowledged = 0
        self._acks.append((at, self._received, self._sender.last_stamp, self._blocks()))

    def _blocks(self) -> list[tuple[int, int]]:
        blocks: list[tuple[int, int]] = []
        for index in sorted(self._beyond):
            if blocks and blocks[-1][1] == index:
                blocks[-1] = blocks[-1][0], index + 1
            else:
                blocks.append((index, index + 1))
        return [(self._seq(first), self._seq(end)) for first, end in reversed(blocks)]

    def _acknowledge(self) -> Event:
        at, received, echo, blocks = self._acks.popleft()
        self._receiver.rcv_nxt, self._receiver.echo = self._seq(received), echo
        event = self._receiver.acknowledge(at, blocks)
        self._sender.echo = self._receiver.last_stamp
        if received > self._una:
            self._accept(at, received)
        else:
            self._count_duplicate(at)
        self._fill(at + self._sender_delay)
        return event

    def _accept(self, at: int, received: int) -> None:
        self._una, self._duplicates, self._timeouts = received, 0, 0
        if received < self._recover:
            # A partial ACK: the next hole is sent at once (RFC 6582).
            self._queue(at + self._sender_delay, received)
        else:
            self._window = min(self._window + 2, WINDOW_LIMIT)

    def _count_duplicate(self, at: int) -> None:
        self._duplicates += 1
        if self._duplicates == 3 and self._una >= self._recover:
            self._window = max(self._window >> 1, 2)
            self._recover = self._nxt
            self._queue(at + self._sender_delay, self._una)

    def _fire_timer(self, at: int) -> None:
        if self._unacknowledged:
            self._queue_ack(at + DELAYED_ACK_US)
            return
        self._window = 2
        self._recover = self._nxt
        self._queue(at + ((RTO_US + self._path.rtt) << min(self._timeouts, 6)), self._una)
        self._timeouts += 1
