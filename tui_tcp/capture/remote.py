"""Capture on another machine: ssh runs tcpdump there, and what it writes is read as a stream.

What ssh asks, it asks at the terminal by itself. What is asked at the other end, such as sudo's password, comes as a
line on standard error that does not end: it is asked here, and the answer goes to ssh's standard input.

That stays open as long as the capture is wanted. Its end, by whatever happens to us or to ssh, ends tcpdump, which by
itself would only notice with the next packet that nobody reads any more.
"""

from __future__ import annotations

import getpass
import os
import re
import shlex
import subprocess
import tempfile
import time
from contextlib import ExitStack, suppress

from tui_tcp.capture.files import create, remove
from tui_tcp.capture.records import PCAP_HEADER, cut_torn, pcap_layout
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.source import FileSource
from tui_tcp.capture.spool import Spool
from tui_tcp.capture.wish import DEFAULT_FILTER, Wish
from tui_tcp.errors import CaptureError
from tui_tcp.escape import escape_bytes

_LONGEST_COMPLAINT = 300
_TAIL = 4096
_USUAL = re.compile(rb"\d|\(|tcpdump: listening on |Warning: Permanently added ")  # its counts; an error's second half
_CAPTURED = re.compile(rb"^(\d{1,18}) packets? captured", re.MULTILINE)
_LOST = re.compile(rb"^(\d{1,18}) packets? dropped by kernel", re.MULTILINE)
# As large as ours. A packet takes a slot of the snaplen there, so that tcpdump's own 2 MB lost a third of four short
# bursts of 600 packets.
_RING_KILOBYTES = 32 << 10
_PATIENCE = 0.2
_END_S = 1
# Of an idle capture nobody could tell that its network is gone: ssh would wait for ever. It asks the other end after so
# many seconds of silence, and hangs up after three questions without an answer, as by its default.
_SILENCE_S = 10

# The connection that carries the capture is left out: it would feed on itself. The rest is quoted for the shell.
# Who may capture, as `-d` finds out, needs no sudo; its password comes through standard input, as there is no terminal.
# What sudo starts cannot be ended by who started it, unless it becomes his, by -Z. Then it is among what descends from
# this shell, sudo and its helpers, of which `kill` reaches what it may.
_SCRIPT = """set -- $SSH_CONNECTION
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH
if ! command -v tcpdump >/dev/null; then
  echo "tcpdump is not installed there" >&2
  exit 127
fi
exec 3<&0
run() {{
  {{ cat <&3; kill $$; }} >/dev/null 2>&1 &
  exec tcpdump "$@" </dev/null 3<&-
}}
end_all() {{
  trap "" TERM
  ps -A -o pid= -o ppid= | {{
    all=" $$ "
    while read -r pid parent; do
      case $all in *" $parent "*) all="$all$pid " ;; esac
    done
    kill $all
  }}
}}
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null && ! tcpdump -d {options} >/dev/null 2>&1; then
  run() {{
    case $(tcpdump -h 2>&1) in *"-Z "*) set -- -Z "$(id -un)" "$@" ;; esac
    {{ {{ cat <&3; end_all; }} 2>/dev/null & }} | sudo -S -p "[sudo] password for %p at %h: " tcpdump "$@" 3<&-
  }}
fi
run -U --immediate-mode -B {ring_kilobytes} -n {options} -w - "not (tcp port ${{2:-22}} and port ${{4:-22}}){filter}"
"""

# What a complaint contains, and what a person can do about it.
_ADVICE = (
    ("is not installed there", "it is what captures at the other end"),
    ("t have permission to", "log in as root, or have sudo there"),
    ("not in the sudoers file", "log in as root, or let this user run tcpdump by sudo there"),
    ("is not allowed to execute", "log in as root, or let this user run tcpdump by sudo there"),
    ("No such device exists", "-i any, if nothing better is known"),
    ("syntax error", "the language of -f is that of pcap-filter"),
)


class RemoteSource(FileSource):
    """What a program at the other end of ssh writes."""

    def __init__(self, host: str, name: str, command: list[str], wish: Wish) -> None:
        self._host = host
        self._asked = 0  # bytes of the complaints up to the end of the last question
        self._was_stopped = False
        self._lost: int | None = None
        self._kept = create(wish.path, None, wish.is_forced) if wish.path else None
        self._captured: int | None = None  # packets
        reading, writing = os.pipe()
        output = self._kept.descriptor if self._kept else None
        self._stream = Spool(reading, output, wish.files * wish.file_size, wish.file_size)
        super().__init__(os.dup(self._stream.descriptor), name, self._stream)
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed by close)
        try:
            # Not our standard input: the keys are the screen's.
            self.ssh = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writing, stderr=self._complaints)
        except OSError as error:
            self._leave_no_file()
            self._stream.stop()
            self._let_go()
            self._complaints.close()
            raise CaptureError(f"cannot run {command[0]}: {error.strerror}") from None
        finally:
            os.close(writing)

    @property
    def size(self) -> int:
        """Bytes that came; a file that is written over still is as it was until the first."""
        return min(super().size, self._stream.size)

    @property
    def warning(self) -> str:
        """What ssh or tcpdump complained of, if the capture ended before it was stopped."""
        if self._was_stopped or not self.is_complete or not self._has_failed():
            return super().warning
        return self._complaint()

    @property
    def lost(self) -> int | None:
        """Packets for which the kernel there had no room, as tcpdump counts when it ends."""
        if self._lost is None and self.is_complete and not self._complaints.closed:
            self._lost = self._counted(_LOST)
        return self._lost

    def _counted(self, what: re.Pattern[bytes]) -> int | None:
        """Return what tcpdump counted, if it did."""
        told = what.findall(self._said())
        return int(told[-1]) if told else None

    @property
    def remains(self) -> Remains | None:
        """What stays in the file that it was written to, once it is closed."""
        return Remains((self._kept.path,), self._captured) if self._kept and self._kept.path else None

    def await_start(self) -> None:
        """Wait until the first bytes are here: until then a password may be asked for. Raises CaptureError."""
        assert self.ssh.stdin
        said = ""
        while not self.size:
            if self.is_complete:
                self._has_failed()
                raise CaptureError(self._complaint(), 1)
            said, before = self._question(), said
            if said and said == before:  # a line that is not going to end
                self._answer(said, self.ssh.stdin.fileno())
            self.wait(_PATIENCE)

    def _question(self) -> str:
        """The line on standard error that has no end yet; with the one before it, where that tells of an answer."""
        *before, last = self._said().split(b"\n")
        told = before[-1:] if self._asked and last else []
        return "\n".join(escape_bytes(line.strip(b"\r"), _LONGEST_COMPLAINT) for line in (*told, last))

    def _answer(self, question: str, answers: int) -> None:
        """Ask a person, and pass on what was typed, which the terminal does not show. Raises CaptureError.

        Who asks is told as ssh tells it: nobody shall take the other end's question for one of this machine.
        """
        if not _has_terminal():
            raise CaptureError(f"{self._host} asks “{question.strip()}”, and there is no terminal to answer it at", 1)
        self._asked = os.fstat(self._complaints.fileno()).st_size
        *told, asked = question.split("\n")
        with suppress(BrokenPipeError):
            os.write(answers, getpass.getpass("\n".join((*told, f"({self._host}) {asked}"))).encode() + b"\n")

    def stop(self) -> None:
        """Have tcpdump end, and hang up where that takes long."""
        if self._was_stopped:
            return
        is_torn = self._kept and self.warning
        self._was_stopped = True
        assert self.ssh.stdin
        self.ssh.stdin.close()
        self._has_failed()
        self._take_the_rest()
        super().stop()
        self._captured = self._counted(_CAPTURED)
        if is_torn:
            _, self._captured = cut_torn(self._descriptor, PCAP_HEADER, pcap_layout(self.read(0, 4)))

    def _take_the_rest(self) -> None:
        """Wait for what is still in the pipe; nobody adds to it any more."""
        until = time.monotonic() + _END_S
        while not self.is_complete and time.monotonic() < until:
            self.wait(_PATIENCE)

    def close(self) -> None:
        """Hang up, and let go of what came; what was lost is known from now on."""
        super().close()
        self._lost = self.lost
        self._complaints.close()

    def discard(self) -> None:
        """As `close`, but leave no file that was not there before."""
        self._leave_no_file()
        self.close()

    def _leave_no_file(self) -> None:
        if self._kept and self._kept.is_new:
            remove(self._kept._replace(descriptor=os.dup(self._descriptor)))

    def _has_failed(self) -> bool:
        """Wait for ssh's end, and bring it about where that takes long; tell whether it was a bad one."""
        for end in (self.ssh.terminate, self.ssh.kill):
            with suppress(subprocess.TimeoutExpired):
                return self.ssh.wait(_END_S) != 0
            end()
        return self.ssh.wait() != 0

    def _said(self) -> bytes:
        """The last of what came on standard error after the last question."""
        end = os.fstat(self._complaints.fileno()).st_size
        return os.pread(self._complaints.fileno(), _TAIL, max(self._asked, end - _TAIL))

    def _complaint(self) -> str:
        """The last line that came on standard error, but for what tcpdump always says, and what helps."""
        lines = [line for line in self._said().strip().splitlines() if not _USUAL.match(line)]
        said = escape_bytes(lines[-1].strip().rstrip(b"."), _LONGEST_COMPLAINT) if lines else "the connection ended"
        advice = next((f" ({text})" for sign, text in _ADVICE if sign in said), "")
        return f"{said if self._host in said else f'{self._host}: {said}'}{advice}"


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def open_remote(host: str, wish: Wish) -> RemoteSource:
    """Capture on `host`, as ssh knows it; returns when the capture has begun. Raises CaptureError."""
    if len(wish.interfaces) != 1:
        raise CaptureError("over ssh one interface is captured: name one with -i, or -i any")
    command = ["ssh", "-T", "-o", f"ServerAliveInterval={_SILENCE_S}", "--", host, remote_command(wish)]
    source = RemoteSource(host, f"{host} {wish.interfaces[0]}", command, wish)
    with ExitStack() as undo:
        undo.callback(source.discard)
        source.await_start()
        undo.pop_all()
    return source


def remote_command(wish: Wish) -> str:
    """Return what the other machine's shell, whichever that is, is to run."""
    text = DEFAULT_FILTER if wish.filter is None else wish.filter
    options = ["-i", wish.interfaces[0], "-s", str(wish.snaplen)]
    if wish.packets:
        options += ["-c", str(wish.packets)]
    chosen = f" and ({text})" if text else ""
    script = _SCRIPT.format(options=shlex.join(options), filter=_inside_quotes(chosen), ring_kilobytes=_RING_KILOBYTES)
    return f"exec sh -c {shlex.quote(script)}"


def _inside_quotes(text: str) -> str:
    """Take the meaning from what a shell would act on between double quotes."""
    return "".join(f"\\{char}" if char in '\\"$`' else char for char in text)
