"""What becomes of tcpdump at the other end of ssh: by a stand-in, and by an ssh server of our own on loopback."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.test_remote import LOCAL, put_ssh
from tests.capture.wire import FAR, NAME, Wire, has_ended, read_until, wait_until
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture.remote import open_remote
from tui_tcp.capture.wish import Wish
from tui_tcp.model.session import Session

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
# The same as a user whom sudo lets run tcpdump as root, and nothing else.
AS_NOBODY = """#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift 2
export SSH_CONNECTION="::1 40022 ::1 22"
exec unshare -m sh -c 'mount --bind {rules} /etc/sudoers && exec setpriv --reuid nobody --clear-groups sh -c "$0"' "$1"
"""
RULES = "Defaults use_pty\nnobody ALL=(root) NOPASSWD: {tcpdump}\n"


@pytest.fixture(params=[name for name in ("dash", "bash", "busybox") if shutil.which(name)])
def shell(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each shell that may be the other machine's, which is this one."""
    put_ssh(LOCAL, tmp_path, monkeypatch)
    path = tmp_path / "shell"
    path.mkdir()
    (path / "sh").symlink_to(shutil.which(request.param) or "")
    monkeypatch.setenv("PATH", f"{path}:{os.environ['PATH']}")


def captures(wire: Wire, name: str) -> list[int]:
    """The tcpdumps that capture on an interface in either namespace."""
    homes = [os.stat(namespace.path).st_ino for namespace in (wire.here, wire.there)]
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_text().split("\0")
            if (path / "comm").read_text() == "tcpdump\n" and name in words and "-d" not in words:
                found += [int(path.name)] if (path / "ns/net").stat().st_ino in homes else []
        except OSError:
            continue
    return found


def assert_ended(pids: list[int]) -> None:
    """They end within a second, though no packet comes."""
    until = time.monotonic() + 1
    while not all(map(has_ended, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    assert pids and all(map(has_ended, pids))


@pytest.mark.usefixtures("shell")
def test_tcpdump_ends_when_the_capture_does_though_nothing_passes(wire: Wire) -> None:
    with wire.here.entered():
        source = open_remote("host", Wish((NAME,)))
    pids = captures(wire, NAME)
    source.stop()
    assert_ended(pids)
    source.close()


def test_tcpdump_that_sudo_started_ends_as_well(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("sudo") or not Path("/etc/sudoers").exists():
        pytest.skip("no sudo is installed")
    rules = tmp_path / "rules"
    rules.write_text(RULES.format(tcpdump=shutil.which("tcpdump")))
    rules.chmod(0o440)
    tmp_path.chmod(0o755)
    put_ssh(AS_NOBODY.format(rules=rules), tmp_path, monkeypatch)
    with wire.here.entered():
        source = open_remote("host", Wish((NAME,)))
    pids = captures(wire, NAME)
    source.stop()
    assert_ended(pids)
    source.close()


@pytest.fixture
def server(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """An ssh server in the far namespace, for one key of ours."""
    if not Path(SSHD).exists():
        pytest.skip("no sshd is installed")
    key, host_key, allowed = tmp_path / "key", tmp_path / "host", tmp_path / "allowed"
    for path in (key, host_key):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    allowed.write_text(key.with_suffix(".pub").read_text())
    settings = {"StrictModes": "no", "AuthorizedKeysFile": str(allowed), "HostKey": str(host_key), "PidFile": "none"}
    Path("/run/sshd").mkdir(exist_ok=True)
    with wire.there.entered():
        words = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", "none", *words], stderr=subprocess.DEVNULL)
    real = shutil.which("ssh")
    options = f"-F none -i {key} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes"
    put_ssh(f'#!/bin/sh\nexec {real} {options} "$@"\n', tmp_path, monkeypatch)
    wait_until(lambda: listens(wire))
    yield wire
    process.terminate()
    process.wait()


def listens(wire: Wire) -> bool:
    with wire.here.entered(), socket.socket() as attempt:
        return attempt.connect_ex(("10.7.0.2", 22)) == 0


def test_a_server_of_our_own(server: Wire) -> None:
    with server.here.entered():
        source = open_remote("root@10.7.0.2", Wish(("v1",)))
    session = Session(source)
    server.connect(2)
    read_until(session, lambda: len(session.connections) == 2 and session.frame_count >= 20)
    time.sleep(0.3)
    read_until(session, lambda: True)
    assert {22} & {port for connection in session.connections for _, port in session.sockets(connection)} == set()
    source.stop()
    session.read()
    assert not session.warnings
    source.close()


def test_a_burst_is_captured_whole(server: Wire) -> None:
    frame = ether(ip4(tcp(b"x" * 500)))
    with server.here.entered():
        source = open_remote("root@10.7.0.2", Wish((FAR,)))
    session = Session(source)
    for count in range(60, 301, 60):
        server.send(*[frame] * 60)
        read_until(session, lambda wanted=count: session.frame_count >= wanted)  # type: ignore[misc]
    source.close()


def test_tcpdump_on_the_server_ends_when_the_capture_does(server: Wire) -> None:
    with server.here.entered():
        source = open_remote("root@10.7.0.2", Wish((FAR,)))
    pids = captures(server, FAR)
    source.stop()
    assert_ended(pids)
    source.close()


def test_tcpdump_on_the_server_ends_when_we_are_killed(server: Wire) -> None:
    with server.running("flows", "--ssh", "root@10.7.0.2", "-i", FAR) as process:
        wait_until(lambda: captures(server, FAR))
        pids = captures(server, FAR)
        process.kill()
        assert_ended(pids)


def test_tcpdump_on_the_server_ends_when_ssh_is_killed(server: Wire) -> None:
    with server.here.entered():
        source = open_remote("root@10.7.0.2", Wish((FAR,)))
    pids = captures(server, FAR)
    os.kill(source.ssh.pid, signal.SIGKILL)
    assert_ended(pids)
    source.close()
