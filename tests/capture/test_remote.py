"""Capture over ssh: the command for the other machine, and a stand-in for ssh."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE
from tests.capture.wire import NAME, Wire, read_until
from tests.wire.packets import ether, ip4, tcp
from tui_tcp.capture import remote
from tui_tcp.capture.remains import Remains
from tui_tcp.capture.remote import open_remote, remote_command
from tui_tcp.capture.wish import Wish
from tui_tcp.errors import CaptureError
from tui_tcp.model.session import Session

FRAME = ether(ip4(tcp()))
LOCAL = '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift 2\nSSH_CONNECTION="::1 40022 ::1 22" exec sh -c "$1"\n'


def run_script(script: str, environment: Mapping[str, str], typed: bytes = b"") -> tuple[list[str], str]:
    """What a script says while its standard input stays open, the lines of it and what it complains of."""
    with subprocess.Popen(
        ["/bin/sh", "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(typed)
        process.stdin.flush()
        return process.stdout.read().decode().splitlines(), process.stderr.read().decode().strip()


@pytest.fixture
def ssh_is_local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ssh that runs the command here."""
    return put_ssh(LOCAL, tmp_path, monkeypatch)


def put_ssh(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "bin").mkdir()
    path = folder / "bin" / "ssh"
    path.write_text(script)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:{os.environ['PATH']}")
    return path


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[Wish], list[str]]:
    """What tcpdump is called with on the other machine, one word a line."""
    for name, script in (("tcpdump", "printf '%s\\n' \"$@\""), ("sudo", 'exec "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    environment = {"SSH_CONNECTION": "10.0.0.9 50000 10.0.0.1 2222", "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    def ask(wish: Wish) -> list[str]:
        return run_script(remote_command(wish), environment)[0]

    return ask


Ask = Callable[[Wish], list[str]]


def test_the_connection_that_carries_the_capture_is_left_out(asked: Ask) -> None:
    words = asked(Wish(("eth0",), filter="port 80", packets=7))
    assert words[:5] == ["-U", "--immediate-mode", "-B", "32768", "-n"]
    assert words[-1] == "not (tcp port 50000 and port 2222) and (port 80)"
    assert words[words.index("-c") + 1] == "7"
    assert words[words.index("-i") + 1] == "eth0"


@pytest.mark.parametrize("text", ["$(touch x)", '"; reboot; "', "`id`", "it's", "a\\b"])
def test_nothing_in_a_filter_or_a_name_is_run(text: str, asked: Ask) -> None:
    words = asked(Wish((text,), filter=text))
    assert words[-1] == f"not (tcp port 50000 and port 2222) and ({text})"
    assert words[words.index("-i") + 1] == text


STUBS = {
    "id": "echo 1000",
    "sudo": 'shift 3; echo by sudo; exec "$@"',
    "tcpdump": 'test "$1" = -d || echo "$0" "$1"',
    "refused": "echo 'eth0: no permission' >&2; exit 1",
    "with -Z": 'case $1 in -h) echo "[ -Z user ]" ;; -d) exit 1 ;; *) echo "$@" ;; esac',
    "asks": 'shift 3; read -r answer; echo "$answer"; exec "$@"',
}


def run_there(folder: Path, typed: bytes = b"", **programs: str) -> tuple[list[str], str]:
    """What a machine with these programs says, by name and stub, to a user who is not root."""
    for name, stub in {"id": "id", **programs}.items():
        (folder / name).write_text(f"#!/bin/sh\n{STUBS[stub]}\n")
        (folder / name).chmod(0o755)
    script = remote_command(Wish(("eth0",))).replace("/usr/local/sbin:/usr/sbin:/sbin", str(folder))
    return run_script(script, {"PATH": str(folder)}, typed)


@pytest.fixture
def sh_folder(tmp_path: Path) -> Path:
    """A folder for programs, with a shell in it and what it needs."""
    for name in ("sh", "cat"):
        (tmp_path / name).symlink_to(f"/bin/{name}")
    return tmp_path


def test_who_may_capture_does_it_without_sudo(sh_folder: Path) -> None:
    assert run_there(sh_folder, sudo="sudo", tcpdump="tcpdump")[0] == [f"{sh_folder}/tcpdump -U"]


def test_who_may_not_is_helped_by_sudo(sh_folder: Path) -> None:
    assert run_there(sh_folder, sudo="sudo", tcpdump="refused")[0] == ["by sudo"]


def test_tcpdump_becomes_who_may_then_end_it(sh_folder: Path) -> None:
    said, _ = run_there(sh_folder, sudo="sudo", tcpdump="with -Z")
    assert said[0] == "by sudo" and said[1].startswith("-Z 1000 -U")


def test_what_is_typed_reaches_sudo(sh_folder: Path) -> None:
    assert run_there(sh_folder, b"secret\n", sudo="asks", tcpdump="refused")[0] == ["secret"]


def test_who_has_no_sudo_hears_what_tcpdump_says(sh_folder: Path) -> None:
    assert run_there(sh_folder, tcpdump="refused") == ([], "eth0: no permission")


def test_a_machine_without_tcpdump_says_so(sh_folder: Path) -> None:
    assert run_there(sh_folder, sudo="sudo") == ([], "tcpdump is not installed there")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tcpdump is not installed there", "(it is what captures at the other end)"),
        (
            "tcpdump: eth0: You don't have permission to perform this capture on that device",
            "(log in as root, or have sudo there)",
        ),
        ("me is not in the sudoers file.", "(log in as root, or let this user run tcpdump by sudo there)"),
    ],
)
def test_what_helps_is_told(said: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_ssh(f'#!/bin/sh\necho "{said}" >&2\nexit 1\n', tmp_path, monkeypatch)
    with pytest.raises(CaptureError) as found:
        open_remote("far", Wish(("any",)))
    assert str(found.value) == f"far: {said.rstrip('.')} {told}"


def test_a_question_that_nobody_can_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_has_terminal", lambda: False)
    put_ssh("#!/bin/sh\nprintf 'Password: ' >&2\nread answer\n", tmp_path, monkeypatch)
    with pytest.raises(CaptureError, match="far asks “Password:”, and there is no terminal to answer it at"):
        open_remote("far", Wish(("any",)))


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 1\n", None], ids=["fails", "is missing"])
def test_what_cannot_begin_leaves_no_file_and_every_other_as_it_was(
    program: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if program:
        put_ssh(program, tmp_path, monkeypatch)
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "old").write_bytes(b"mine")
    for name in ("new", "old"):
        with pytest.raises(CaptureError):
            open_remote("host", Wish(("any",), path=tmp_path / name, is_forced=True))
    assert (tmp_path / "old").read_bytes() == b"mine" and not (tmp_path / "new").exists()


def test_a_file_that_is_written_over_holds_nothing_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_ssh(f"#!/bin/sh\ncat {SAMPLE}\nread -r end\n", tmp_path, monkeypatch)
    (tmp_path / "old").write_bytes(bytes(200_000))
    open_remote("host", Wish(("any",), path=tmp_path / "old", is_forced=True)).close()
    assert (tmp_path / "old").read_bytes() == SAMPLE.read_bytes()


def test_one_interface_is_wanted() -> None:
    with pytest.raises(CaptureError, match="one interface"):
        open_remote("host", Wish(("a", "b")))


def test_what_the_other_side_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_ssh("#!/bin/sh\necho 'host: Permission denied\x1b[31m (publickey).' >&2\nexit 255\n", tmp_path, monkeypatch)
    with pytest.raises(CaptureError, match=r"Permission denied\\x1b\[31m \(publickey\)"):
        open_remote("host", Wish(("any",)))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tcpdump: listening on eth0, link-type EN10MB", "the connection ended"),
        ("tcpdump: no0: it is gone\n(It is gone)", "tcpdump: no0: it is gone"),
        ("tcpdump: pcap_loop: gone\n3 packets captured", "tcpdump: pcap_loop: gone"),
    ],
)
def test_what_is_always_said_is_no_complaint(
    said: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_ssh(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n", tmp_path, monkeypatch)
    with pytest.raises(CaptureError) as found:
        open_remote("host", Wish(("any",)))
    assert str(found.value) == f"host: {told}"


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("1 packet captured\\n3 packets received by filter\\n17 packets dropped by kernel\\n", 17),
        ("1 packet captured\\n1 packet received by filter\\n0 packets dropped by kernel\\n", 0),
        ("17 packets dropped by nobody\\n", None),
    ],
)
def test_what_tcpdump_lost_is_known_when_it_ends(
    said: str, lost: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_ssh(f"#!/bin/sh\ncat {SAMPLE}\nread -r end\nprintf '{said}' >&2\n", tmp_path, monkeypatch)
    source = open_remote("host", Wish(("eth0",)))
    assert source.lost is None
    source.stop()
    assert source.lost == lost
    source.close()


def test_an_ssh_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CaptureError, match="cannot run ssh: No such file"):
        open_remote("host", Wish(("any",)))


@pytest.mark.usefixtures("ssh_is_local")
def test_packets_come_as_they_are_captured(wire: Wire, tmp_path: Path) -> None:
    with wire.here.entered():
        source = open_remote("host", Wish((NAME,), path=tmp_path / "a.pcap"))
    session = Session(source)
    wire.send(*[FRAME] * 3)
    read_until(session, lambda: session.frame_count == 3)
    source.stop()
    session.read()
    assert not session.warnings
    source.close()
    assert (tmp_path / "a.pcap").stat().st_size == 24 + 3 * (16 + len(FRAME))
    assert source.remains == Remains((tmp_path / "a.pcap",), 3)


@pytest.mark.usefixtures("ssh_is_local")
def test_a_connection_that_breaks_is_told(wire: Wire) -> None:
    with wire.here.entered():
        source = open_remote("host", Wish((NAME,)))
    wire.here.ip(f"link del {NAME}")
    session = Session(source)
    session.read()
    assert "interface disappeared" in session.warnings[0] or "went down" in session.warnings[0]
    source.close()


def test_a_file_that_is_kept_ends_with_a_whole_packet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torn = tmp_path / "torn.pcap"
    torn.write_bytes(SAMPLE.read_bytes() + bytes(10))
    put_ssh(f"#!/bin/sh\ncat {torn}\nexit 255\n", tmp_path, monkeypatch)
    source = open_remote("host", Wish(("any",), path=tmp_path / "kept.pcap"))
    Session(source).read()
    source.close()
    assert (tmp_path / "kept.pcap").read_bytes() == SAMPLE.read_bytes()
    assert source.remains == Remains((tmp_path / "kept.pcap",), 166)


def test_what_comes_while_it_ends_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = tmp_path / "many"
    many.write_bytes(SAMPLE.read_bytes()[24:] * 40)
    put_ssh(f"#!/bin/sh\ncat {SAMPLE}\nread -r end\ncat {many}\n", tmp_path, monkeypatch)
    source = open_remote("host", Wish(("any",), path=tmp_path / "kept.pcap"))
    source.close()
    assert (tmp_path / "kept.pcap").read_bytes() == SAMPLE.read_bytes() + many.read_bytes()
