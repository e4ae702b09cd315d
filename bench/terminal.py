"""A program in a real pseudo-terminal: what it writes and when, and what then stands on its screen.

Output is taken as it comes and only kept; an emulator (pyte) reads it later. Emulating takes longer than painting, and
a reader that is late would slow down the program it measures. Questions to the terminal are not answered.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import pyte

COLUMNS: Final = 120
LINES: Final = 40
ENVIRONMENT: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}

_READ_BYTES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Burst:
    """Bytes that came with one read, and when."""

    at: float
    data: bytes


class Screen:
    """What a person would see after some output."""

    def __init__(self) -> None:
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, bursts: Sequence[Burst]) -> None:
        """Take in what the program wrote."""
        for burst in bursts:
            self._stream.feed(burst.data)

    def text(self) -> str:
        """Give the lines of the screen."""
        return "\n".join(self._screen.display)

    def ground(self, line: int) -> str:
        """Give the colour that a line's text stands on."""
        return str(self._screen.buffer[line][1].bg)

    def first_time(self, bursts: Sequence[Burst], is_reached: Callable[[str], bool]) -> float | None:
        """Take in burst after burst until the screen's text is as wanted; give the time of that burst."""
        for burst in bursts:
            self.feed([burst])
            if is_reached(self.text()):
                return burst.at
        return None


class Terminal:
    """A child in a pseudo-terminal, from its start until it is killed at the end of the `with` block."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self.has_ended = False

    def __enter__(self) -> Self:
        self.start = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            self._become()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def record(self, quiet: float, limit: float, is_started: bool = True) -> list[Burst]:
        """Take output until none has come for `quiet` seconds, `limit` seconds are over, or the program has ended.

        With `is_started` false, the quiet only counts after the first output.
        """
        bursts: list[Burst] = []
        end = time.perf_counter() + limit
        while (left := end - time.perf_counter()) > 0:
            wait = min(quiet, left) if bursts or is_started else left
            burst = self._read(wait)
            if burst is None:
                break
            bursts.append(burst)
        return bursts

    def press(self, key: bytes) -> float:
        """Write a key, and give the time just before."""
        at = time.perf_counter()
        os.write(self._file, key)
        return at

    def _read(self, wait: float) -> Burst | None:
        if not select.select([self._file], [], [], wait)[0]:
            return None
        try:
            data = os.read(self._file, _READ_BYTES)
        except OSError:  # Linux says so when the child has closed its side, other systems give no bytes.
            data = b""
        self.has_ended = not data
        return Burst(time.perf_counter(), data) if data else None

    def _become(self) -> None:
        try:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(self._command[0], self._command, {**os.environ, **ENVIRONMENT})
        finally:
            os._exit(127)
