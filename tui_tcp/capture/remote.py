"""Capture on another machine: ssh runs tcpdump there, and what it writes is read as a stream."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from contextlib import ExitStack, suppress

from tui_tcp.capture.files import create
from tui_tcp.capture.source import FileSource
from tui_tcp.capture.spool import Spool
from tui_tcp.capture.wish import DEFAULT_FILTER, Wish
from tui_tcp.errors import CaptureError
from tui_tcp.escape import escape_bytes

_LONGEST_COMPLAINT = 300
_TAIL = 4096
_USUAL = re.compile(rb"\d|\(|tcpdump: listening on |Warning: Permanently added ")  # its counts; an error's second half
_PATIENCE = 0.2
_END_S = 2

# The connection that carries the capture is left out: it would feed on itself. The rest is quoted for the shell.
_SCRIPT = """set -- $SSH_CONNECTION
[ "$(id -u)" = 0 ] || sudo=sudo
exec $sudo tcpdump -U --immediate-mode -n {options} -w - "not (tcp port ${{2:-22}} and port ${{4:-22}}){filter}"
"""


class RemoteSource(FileSource):
    """What a program at the other end of ssh writes."""

    def __init__(self, name: str, command: list[str], output: int | None = None) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        try:
            # Not our standard input: the keys are the screen's. Passwords are asked for at the terminal itself.
            self._ssh = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._complaints
            )
        except OSError as error:
            self._complaints.close()
            raise CaptureError(f"cannot run {command[0]}: {error.strerror}") from None
        assert self._ssh.stdout
        stream = Spool(os.dup(self._ssh.stdout.fileno()), output)
        self._ssh.stdout.close()
        self._was_stopped = False
        super().__init__(os.dup(stream.descriptor), name, stream)

    @property
    def warning(self) -> str:
        """What ssh or tcpdump complained of, if the capture ended before it was stopped."""
        if self._was_stopped or not self.is_complete or not self._has_failed():
            return super().warning
        return self._complaint()

    def await_start(self) -> None:
        """Wait until the first bytes are here: until then ssh may ask for a password. Raises CaptureError."""
        while not self.size:
            if self.is_complete:
                self._has_failed()
                raise CaptureError(self._complaint(), 1)
            self.wait(_PATIENCE)

    def stop(self) -> None:
        """Hang up."""
        if not self._was_stopped:
            self._was_stopped = True
            self._ssh.terminate()
            self._has_failed()
        super().stop()

    def close(self) -> None:
        """Hang up, and let go of what came."""
        super().close()
        self._complaints.close()

    def _has_failed(self) -> bool:
        """Wait for ssh's end; tell whether it was a bad one."""
        with suppress(subprocess.TimeoutExpired):
            return self._ssh.wait(_END_S) != 0
        self._ssh.kill()
        return self._ssh.wait() != 0

    def _complaint(self) -> str:
        """The last line that came on standard error, but for what tcpdump always says."""
        end = os.fstat(self._complaints.fileno()).st_size
        tail = os.pread(self._complaints.fileno(), _TAIL, max(0, end - _TAIL)).strip().splitlines()
        lines = [line for line in tail if not _USUAL.match(line)]
        return escape_bytes(lines[-1].strip(), _LONGEST_COMPLAINT) if lines else "the connection ended"


def open_remote(host: str, wish: Wish) -> RemoteSource:
    """Capture on `host`, as ssh knows it; returns when the capture has begun. Raises CaptureError."""
    if len(wish.interfaces) != 1:
        raise CaptureError("over ssh one interface is captured: name one with -i, or -i any")
    command = ["ssh", "-T", "--", host, remote_command(wish)]
    source = RemoteSource(f"{host} {wish.interfaces[0]}", command, _output(wish))
    with ExitStack() as undo:
        undo.callback(source.close)
        source.await_start()
        undo.pop_all()
    return source


def _output(wish: Wish) -> int | None:
    """Open the file that shall keep the capture, if one shall."""
    if wish.path is None:
        return None
    descriptor = create(wish.path, None, wish.is_forced).descriptor
    os.ftruncate(descriptor, 0)
    return descriptor


def remote_command(wish: Wish) -> str:
    """Return what the other machine's shell, whichever that is, is to run."""
    text = DEFAULT_FILTER if wish.filter is None else wish.filter
    options = ["-i", wish.interfaces[0], "-s", str(wish.snaplen)]
    if wish.packets:
        options += ["-c", str(wish.packets)]
    chosen = f" and ({text})" if text else ""
    script = _SCRIPT.format(options=shlex.join(options), filter=_inside_quotes(chosen))
    return f"exec sh -c {shlex.quote(script)}"


def _inside_quotes(text: str) -> str:
    """Take the meaning from what a shell would act on between double quotes."""
    return "".join(f"\\{char}" if char in '\\"$`' else char for char in text)
