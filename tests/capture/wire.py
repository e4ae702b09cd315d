"""A wire to capture on: two network namespaces joined by a pair of interfaces, and what is sent over it."""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lab.namespace import Namespace
from tui_tcp.capture.live import LiveSource, open_live
from tui_tcp.capture.wish import Wish
from tui_tcp.model.session import Session

NAME, FAR = "v0", "v1"
HERE, THERE = "10.7.0.1", "10.7.0.2"
ETH_P_ALL = 0x0003
PATIENCE_S = 10


class Wire:
    """Interface v0 in the namespace `here`, v1 in `there`; nothing passes but what a test sends."""

    def __init__(self) -> None:
        self.here, self.there = Namespace(), Namespace()
        self._sources: list[LiveSource] = []
        for namespace in (self.here, self.there):
            namespace.set_sysctl("net.ipv6.conf.all.disable_ipv6", 1)
            namespace.set_sysctl("net.ipv6.conf.default.disable_ipv6", 1)
            namespace.ip("link set lo up")
        self.plug_in()

    def plug_in(self) -> None:
        """Make the pair of interfaces."""
        self.here.ip(f"link add {NAME} type veth peer name {FAR} netns {self.there.path}")
        self.there.ip(f"addr add {THERE}/24 dev {FAR}", f"link set {FAR} up")
        self.here.ip(f"addr add {HERE}/24 dev {NAME}", f"link set {NAME} up")
        wait_until(lambda: "UP" in self.state())

    def state(self) -> str:
        with self.here.entered():
            command = ["ip", "-br", "link", "show", NAME]
            return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("<")[0]

    def close(self) -> None:
        for source in self._sources:
            source.close()
        self.here.close()
        self.there.close()

    def open(self, wish: Wish) -> LiveSource:
        """Begin a capture, which ends with the test at the latest."""
        with self.here.entered():
            source = open_live(wish)
        self._sources.append(source)
        return source

    def send(self, *frames: bytes) -> None:
        """Send frames from the far end."""
        with (
            self.there.entered(),
            socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)) as far,
        ):
            far.bind((FAR, ETH_P_ALL))
            for frame in frames:
                far.send(frame)

    def connect(self, count: int = 1, size: int = 100) -> None:
        """Make connections from here to there, one after the other, each with a request and an answer."""
        with self.there.entered():
            listener = socket.create_server((THERE, 0))
        for _ in range(count):
            with self.here.entered():
                client = socket.create_connection(listener.getsockname(), timeout=PATIENCE_S)
            server, _ = listener.accept()
            for sender, receiver in ((client, server), (server, client)):
                sender.sendall(b"x" * size)
                received = 0
                while received < size:
                    received += len(receiver.recv(1 << 16))
            client.close()
            server.close()
        listener.close()

    def passed(self) -> int:
        """Packets that the kernel counts on v0, both ways."""
        with self.here.entered():
            lines = Path("/proc/thread-self/net/dev").read_text().splitlines()
        numbers = next(line.partition(":")[2] for line in lines if line.strip().startswith(NAME)).split()
        return int(numbers[1]) + int(numbers[9])

    @contextmanager
    def running(
        self,
        *words: str,
        more: dict[str, str] | None = None,
        through: Sequence[str] = (),
        terminal: int = subprocess.DEVNULL,
    ) -> Iterator["subprocess.Popen[str]"]:
        """Run the command line here: with more in the environment, through another program, asking at a terminal."""
        command = [sys.executable, "-m", "tui_tcp", *words]
        with self.here.entered():
            process = subprocess.Popen(
                [*through, shlex.join(command)] if through else command,
                stdin=terminal,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if terminal < 0 else terminal,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **(more or {})},
            )
        with process:
            try:
                yield process
            finally:
                process.kill()


def read_all(source: LiveSource) -> Session:
    """Read a live capture to its end."""
    session = Session(source)
    session.read()
    return session


def read_until(session: Session, is_enough: Callable[[], bool]) -> None:
    """Read until it is so."""
    until = time.monotonic() + PATIENCE_S
    session.read(lambda: is_enough() or time.monotonic() > until)
    assert is_enough()


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for what another process does."""
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """The processes that a process started and that live."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def fact(pid: int, name: str) -> str:
    """What the kernel says of a process in /proc/PID/status."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(name + ":"))


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or waits for nothing but that somebody asks how it ended."""
    try:
        return fact(pid, "State").startswith("Z")
    except FileNotFoundError:
        return True
