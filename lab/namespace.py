"""Network namespaces without names: each lives as long as the file descriptor that holds it."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLONE_NEWNS = 0x00020000
CLONE_NEWNET = 0x40000000
MS_REC = 0x4000
MS_PRIVATE = 1 << 18

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _current() -> int:
    return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


@contextmanager
def _returning_home() -> Iterator[None]:
    home = _current()
    try:
        yield
    finally:
        _checked(_libc.setns(home, CLONE_NEWNET))
        os.close(home)


def mount_privately(kind: str, at: Path) -> None:
    """Mount a kernel file system where only this process sees it; it goes when the process goes."""
    _checked(_libc.mount(kind.encode(), os.fsencode(at), kind.encode(), 0, None))


def leave_shared_mounts() -> None:
    """Give this process its own list of mounts."""
    _checked(_libc.unshare(CLONE_NEWNS))
    _checked(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))


class Namespace:
    """A network of its own, which a thread enters for as long as it needs to open something there."""

    def __init__(self) -> None:
        with _returning_home():
            _checked(_libc.unshare(CLONE_NEWNET))
            self.fd = _current()

    @property
    def path(self) -> str:
        """The name under which `ip` finds this namespace."""
        return f"/proc/{os.getpid()}/fd/{self.fd}"

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Move the calling thread in; sockets and files opened here stay here after it has left."""
        with _returning_home():
            _checked(_libc.setns(self.fd, CLONE_NEWNET))
            yield

    def ip(self, *commands: str) -> None:
        """Run iproute2 commands inside."""
        with self.entered():
            subprocess.run(
                ["ip", "-batch", "-"],
                input="\n".join(commands) + "\n",
                text=True,
                check=True,
                capture_output=True,
                timeout=10,
            )

    def set_sysctl(self, name: str, value: str | int) -> None:
        """Set one kernel parameter of this namespace, such as net.ipv4.tcp_sack."""
        with self.entered():
            Path("/proc/sys", *name.split(".")).write_text(f"{value}\n")

    def close(self) -> None:
        """Let go; the kernel takes the namespace and its interfaces away once nothing else holds them."""
        os.close(self.fd)
