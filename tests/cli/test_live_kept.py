"""What a capture that was printed left in files is told at the end, however that came."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.capture.wire import NAME, Wire, children, wait_until
from tests.cli.test_live import FRAME, await_capture
from tui_tcp.capture.live import LiveSource
from tui_tcp.capture.source import open_source
from tui_tcp.capture.wish import Wish
from tui_tcp.cli.live import Feed
from tui_tcp.cli.printing import Wish as Printed
from tui_tcp.cli.printing import print_flows
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session
from tui_tcp.views.format import size


def frames_in(path: Path) -> int:
    """How many frames a capture file holds."""
    session = Session(open_source(str(path)))
    session.read()
    session.source.close()
    return session.frame_count


@pytest.mark.parametrize("command", ["flows", "packets"])
def test_what_was_kept_is_told_behind_what_is_printed(wire: Wire, tmp_path: Path, command: str) -> None:
    path = tmp_path / "it is.pcap"
    words = [command, "-i", NAME, "-w", str(path), "--no-header"]
    with wire.running(*words, through=["sh", "-c", 'eval "exec $0 2>&1"']) as process:
        await_capture(process)
        wire.send(FRAME, FRAME)
        process.send_signal(signal.SIGINT)
        *printed, said = process.communicate(timeout=20)[0].splitlines()
    assert len(printed) == (1 if command == "flows" else 2)
    assert said == f"tcptui: kept 2 packets, {path.stat().st_size} B: '{path}'"
    assert (frames_in(path), process.returncode) == (2, 0)


def test_of_a_ring_the_newest_files_are_told(wire: Wire, tmp_path: Path) -> None:
    words = ["-w", str(tmp_path / "ring.pcap"), "-b", "filesize:1", "-b", "files:5", "-a", "packets:100"]
    with wire.running("flows", "-i", NAME, *words) as process:
        await_capture(process)
        for _ in range(10):
            wire.send(*[FRAME] * 10)
            time.sleep(0.1)
        _, errors = process.communicate(timeout=20)
    files = sorted(tmp_path.iterdir())
    first, last = (path.stem.removeprefix("ring_") for path in (files[0], files[-1]))
    told = size(sum(path.stat().st_size for path in files))
    packets = sum(map(frames_in, files))
    assert errors == f"tcptui: kept the newest {packets} packets, {told}: {tmp_path}/ring_{{{first}..{last}}}.pcap\n"
    assert (len(files), packets < 100, process.returncode) == (5, True, 0)


@pytest.mark.parametrize("fault", ["interface", "child"])
def test_what_was_kept_of_a_capture_that_broke_off_is_told(wire: Wire, tmp_path: Path, fault: str) -> None:
    path = tmp_path / "a.pcap"
    with wire.running("flows", "-i", NAME, "-w", str(path), "--no-header") as process:
        await_capture(process)
        wire.send(FRAME)
        wait_until(lambda: path.stat().st_size > 24)
        time.sleep(0.2)
        if fault == "interface":
            wire.here.ip(f"link del {NAME}")
        else:
            os.kill(children(process.pid)[0], signal.SIGKILL)
        out, errors = process.communicate(timeout=20)
    why, kept = errors.splitlines()
    assert ("went down" if fault == "interface" else "SIGKILL") in why
    assert kept == f"tcptui: kept 1 packet, {path.stat().st_size} B: {path}"
    assert (len(out.splitlines()), frames_in(path), process.returncode) == (1, 1, 1)


def test_what_was_kept_is_told_though_nobody_reads_what_is_printed(wire: Wire, tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    with wire.running("packets", "-i", NAME, "-w", str(path), "-a", "packets:10") as process:
        assert process.stdout
        process.stdout.close()
        await_capture(process)
        wire.send(*[FRAME] * 10)
        assert process.wait(20)
        assert process.stderr
        assert process.stderr.read() == f"tcptui: kept 10 packets, {path.stat().st_size} B: {path}\n"


def test_what_was_kept_is_told_though_it_cannot_be_read_again(
    tmp_path: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pcap"

    def fail(*_: object) -> int:
        raise CaptureError("cannot be read", 1)

    monkeypatch.setattr(LiveSource, "read_into", fail)
    monkeypatch.setattr(Feed, "open", lambda feed: wire.open(feed.wish))
    with pytest.raises(CaptureError):
        print_flows(Feed(Wish((NAME,), path=path)), Printed())
    assert capfd.readouterr().err == f"tcptui: kept 0 packets, 24 B: {path}\n"
