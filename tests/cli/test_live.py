"""Live capture on the command line: from options to printed connections, and what ends it."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.app.driving import SAMPLE
from tests.capture.wire import NAME, Wire, children, fact, wait_until
from tests.cli.conftest import Run
from tests.dissect.builders import client_hello
from tests.wire.files import pcap_header, record
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture.wish import Wish
from tui_tcp.cli.live import Feed

FRAME = ether(ip4(tcp()))


def test_what_was_captured_is_printed(wire: Wire) -> None:
    with wire.running("flows", "-i", NAME, "-c", "30", "--format", "json") as process:
        wait_until(lambda: children(process.pid))
        wait_until(lambda: fact(children(process.pid)[0], "NoNewPrivs") == "1")
        time.sleep(0.1)
        wire.connect(3)
        out, errors = process.communicate(timeout=20)
    flows = [json.loads(line) for line in out.splitlines()]
    assert [flow["flow.state"] for flow in flows][:2] == ["TIME-WAIT", "TIME-WAIT"]
    assert sum(flow["flow.packets"] for flow in flows) == 30
    assert (errors, process.returncode) == ("", 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_capture_and_prints_it(wire: Wire, number: signal.Signals) -> None:
    with wire.running("flows", "-i", NAME, "--no-header") as process:
        await_capture(process)
        wire.send(FRAME)
        process.send_signal(number)
        out, errors = process.communicate(timeout=20)
    assert (len(out.splitlines()), errors, process.returncode) == (1, "", 0)


def await_capture(process: "subprocess.Popen[str]") -> None:
    """Wait until the process has dropped what it had, and its child captures."""
    wait_until(lambda: children(process.pid) and fact(process.pid, "CapEff") == "0" * 16)
    time.sleep(0.2)


def test_a_capture_that_was_stopped_goes_on_and_has_lost_nothing(wire: Wire) -> None:
    with wire.running("flows", "-i", NAME, "--no-header") as process:
        await_capture(process)
        process.send_signal(signal.SIGSTOP)
        wire.send(*[FRAME] * 2000)
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    assert out.split("\t")[7] == "2000"


def test_the_printing_process_becomes_who_called_sudo(wire: Wire) -> None:
    environment = {"SUDO_UID": "65534", "SUDO_GID": "65534", "XDG_CONFIG_HOME": "/root"}
    with wire.running("packets", "-i", NAME, "--no-header", more=environment) as process:
        await_capture(process)
        for pid in (process.pid, *children(process.pid)):
            assert fact(pid, "Uid").split() == ["65534"] * 4
            assert fact(pid, "Gid").split() == ["65534"] * 4
            assert {fact(pid, f"Cap{kind}") for kind in ("Inh", "Prm", "Eff", "Amb")} == {"0" * 16}
            assert fact(pid, "NoNewPrivs") == "1"
        wire.send(FRAME)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
    assert (len(out.splitlines()), errors) == (1, "")


# Imports what is imported before the privileges go, then says what is still imported when all there is is printed.
LATE = """
import sys
from importlib import import_module
from tui_tcp.cli.live import PRINTING
from tui_tcp.cli.printing import Wish, compiled, print_flows, print_packets
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.table import all_frame_fields
from tui_tcp.names.network import permit
from tui_tcp.names.resolver import Resolver

FILTER = 'flow.name == "x" or tcp.payload matches "e" or flow.verdict contains "a" or len(frame) > 1 or dns.qry.name'
compiled(FILTER)
permit(Resolver(5, lambda _: "x"))
for name in PRINTING:
    import_module(name)
late = []

class Watch:
    def find_spec(self, name, path=None, target=None):
        late.append(name)

sys.meta_path.insert(0, Watch())
for form in ("table", "tsv", "csv", "json"):
    print_flows(sys.argv[1], Wish([field.name for field in FLOW_FIELDS], form, filter_text=FILTER), "flow.name")
    print_packets(sys.argv[1], Wish(list(all_frame_fields()), form, filter_text=FILTER))
print(*late, file=sys.stderr)
"""


def test_nothing_is_imported_once_the_privileges_are_gone() -> None:
    done = subprocess.run([sys.executable, "-c", LATE, str(SAMPLE)], capture_output=True, text=True, check=True)
    assert done.stderr == "\n"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can use."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has the privileges that sudo gives")
def test_ssh_is_started_as_who_called_sudo(open_folder: Path) -> None:
    ssh, sample = open_folder / "ssh", open_folder / "sample.pcap"
    shutil.copy(SAMPLE, sample)
    ssh.write_text(f"#!/bin/sh\ngrep -E '^(Uid|CapEff)' /proc/self/status > {open_folder}/who\ncat {sample}\n")
    ssh.chmod(0o755)
    sudo = {"SUDO_UID": "65534", "SUDO_GID": "65534", "PATH": f"{open_folder}:{os.environ['PATH']}"}
    command = "from tui_tcp.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "flows", "--ssh", "far", "-i", "any", "--no-header"],
        env=os.environ | sudo,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (8, "")
    assert (open_folder / "who").read_text().split() == ["Uid:", *["65534"] * 4, "CapEff:", "0" * 16]


def test_a_capture_is_kept_for_who_called_sudo(wire: Wire, tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    with wire.running("flows", "-i", NAME, "-w", str(path), more={"SUDO_UID": "65534", "SUDO_GID": "65534"}) as process:
        await_capture(process)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert (path.stat().st_uid, path.stat().st_mode & 0o777, path.stat().st_size) == (65534, 0o600, 24)


def test_an_existing_file_is_not_written_over(wire: Wire, tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(b"mine")
    with wire.running("flows", "-i", NAME, "-w", str(path)) as process:
        _, errors = process.communicate(timeout=20)
    assert errors == f"tcptui: {path}: exists; --force writes over it\n"
    assert (path.read_bytes(), process.returncode) == (b"mine", 2)
    with wire.running("flows", "-i", NAME, "-w", str(path), "--force", "-a", "duration:0.1") as process:
        process.communicate(timeout=20)
    assert path.stat().st_size == 24


def test_who_may_not_capture_is_told_how_to(wire: Wire) -> None:
    capsh = ["capsh", "--drop=cap_net_raw,cap_net_admin", "--", "-c"]
    with wire.running("-i", NAME, through=capsh) as process:
        _, errors = process.communicate(timeout=20)
    assert errors.startswith(f"tcptui: {NAME}: You don't have permission to capture on that device")
    assert errors.count("\n") == 1
    assert process.returncode == 2


def test_a_capture_that_breaks_off_has_failed(wire: Wire) -> None:
    with wire.running("flows", "-i", NAME, "--no-header") as process:
        await_capture(process)
        wire.send(FRAME)
        wire.here.ip(f"link del {NAME}")
        out, errors = process.communicate(timeout=20)
    assert len(out.splitlines()) == 1
    assert errors == f"tcptui: {NAME}: the interface went down; the frame before it is kept\n"
    assert process.returncode == 1


def test_a_growing_file_is_followed(tmp_path: Path, wire: Wire) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap_header() + record() * 2)
    with wire.running("packets", str(path), "--follow", "-a", "packets:5", "--no-header") as process:
        time.sleep(0.7)
        with path.open("ab") as file:
            file.write(record() * 3)
        out, _ = process.communicate(timeout=20)
    assert len(out.splitlines()) == 5


def test_a_bound_leaves_the_newest_packets_and_all_connections(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap_header() + record(FRAME) + record() * (3 * 65536))
    assert len(run("packets", path, "--no-header", "--max-packets", 1).stdout.splitlines()) == 65536 + 1
    assert len(run("flows", path, "--no-header", "--max-packets", 1).stdout.splitlines()) == 1


@pytest.mark.parametrize("options", [("-e", "flow.name"), ("-e", "tcp.stream", "-Y", 'flow.name == "sni.a"')])
def test_names_of_packets_that_went_are_known_where_they_are_asked_for(
    options: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.pcap"
    hello = ether(ip4(tcp(payload=client_hello(b"sni.a"))))
    path.write_bytes(pcap_header() + record(hello) + record() * (3 * 65536))
    printed = run("flows", path, "--no-header", "--max-packets", 1, *options).stdout
    assert printed.strip() in ("sni.a", "0")


def test_of_a_pipe_the_newest_stay_on_disk(tmp_path: Path) -> None:
    frame = ether(ip4(tcp(b"x" * 1000)))
    data = pcap_header() + record(frame) * 2000
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    feed = Feed(Wish((), file_size=64_000, files=4), path=str(pipe), follows=False)
    assert feed.is_stream and not feed.has_file
    source = feed.open()
    session = feed.session(source)
    session.read()
    writer.join()
    assert session.frame_count == 2000 and not session.warnings
    assert session.frame_bytes(1999) == frame
    assert source.read(0, 24) == pcap_header()
    source.close()


def test_a_clock_that_is_set_back_does_no_harm(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(pcap_header() + b"".join(record(FRAME, at=(second, 0)) for second in (5000, 5001, 1000, 1001)))
    flow = json.loads(run("flows", path, "--format", "json").stdout)
    assert flow["flow.packets"] == 4
    assert len(run("packets", path, "--no-header").stdout.splitlines()) == 4


def test_interfaces_are_listed(run: Run) -> None:
    result = run("-D")
    assert result.stdout.splitlines()[0].split() == ["interface", "state", "packets/s", "addresses"]
    assert "127.0.0.1" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("any")


def test_a_person_is_asked_before_a_file_is_written_over(tmp_path: Path, wire: Wire) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(b"mine")
    ours, theirs = pty.openpty()
    with wire.running("flows", "-i", NAME, "-w", str(path), terminal=theirs) as process:
        os.close(theirs)
        asked = b""
        while b"[y/N]" not in asked:
            asked += os.read(ours, 1000)
        os.write(ours, b"n\n")
        process.wait(timeout=20)
    os.close(ours)
    assert path.read_bytes() == b"mine"
    assert process.returncode == 2
