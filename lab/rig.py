"""What a scenario has in its hands: sockets on both hosts, rules for the relay, and a log of what was done.

One thread plays both programs in turn. That is enough, for the kernels do their part while it waits, and it makes a
scenario read like a story. Sockets block; what ends a scenario that hangs is the alarm of `lab.record`.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from typing import Any

from lab.network import Host, Network
from lab.polls import Polls
from lab.relay import Act, Matches, Relay, Rule
from lab.segment import Segment

HTTP_PORT = 80
MSS = 1448
"""Bytes of payload in a full segment: 1500 less the headers of IPv4 and TCP with timestamps."""
DELAYED_ACK_S = 0.1
"""Longer than a kernel holds an acknowledgement back."""


class Lab:
    """Two hosts and the relay between them, while one scenario is played."""

    def __init__(self, network: Network, relay: Relay, polls: Polls) -> None:
        self.client = network.client
        self.server = network.server
        self.events: list[dict[str, Any]] = []
        self._relay = relay
        self._polls = polls
        self._open: list[socket.socket] = []
        self._listeners: dict[tuple[str, int], socket.socket] = {}

    def note(self, event: str, **details: Any) -> None:
        """Log what a program does."""
        self.events.append({"t": round(time.time(), 6), "ev": event, **details})

    def pause(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def rule(self, act: Act, name: str, matches: Matches, *, times: int = 1, extra_s: float = 0.0) -> None:
        """Have the relay do something to the first segments that match."""
        self._relay.rules.append(Rule(act, name, matches, times, extra_s))

    def open_socket(self, host: Host, family: int = socket.AF_INET) -> socket.socket:
        """Open a TCP socket on a host."""
        opened = host.open_socket(family)
        # The machine's default may be one that paces and models the path; what RFC 5681 says is to be seen.
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"cubic")
        return self._keep("client" if host is self.client else "server", opened)

    def bound_socket(self, host: Host, port: int = 0, family: int = socket.AF_INET) -> socket.socket:
        """Open a TCP socket and bind it before it connects: so the kernel's trace of connecting knows the port."""
        opened = self.open_socket(host, family)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(("", port))
        return opened

    def listen(self, port: int = HTTP_PORT, address: str | None = None) -> socket.socket:
        """Listen on the server; once for each address and port."""
        at = (address or self.server.ipv4, port)
        if at not in self._listeners:
            listener = self.open_socket(self.server, _family(at[0]))
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(at)
            listener.listen()
            self._listeners[at] = listener
            self.note("listen", port=port)
        return self._listeners[at]

    def connect(
        self, port: int = HTTP_PORT, address: str | None = None, from_port: int = 0
    ) -> tuple[socket.socket, socket.socket]:
        """Connect client to server; the client's socket and the one the server accepts."""
        listener = self.listen(port, address)
        client = self.dial(port, address, from_port)
        return client, self.accept(listener)

    def dial(self, port: int, address: str | None = None, from_port: int = 0) -> socket.socket:
        """Connect from the client's side and wait for the answer."""
        address = address or self.server.ipv4
        client = self.bound_socket(self.client, from_port, _family(address))
        self.note("connect", port=port)
        client.connect((address, port))
        self.note("connected", sport=client.getsockname()[1])
        return client

    def accept(self, listener: socket.socket) -> socket.socket:
        """Wait for a connection on the server's side."""
        accepted, _ = listener.accept()
        self.note("accepted")
        return self._keep("server", accepted)

    def transfer(self, sender: socket.socket, receiver: socket.socket, data: bytes) -> None:
        """Send data while the other end reads it, until all has arrived."""
        self.note("send", bytes=len(data))
        feeder = threading.Thread(target=sender.sendall, args=(data,), daemon=True)
        feeder.start()
        receive(receiver, len(data))
        feeder.join()
        self.note("received")

    def converse(self, client: socket.socket, server: socket.socket, question: bytes, answer: bytes) -> None:
        """Ask and answer once."""
        self.transfer(client, server, question)
        self.transfer(server, client, answer)

    def close(self, first: socket.socket, second: socket.socket, between_s: float = DELAYED_ACK_S) -> None:
        """Close one end, then the other after it has read the end of the stream."""
        self.finish(first)
        receive_rest(second)
        self.pause(between_s)
        self.finish(second)
        receive_rest(first)
        first.close()
        second.close()

    def finish(self, end: socket.socket) -> None:
        """Send FIN and go on reading."""
        self.note("shutdown", port=end.getsockname()[1])
        end.shutdown(socket.SHUT_WR)

    def abort(self, end: socket.socket) -> None:
        """Close at once with RST, as SO_LINGER with zero seconds does."""
        self.note("abort", port=end.getsockname()[1])
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.close()

    def close_everything(self) -> None:
        """Close what is still open, after the taps have stopped."""
        for opened in self._open:
            opened.close()

    def _keep(self, side: str, opened: socket.socket) -> socket.socket:
        self._polls.watch(f"{side}{len(self._open)}", opened)
        self._open.append(opened)
        return opened


def receive(receiver: socket.socket, length: int) -> bytes:
    """Read just so many bytes."""
    data = bytearray()
    while len(data) < length:
        part = receiver.recv(length - len(data))
        if not part:
            raise ConnectionError(f"the stream ended after {len(data)} of {length} bytes")
        data += part
    return bytes(data)


def receive_rest(receiver: socket.socket) -> bytes:
    """Read until the other end has closed."""
    parts = []
    while part := receiver.recv(65536):
        parts.append(part)
    return b"".join(parts)


def lines(length: int) -> bytes:
    """Make text of a given length, numbered so that a reader sees where he is."""
    text = "".join(f"{number:06d} all work and no loss makes TCP a dull stream\n" for number in range(length // 40 + 1))
    return text.encode()[:length]


def client_data(nth: int) -> Matches:
    """The client's nth segment of data, when it is sent first."""

    def matches(segment: Segment) -> bool:
        return segment.from_client and segment.is_new_data(nth)

    return matches


def _family(address: str) -> int:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
