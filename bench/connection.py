"""The life of one generated connection: handshake, messages, and one of the ways to end."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from bench.endpoint import Endpoint, Event
from bench.frames import ACK, FIN, PSH, RST, SYN
from bench.transfer import NEAR_US, RTO_US, Message, Path, Transfer

SECOND_US: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Round:
    """One message, who sends it, and how long the sender thinks before."""

    by_client: bool
    pause: int
    message: Message


@dataclass(frozen=True, slots=True)
class Connection:
    """All that is decided about a connection before its first frame."""

    client: Endpoint
    server: Endpoint
    path: Path
    rounds: tuple[Round, ...]
    ending: str

    def life(self, at: int, rng: Random) -> Iterator[Event]:
        """Give the connection's frames in the order of time."""
        if self.ending == "unanswered":
            yield from self._call_in_vain(at, rng)
            return
        if self.ending == "refused":
            yield from self._be_refused(at)
            return
        at = yield from self._shake_hands(at)
        for round_ in self.rounds:
            at = yield from self.say(round_, at + round_.pause, rng)
        yield from ENDINGS[self.ending](self, at + rng.randrange(100, SECOND_US), rng)

    def delay(self, end: Endpoint) -> int:
        """Tell how long after a frame this end's reply to it passes the sniffer."""
        return self.path.rtt if end is self.client else NEAR_US

    def peer(self, end: Endpoint) -> Endpoint:
        """Give the other end."""
        return self.server if end is self.client else self.client

    def _call_in_vain(self, at: int, rng: Random) -> Iterator[Event]:
        for attempt in range(rng.randrange(2, 7)):
            yield self.client.open(at)
            at += SECOND_US << attempt

    def _be_refused(self, at: int) -> Iterator[Event]:
        yield self.client.open(at)
        self.server.rcv_nxt = self.client.snd_nxt
        yield self.server.bare(at + NEAR_US, RST | ACK, 0)

    def _shake_hands(self, at: int) -> Generator[Event, None, int]:
        yield self.client.open(at)
        self.server.hear(self.client)
        yield self.server.open(at + NEAR_US, SYN | ACK)
        self.client.hear(self.server)
        at += NEAR_US + self.path.rtt
        yield self.client.acknowledge(at, [])
        self.server.hear(self.client)
        return at

    def say(self, round_: Round, at: int, rng: Random) -> Generator[Event, None, int]:
        """Send one message and give back when the sender knew that it had arrived."""
        sender = self.client if round_.by_client else self.server
        transfer = Transfer((sender, self.peer(sender)), round_.message, self.path, rng)
        for event in transfer.run(at, round_.by_client):
            at = event[0]
            yield event
        return at


def _four_segments(flow: Connection, first: Endpoint, at: int, pause: int) -> Iterator[Event]:
    second = flow.peer(first)
    yield first.segment(at, FIN | ACK)
    second.hear(first)
    at += flow.delay(second)
    yield second.acknowledge(at, [])
    at += pause
    yield second.segment(at, FIN | ACK)
    first.hear(second)
    yield first.acknowledge(at + flow.delay(first), [])


def _three_segments(flow: Connection, at: int, rng: Random) -> Iterator[Event]:
    first = flow.client if rng.random() < 0.5 else flow.server
    second = flow.peer(first)
    yield first.segment(at, FIN | ACK)
    second.hear(first)
    at += flow.delay(second)
    yield second.segment(at, FIN | ACK)
    first.hear(second)
    yield first.acknowledge(at + flow.delay(first), [])


def _client_fin(flow: Connection, at: int, rng: Random) -> Iterator[Event]:
    return _four_segments(flow, flow.client, at, rng.randrange(100, 20_000))


def _server_fin(flow: Connection, at: int, rng: Random) -> Iterator[Event]:
    return _four_segments(flow, flow.server, at, rng.randrange(100, 20_000))


def _simultaneous(flow: Connection, at: int, _rng: Random) -> Iterator[Event]:
    client, server, rtt = flow.client, flow.server, flow.path.rtt
    yield server.segment(at, FIN | ACK)
    # The client's FIN was under way already, and does not acknowledge the server's.
    yield client.segment(at + rtt // 2, FIN | ACK)
    server.hear(client)
    client.hear(server)
    at += rtt // 2 + NEAR_US
    yield server.acknowledge(at, [])
    yield client.acknowledge(at + rtt, [])


def _reset(flow: Connection, end: Endpoint, at: int) -> Iterator[Event]:
    yield end.bare(at, RST | ACK, end.snd_nxt)


def _client_reset(flow: Connection, at: int, _rng: Random) -> Iterator[Event]:
    return _reset(flow, flow.client, at)


def _server_reset(flow: Connection, at: int, _rng: Random) -> Iterator[Event]:
    return _reset(flow, flow.server, at)


def _stay_open(_flow: Connection, _at: int, _rng: Random) -> Iterator[Event]:
    return iter(())


def _half_close(flow: Connection, at: int, rng: Random) -> Iterator[Event]:
    client, server = flow.client, flow.server
    yield client.segment(at, FIN | ACK)
    server.hear(client)
    yield server.acknowledge(at + NEAR_US, [])
    client.echo = server.last_stamp
    pause = rng.randrange(1000, SECOND_US)
    filler = flow.rounds[-1].message
    yield from flow.say(Round(False, pause, filler), at + pause, rng)


def _vanish(flow: Connection, at: int, rng: Random) -> Iterator[Event]:
    server = flow.server
    payload = flow.rounds[-1].message.part(0)
    seq = server.snd_nxt
    for attempt in range(rng.randrange(4, 8)):
        yield server.segment(at, ACK | PSH, payload, seq)
        at += (RTO_US + flow.path.rtt) << attempt


Ending = Callable[[Connection, int, Random], Iterator[Event]]

ENDINGS: Final[dict[str, Ending]] = {
    "client_fin": _client_fin,
    "server_fin": _server_fin,
    "three_segments": _three_segments,
    "simultaneous": _simultaneous,
    "client_reset": _client_reset,
    "server_reset": _server_reset,
    "open": _stay_open,
    "half_closed": _half_close,
    "gave_up": _vanish,
}
