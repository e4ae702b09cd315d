"""In a real terminal: it starts, follows a change of size, leaves, and leaves the terminal as it was."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from tests.app.driving import SAMPLE
from tui_tcp.app import run
from tui_tcp.app.start import start_again, with_interface
from tui_tcp.errors import CaptureError, UsageError

PROGRAM = "import sys; from tui_tcp.app import run; sys.exit(run(sys.argv[1] if len(sys.argv) > 1 else None))"
PATIENCE_S = 60.0
ROOT = Path(__file__).parents[2]


class Terminal:
    """A pseudo-terminal with the application in it."""

    def __init__(
        self, *arguments: str, columns: int = 100, lines: int = 30, stdin: int | None = None, program: str
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.resize(columns, lines)
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdin=self.slave if stdin is None else stdin,
            stdout=self.slave,
            stderr=self.slave,
            env=_environment(),
            preexec_fn=self._take_terminal,
            start_new_session=True,
        )

    def _take_terminal(self) -> None:
        """Begin as from a login: ^C counts, though what runs the tests in the background may ignore it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def press(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def read(self, seconds: float) -> None:
        if select.select([self.master], [], [], seconds)[0]:
            data = os.read(self.master, 1 << 16)
            self.output += data
            self.stream.feed(data)

    def waits_for(self, text: str) -> bool:
        end = time.monotonic() + PATIENCE_S
        while text not in self.text() and time.monotonic() < end:
            self.read(0.1)
        return text in self.text()

    def text(self) -> str:
        return "\n".join(self.screen.display)

    def ends(self) -> int:
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        self.read(0.05)
        return self.process.wait(0.1)


def _environment() -> dict[str, str]:
    """The environment without the size that a test runner may have put there."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return kept | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}


@contextmanager
def terminal(*arguments: str, stdin: int | None = None, program: str = PROGRAM) -> Iterator[Terminal]:
    """The application in a terminal, and its end."""
    opened = Terminal(*arguments, stdin=stdin, program=program)
    try:
        yield opened
    finally:
        opened.process.kill()
        opened.process.wait()
        os.close(opened.master)
        os.close(opened.slave)


def assert_restored(used: Terminal, last: int = 300) -> None:
    assert termios.tcgetattr(used.slave) == used.before
    for mode in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1006l", b"\x1b[?2004l", b"\x1b[?1004l"):
        assert mode in used.output[-last:]
    assert b"Traceback" not in used.output


@pytest.mark.parametrize("leave", [b"q", b"\x03", b"\x11"], ids=["q", "ctrl+c", "ctrl+q"])
def test_it_starts_and_leaves_the_terminal_as_it_was(leave: bytes) -> None:
    with terminal(str(SAMPLE)) as used:
        assert used.waits_for("Opened in")
        used.press(leave)
        assert used.ends() == 0
        assert_restored(used)


def test_it_follows_the_size_of_the_terminal() -> None:
    with terminal(str(SAMPLE)) as used:
        assert used.waits_for("Opened in")
        for columns, lines, text in ((40, 10, "too small"), (160, 50, "Duration"), (40, 12, "too small")):
            assert text not in used.text()  # so that it is the answer to this change
            used.resize(columns, lines)
            assert used.waits_for(text)
        used.press(b"q")
        assert used.ends() == 0


def test_a_file_that_is_no_capture_is_told_and_remembered_in_the_exit_status(fixtures: Path) -> None:
    with terminal(str(fixtures / "bad" / "text.pcap")) as used:
        assert used.waits_for("Nothing could be read")
        used.press(b"q")
        assert used.ends() == 2
        assert_restored(used)


def test_a_capture_can_come_through_standard_input() -> None:
    with SAMPLE.open("rb") as capture, terminal("-", stdin=capture.fileno()) as used:
        assert used.waits_for("Opened in")
        used.press(b"jjj")
        assert used.waits_for("Refused")
        used.press(b"q")
        assert used.ends() == 0
        assert_restored(used)


def test_what_cannot_be_opened_is_told_before_the_screen() -> None:
    with pytest.raises(CaptureError, match="no such file"):
        run("/nowhere/at/all.pcap")


def test_patience_with_what_has_ended_is_refused() -> None:
    with pytest.raises(UsageError, match="for a capture that runs"):
        run(str(SAMPLE), patience=10**9)


def test_it_can_become_itself_with_other_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-m", "tui_tcp", "a.pcap"])
    monkeypatch.setattr(sys, "argv", ["tui_tcp", "a.pcap"])
    monkeypatch.setattr(os, "execv", lambda *what: begun.append(what))
    start_again("-i", "eth0")
    assert begun == [(sys.executable, [sys.executable, "-m", "tui_tcp", "-i", "eth0"])]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], ["--iface=eth0"]),
        (["-i"], ["--iface=eth0"]),
        (["--iface", "-f", "port 80"], ["--iface=eth0", "-f", "port 80"]),
        (["-Y", "tcp", "-i"], ["-Y", "tcp", "--iface=eth0"]),
        (["-i", "lo", "-i"], ["-i", "lo", "--iface=eth0"]),
    ],
)
def test_the_chosen_interface_goes_where_it_was_left_out(arguments: list[str], named: list[str]) -> None:
    assert with_interface(arguments, "eth0") == named


def test_an_interface_that_is_not_named_is_chosen_on_the_screen_and_its_options_are_kept() -> None:
    program = "import sys; from tui_tcp.cli import main; sys.argv[0] = 'tcptui'; main()"
    with terminal("-i", "-f", "no filter", program=program) as used:
        assert used.waits_for("Packets/s")
        used.press(b"G\r")
        if os.geteuid() == 0:
            assert used.waits_for("can't parse filter expression")
            assert used.ends() == 2
        else:
            assert used.waits_for("(1) sudo")
