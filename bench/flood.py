"""Traffic for the live benchmark, as programs of their own: `python -m bench.flood KIND ...`.

Each runs in the network namespace that it was started in.
"""

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bench.frames import ACK, PSH, SYN, Route

PORT: Final = 5201
MSS: Final = 88
STREAMS: Final = 4
ETH_P_ALL: Final = 3
CLIENT, SERVER = bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2))
PAYLOAD: Final = 100
FIRST_KNOCK, KNOCKS = 10_000, 30_000  # ports
_PIECE: Final = bytes(1 << 16)
_SO_MAX_PACING_RATE: Final = 47  # asm-generic/socket.h


def sink(address: str) -> None:
    """Take in all that is sent, on STREAMS connections, and end with the last."""
    listener = socket.create_server((address, PORT))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, MSS)
    print("ready", flush=True)
    threads = [threading.Thread(target=_drink, args=(listener.accept()[0],)) for _ in range(STREAMS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _drink(stream: socket.socket) -> None:
    buffer = bytearray(1 << 20)
    while stream.recv_into(buffer):
        pass
    stream.close()


def flood(address: str, seconds: str, bytes_a_second: str) -> None:
    """Send small segments for so long, at about such a rate."""
    streams = []
    for _ in range(STREAMS):
        stream = socket.socket()
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, MSS)
        stream.setsockopt(socket.SOL_SOCKET, _SO_MAX_PACING_RATE, int(bytes_a_second) // STREAMS)
        stream.connect((address, PORT))
        streams.append(stream)
    until = time.monotonic() + float(seconds)
    threads = [threading.Thread(target=_pour, args=(stream, until)) for stream in streams]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _pour(stream: socket.socket, until: float) -> None:
    with contextlib.suppress(OSError):
        while time.monotonic() < until:
            stream.send(_PIECE)
    stream.close()


def drip(interface: str, seconds: str, packets_a_second: str) -> None:
    """Send a conversation evenly, segment and acknowledgment in turns, without a kernel's TCP behind it."""
    _send(interface, _conversation(int(int(packets_a_second) * float(seconds))), int(packets_a_second))


def knock(interface: str, seconds: str, packets_a_second: str) -> None:
    """Begin connections evenly, and leave it at that."""
    count = int(int(packets_a_second) * float(seconds))
    frames = (knock_frame(FIRST_KNOCK + number % KNOCKS, number // KNOCKS) for number in range(count))
    _send(interface, frames, int(packets_a_second))


def knock_frame(port: int, server: int = 0) -> bytes:
    """Make a connection's first packet."""
    return Route(CLIENT, SERVER).tcp((port, 80 + server, 1, 0, SYN, 500), b"", b"")


def _send(interface: str, frames: Iterable[bytes], rate: int) -> None:
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as wire:
        wire.bind((interface, ETH_P_ALL))
        begun = time.monotonic()
        for number, frame in enumerate(frames):
            wire.send(frame)
            ahead = begun + number / rate - time.monotonic()
            if ahead > 0.0005:
                time.sleep(ahead)


def _conversation(packets: int) -> Iterator[bytes]:
    there, back = Route(CLIENT, SERVER), Route(SERVER, CLIENT)
    payload, seq = bytes(PAYLOAD), 1
    for number in range(packets):
        if number % 2:
            yield back.tcp((80, 40000, 1, seq, ACK, 500), b"", b"")
        else:
            yield there.tcp((40000, 80, seq, 1, ACK | PSH, 500), b"", payload)
            seq = seq + PAYLOAD & 0xFFFFFFFF


KINDS: Final[dict[str, Callable[..., None]]] = {"sink": sink, "flood": flood, "drip": drip, "knock": knock}

if __name__ == "__main__":
    KINDS[sys.argv[1]](*sys.argv[2:])
