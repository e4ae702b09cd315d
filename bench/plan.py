"""Decides, from a seed, who talks to whom, how much is said, and how each connection ends."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from string import ascii_letters
from typing import Final

from bench.connection import SECOND_US, Connection, Round
from bench.endpoint import Endpoint, Options
from bench.frames import Route
from bench.transfer import Message, Path

# In a hundred connections.
ENDING_SHARES: Final = {
    "client_fin": 29,
    "server_fin": 27,
    "three_segments": 14,
    "simultaneous": 3,
    "client_reset": 6,
    "server_reset": 5,
    "refused": 4,
    "unanswered": 3,
    "open": 5,
    "half_closed": 3,
    "gave_up": 1,
}
IPV6_SHARE: Final = 0.10
VLAN_SHARE: Final = 0.05
LOSSY_SHARE: Final = 0.25
PORTS: Final = (80, 443, 8080, 6543)
PORT_SHARES: Final = (4, 4, 1, 2)
FIRST_CLIENT_PORT: Final = 32768
CLIENT_PORTS: Final = 28000

FULL_PAYLOAD: Final = 750
"""The mean payload of a frame, in bytes, when segments are as large as Ethernet lets them be."""

_FILLER_BYTES: Final = 1 << 16
_SPREAD: Final = 1.7
_FRAMES_A_SEGMENT: Final = 1.57
_FRAMES_OF_OPENING_AND_END: Final = 7


@dataclass(frozen=True, slots=True)
class Size:
    """How large a capture is wanted: frames, connections, and mean payload bytes of a frame."""

    packets: int
    connections: int
    payload: int


class Planner:
    """Draws connections one after the other, so that together they have the wanted number of frames."""

    def __init__(self, size: Size, rng: Random) -> None:
        self._size, self._rng = size, rng
        self._packets_left, self._connections_left = size.packets, size.connections
        self._scale = size.payload / FULL_PAYLOAD
        self._filler = bytes(rng.choices(ascii_letters.encode("ascii"), k=_FILLER_BYTES))

    def connections(self) -> Iterator[Connection]:
        """Give every connection of the capture."""
        for number in range(self._size.connections):
            yield self._connection(number)

    def _connection(self, number: int) -> Connection:
        rng = self._rng
        (ending,) = rng.choices(tuple(ENDING_SHARES), tuple(ENDING_SHARES.values()))
        (port,) = rng.choices(PORTS, PORT_SHARES)
        client, server = self._ends(number, port)
        path = _path(rng)
        frames = self._share() if ending not in ("refused", "unanswered") else 0
        self._packets_left -= max(frames, 3)
        self._connections_left -= 1
        rounds = self._rounds(frames, port, client.segment_bytes) if frames else ()
        return Connection(client, server, path, rounds, ending)

    def _share(self) -> int:
        # Log-normal with mean 1: most connections are short, a few carry most of the bytes.
        weight = self._rng.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
        return max(int(self._packets_left / self._connections_left * weight), 10)

    def _ends(self, number: int, port: int) -> tuple[Endpoint, Endpoint]:
        rng = self._rng
        # The number is part of the client's address and port, so no pair of addresses and ports comes twice.
        client_port = FIRST_CLIENT_PORT + number % CLIENT_PORTS
        host = number // CLIENT_PORTS * 251 + number % 251
        addresses = _addresses(host, rng.randrange(1, 200), rng.random() < IPV6_SHARE)
        vlan = rng.randrange(2, 4000) if rng.random() < VLAN_SHARE else None
        options = Options(rng.random() < 0.9, rng.random() < 0.95, 7 if rng.random() < 0.95 else None)
        there, back = Route(*addresses, vlan), Route(*addresses[::-1], vlan)
        return Endpoint(there, (client_port, port), options, rng), Endpoint(back, (port, client_port), options, rng)

    def _rounds(self, frames: int, port: int, segment_bytes: int) -> tuple[Round, ...]:
        rng = self._rng
        segments = max(int((frames - _FRAMES_OF_OPENING_AND_END) / _FRAMES_A_SEGMENT), 2)
        count = min(rng.randrange(1, 4), segments // 2)
        is_upload = rng.random() < 0.2
        size = max(round(min(segment_bytes, segment_bytes * self._scale)), 1)
        rounds: list[Round] = []
        for _ in range(count):
            bulk = max(segments // count - 1, 1) * size - rng.randrange(size)
            small = min(max(round(rng.randrange(120, 900) * self._scale), 1), size)
            up, down = (bulk, small) if is_upload else (small, bulk)
            rounds.append(self._round(True, up, size, port))
            rounds.append(self._round(False, down, size, port))
        return tuple(rounds)

    def _round(self, by_client: bool, size: int, segment_bytes: int, port: int) -> Round:
        rng = self._rng
        pause = int(rng.expovariate(2 if by_client else 40) * SECOND_US)
        head = _http_head(by_client, size, segment_bytes) if port in (80, 8080) else b""
        # A head that would be cut off by a small segment is left out: half a head is no HTTP.
        head = head if len(head) <= min(size, segment_bytes) else b""
        return Round(by_client, pause, Message(size, segment_bytes, head, port == 443, self._filler))


def _path(rng: Random) -> Path:
    rtt = int(math.exp(rng.uniform(math.log(300), math.log(120_000))))
    loss = rng.uniform(0.002, 0.03) if rng.random() < LOSSY_SHARE else 0.0
    return Path(rtt, rng.randrange(12, 130), loss)


def _addresses(host: int, server: int, is_ipv6: bool) -> tuple[bytes, bytes]:
    if is_ipv6:
        network = bytes.fromhex("20010db8") + bytes(8)
        return network + (0x10000 + host).to_bytes(4, "big"), network + server.to_bytes(4, "big")
    return (0x0A010000 + host).to_bytes(4, "big"), (0xC0A80000 + server).to_bytes(4, "big")


def _http_head(by_client: bool, size: int, segment_bytes: int) -> bytes:
    if by_client and size < segment_bytes:
        start = b"GET /list HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: bench\r\nCookie: "
        return start.ljust(size - 4, b"c") + b"\r\n\r\n"
    start = b"POST /item HTTP/1.1\r\nHost: shop.example" if by_client else b"HTTP/1.1 200 OK\r\nServer: bench"
    start += b"\r\nContent-Type: application/octet-stream\r\nContent-Length: "
    return start + b"%8d\r\n\r\n" % max(size - len(start) - 12, 0)
