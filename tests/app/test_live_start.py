"""Real captures in a real terminal: on loopback, as root; what privileges are left, and what signals do."""

import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE
from tests.app.test_start import Terminal, assert_restored, terminal
from tests.capture.test_remote import put_ssh
from tests.capture.wire import children, fact, wait_until
from tui_tcp.app.live_start import await_bytes
from tui_tcp.capture.source import open_source
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session

NOBODY = "65534"
LIVE = "from tui_tcp.cli import main; import sys; main(sys.argv[1:])"

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="live capture wants root")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may write to."""
    place = Path(os.environ.get("TMPDIR", "/var/tmp")) / f"tcptui-test-{os.getpid()}-{time.monotonic_ns()}"
    place.mkdir()
    place.chmod(0o777)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def live(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The screen on loopback, started by somebody who called sudo."""
    monkeypatch.setenv("SUDO_UID", NOBODY)
    monkeypatch.setenv("SUDO_GID", NOBODY)
    monkeypatch.chdir(folder)
    with terminal("-i", "lo", program=LIVE) as used:
        assert used.waits_for(" live")
        yield used


def connect_once() -> int:
    """Open and close one connection on loopback; return the client's port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
        port: int = client.getsockname()[1]
        client.close()
        server.close()
    return port


@needs_root
def test_a_connection_is_seen_while_it_happens(live: Terminal) -> None:
    assert live.waits_for(f"127.0.0.1:{connect_once()}")


@needs_root
def test_neither_process_keeps_a_privilege(live: Terminal) -> None:
    (child,) = children(live.process.pid)
    for pid in (live.process.pid, child):
        assert set(fact(pid, "Uid").split()) == {NOBODY}
        assert set(fact(pid, "Gid").split()) == {NOBODY}
        assert {int(fact(pid, name), 16) for name in ("CapPrm", "CapEff", "CapAmb", "CapInh")} == {0}
        assert fact(pid, "NoNewPrivs") == "1"
    for task in Path(f"/proc/{live.process.pid}/task").iterdir():
        assert "CapPrm:\t0000000000000000" in (task / "status").read_text()


@needs_root
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_loses_nothing_and_gives_the_terminal_back(live: Terminal, folder: Path, number: int) -> None:
    port = connect_once()
    assert live.waits_for(f"127.0.0.1:{port}")
    live.process.send_signal(number)
    assert live.ends() == 128 + number
    assert_restored(live, last=800)
    (kept,) = folder.glob("*.pcap")
    assert kept.name.encode() in live.output
    shown = subprocess.run(
        [sys.executable, "-m", "tui_tcp", "flows", str(kept)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout
    assert f"127.0.0.1:{port}" in shown


@needs_root
def test_the_child_goes_with_the_screen(live: Terminal) -> None:
    (child,) = children(live.process.pid)
    live.process.kill()
    live.process.wait()
    wait_until(lambda: not Path(f"/proc/{child}").exists() or fact(child, "State").startswith("Z"))


@needs_root
def test_the_screen_lives_on_when_the_child_is_killed(live: Terminal) -> None:
    port = connect_once()
    assert live.waits_for(f"127.0.0.1:{port}")
    (child,) = children(live.process.pid)
    os.kill(child, signal.SIGKILL)
    assert live.waits_for("ended by SIGKILL")
    live.press(b"q")
    assert live.waits_for("Keep the capture?")
    live.press(b"d")
    assert live.ends() == 0
    assert_restored(live)


@needs_root
def test_stopped_and_continued_it_catches_up(live: Terminal) -> None:
    live.press(b"\x1a")
    while not fact(live.process.pid, "State").startswith("T"):
        live.read(0.02)
    for _ in range(10):
        live.read(0.02)
    assert b"\x1b[?1049l" in live.output
    live.screen.erase_in_display(2)  # as the alternate screen is when it is entered again
    port = connect_once()
    live.process.send_signal(signal.SIGCONT)
    assert live.waits_for(f"127.0.0.1:{port}")
    assert "Ladder" in live.text() and "? help" in live.text()  # all of it is painted


@needs_root
def test_leaving_asks_and_keeps(live: Terminal, folder: Path) -> None:
    assert live.waits_for(f"127.0.0.1:{connect_once()}")
    live.press(b"q")
    assert live.waits_for("Keep the capture?")
    live.press(b"k")
    assert live.waits_for("Keep as")
    live.press(b"\r")
    assert live.ends() == 0
    assert_restored(live, last=800)
    (kept,) = folder.glob("lo-*.pcap")
    assert kept.stat().st_uid == int(NOBODY) and kept.name.encode() in live.output


@needs_root
@pytest.mark.parametrize("leave", [b"q", signal.SIGTERM, signal.SIGHUP], ids=["q", "term", "hup"])
def test_what_stays_is_told_on_leaving(leave: bytes | int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with terminal("-i", "lo", "-w", "it is.pcap", program=LIVE) as used:
        assert used.waits_for(" live")
        assert used.waits_for(f"127.0.0.1:{connect_once()}")
        used.press(leave) if isinstance(leave, bytes) else used.process.send_signal(leave)
        assert used.ends() == (0 if isinstance(leave, bytes) else 128 + leave)
        assert_restored(used, last=800)
        (packets,) = re.findall(rb"tcptui: kept (\d+) packets, [0-9.]+ k?B: 'it is.pcap'\r\n", used.output)
    session = Session(open_source("it is.pcap"))
    session.read()
    assert session.frame_count == int(packets)
    session.source.close()


@needs_root
def test_without_the_right_the_three_ways_are_told(folder: Path) -> None:
    command = ["setpriv", "--reuid", NOBODY, "--clear-groups", sys.executable, "-c", LIVE, "-i", "lo"]
    master, slave = pty.openpty()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, stdin=slave, stdout=slave, stderr=subprocess.PIPE, env=env, check=False, timeout=60)
    os.close(master)
    os.close(slave)
    said = done.stderr.decode()
    if "ModuleNotFoundError" in said or "Permission denied" in said:
        pytest.skip("nobody may not read this interpreter")
    assert done.returncode == 2 and all(way in said for way in ("(1) sudo", "(2) sudo setpriv", "(3) in the group"))


def test_it_waits_for_the_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: False)
    source = open_source(str(SAMPLE))
    await_bytes(source, "-")
    source.close()


def test_a_terminal_is_no_capture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    source = open_source(str(SAMPLE))
    with pytest.raises(CaptureError, match="through a pipe"):
        await_bytes(source, "-")
    source.close()


def test_where_nothing_comes_no_screen_does(folder: Path) -> None:
    pipe = str(folder / "pipe")
    os.mkfifo(pipe)
    with terminal(pipe, program=LIVE) as used:
        Path(pipe).write_bytes(b"")
        assert used.ends() == 2
        assert used.output == f"tcptui: {pipe}: nothing was written to it\r\n".encode()


def test_a_named_pipe_is_shown_as_it_comes_and_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    os.mkfifo("pipe")
    with terminal("pipe", program=LIVE) as used, Path("pipe").open("wb", buffering=0) as pipe:
        assert b"\x1b[?1049h" not in used.output  # who writes may still ask for a password
        pipe.write(SAMPLE.read_bytes())
        assert used.waits_for("166 packets") and used.waits_for(" live")
        used.press(b"q")
        assert used.waits_for("Keep the capture?")
        used.press(b"d")
        assert used.ends() == 0


def test_what_another_machine_lost_is_told_at_the_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"#!/bin/sh\ncat {SAMPLE}\nread -r end\necho '166 packets captured\n1700 packets dropped by kernel' >&2\n"
    put_ssh(script, folder, monkeypatch)
    with terminal("--ssh", "host", "-i", "eth0", "-w", str(folder / "kept.pcap"), program=LIVE) as used:
        assert used.waits_for("166 packets")
        used.press(b"q")
        assert used.ends() == 0
        assert_restored(used, last=800)
        kept = f"kept 166 packets, 75.3 kB; 1,700 more were lost, for want of room: {folder}/kept.pcap"
        assert kept.encode() in used.output
