"""The screen on a capture that comes over ssh, in a real terminal: a stand-in for ssh asks for a password there."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.driving import SAMPLE
from tests.app.test_start import Terminal, assert_restored, terminal

LIVE = "from tui_tcp.cli import main; import sys; main(sys.argv[1:])"
# As ssh does: asks at the terminal itself, hides what is typed, and then passes on what the other machine sends.
SSH = """#!{python}
import getpass, sys, time
for attempt in "123":
    if getpass.getpass(f"root@far's {{attempt}}. password: ") == "right":
        break
    print("Permission denied, please try again.", file=open("/dev/tty", "w"))
else:
    sys.exit("root@far: Permission denied (password).")
print("tcpdump: listening on any", file=sys.stderr, flush=True)
sys.stdout.buffer.write(open("{capture}", "rb").read())
sys.stdout.flush()
time.sleep({seconds})
sys.exit("client_loop: send disconnect: Broken pipe")
"""


def put_ssh(folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, script: str = SSH) -> None:
    """Have the stand-in found, which breaks off after so many seconds."""
    ssh = folder / "ssh"
    ssh.write_text(script.format(python=sys.executable, capture=SAMPLE, seconds=seconds))
    ssh.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The program, when it asks for the password."""
    put_ssh(tmp_path, monkeypatch, 60)
    with terminal("--ssh", "root@far", "-i", "any", program=LIVE) as used:
        assert used.waits_for("root@far's 1. password:")
        yield used


def test_the_password_is_asked_for_before_the_screen_is_there(asking: Terminal) -> None:
    assert b"\x1b[?1049h" not in asking.output
    asking.press(b"wrong\n")
    assert asking.waits_for("Permission denied, please try again.")
    assert b"\x1b[?1049h" not in asking.output
    asking.press(b"right\n")
    assert asking.waits_for("166 packets")
    assert "password" not in asking.text() and "listening" not in asking.text()
    assert b"right" not in asking.output
    asking.press(b"q")
    assert asking.waits_for("Keep the capture?")
    asking.press(b"d")
    assert asking.ends() == 0
    assert_restored(asking, last=800)


def test_a_connection_that_breaks_is_told_and_what_came_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_ssh(tmp_path, monkeypatch, 1)
    with terminal("--ssh", "root@far", "-i", "any", program=LIVE) as used:
        assert used.waits_for("password:")
        used.press(b"right\n")
        assert used.waits_for("Broken pipe")
        assert "166 packets" in used.text() and "ended" in used.text()


ASKED_THERE = """#!{python}
import sys, time
print("Warning: we trust you.", file=sys.stderr)
for attempt in "123":
    print(f"[sudo] {{attempt}}. password at far: ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline() == "right\\n":
        break
    print("Sorry, try again.", file=sys.stderr)
else:
    sys.exit("sudo: 3 incorrect password attempts")
sys.stdout.buffer.write(open("{capture}", "rb").read())
sys.stdout.flush()
time.sleep(60)
"""


@pytest.fixture
def asked_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The program, when the other end asks for a password on standard error, as sudo does that has no terminal."""
    put_ssh(tmp_path, monkeypatch, 60, ASKED_THERE)
    with terminal("--ssh", "root@far", "-i", "any", program=LIVE) as used:
        assert used.waits_for("(root@far) [sudo] 1. password at far:")
        yield used


def test_what_the_other_end_asks_is_asked_here_before_the_screen_is_there(asked_there: Terminal) -> None:
    asked_there.press(b"wrong\n")
    assert asked_there.waits_for("Sorry, try again.") and asked_there.waits_for("(root@far) [sudo] 2. password at far:")
    assert b"\x1b[?1049h" not in asked_there.output
    asked_there.press(b"right\n")
    assert asked_there.waits_for("166 packets")
    assert b"right" not in asked_there.output and b"wrong" not in asked_there.output
    asked_there.press(b"q")
    assert asked_there.waits_for("Keep the capture?")
    asked_there.press(b"d")
    assert asked_there.ends() == 0


TOLD = {
    "asking": "tcptui: root@far: Permission denied (password)",
    "asked_there": "tcptui: root@far: sudo: 3 incorrect password attempts",
}


@pytest.fixture(params=TOLD)
def question(request: pytest.FixtureRequest) -> tuple[Terminal, str]:
    """The program when ssh, or the other end, asks; and what is told after three wrong answers."""
    return request.getfixturevalue(request.param), TOLD[request.param]


def test_who_knows_no_password_is_told_so_and_sees_no_screen(question: tuple[Terminal, str]) -> None:
    used, told = question
    used.press(b"no\n")
    for again in ("2. password", "3. password"):  # one by one: what is typed ahead is thrown away
        assert used.waits_for(again)
        used.press(b"no\n")
    assert used.waits_for(told)
    assert used.ends() == 1
    assert b"\x1b[?1049h" not in used.output


def test_the_question_can_be_left(question: tuple[Terminal, str]) -> None:
    used, _ = question
    used.press(b"\x03")
    assert used.ends() == 1
    assert b"\x1b[?1049h" not in used.output
