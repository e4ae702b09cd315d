"""Privileges are gone for good: each case in a process of its own, which says what the kernel says of it."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tui_tcp.capture.privileges import Identity, could_write, nobody, person

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root has privileges to give up")

REPORT = """
import os
from pathlib import Path
print({line.partition(":")[0]: line.partition(":")[2].split() for line in Path("/proc/self/status").open()
       if line.startswith(("Uid", "Gid", "Groups", "CapPrm", "CapEff", "CapInh", "CapAmb", "NoNewPrivs"))})
"""


def facts(program: str) -> dict[str, list[str]]:
    """What the kernel says of a process that runs `program`."""
    code = (
        f"from tui_tcp.capture import privileges\nfrom tui_tcp.capture.privileges import Identity\n{program}\n{REPORT}"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    told: dict[str, list[str]] = eval(done.stdout)
    return told


@AS_ROOT
def test_becoming_somebody_else_leaves_nothing() -> None:
    found = facts("privileges.drop(Identity(65534, 65533))")
    assert found["Uid"] == ["65534"] * 4
    assert found["Gid"] == ["65533"] * 4
    assert found["Groups"] == []
    assert found["NoNewPrivs"] == ["1"]
    assert all(found[name] == ["0" * 16] for name in ("CapPrm", "CapEff", "CapInh", "CapAmb"))


@AS_ROOT
def test_root_that_stays_root_has_no_capabilities_either() -> None:
    found = facts("privileges.settle(None)")
    assert found["Uid"] == ["0"] * 4
    assert found["CapPrm"] == found["CapEff"] == ["0" * 16]


@AS_ROOT
def test_what_is_dropped_does_not_come_back_with_another_program() -> None:
    facts(
        "privileges.settle(None)\nimport subprocess\n"
        "out = subprocess.run(['grep', 'CapEff', '/proc/self/status'], capture_output=True).stdout\n"
        "assert out.split()[1] == b'0' * 16"
    )


@AS_ROOT
def test_a_thread_that_keeps_capabilities_is_noticed() -> None:
    program = (
        "import threading\nstarted = threading.Event()\n"
        "threading.Thread(target=started.wait, daemon=True).start()\n"
        "try:\n    privileges.settle(None)\nexcept privileges.PrivilegeError as error:\n"
        "    assert 'still has capabilities' in str(error)\nelse:\n    raise SystemExit('not noticed')"
    )
    facts(program)


@AS_ROOT
def test_the_home_is_the_persons(tmp_path: Path) -> None:
    facts(
        f"import os, pwd\nos.environ.update(HOME='{tmp_path}', XDG_CONFIG_HOME='{tmp_path}/.config')\n"
        "somebody = pwd.getpwnam('nobody')\nprivileges.settle(Identity(somebody.pw_uid, somebody.pw_gid))\n"
        "assert os.environ['HOME'] == somebody.pw_dir and 'XDG_CONFIG_HOME' not in os.environ"
    )


@AS_ROOT
def test_who_is_himself_again_by_setpriv_has_his_own_home() -> None:
    facts(
        "import os, pwd\nsomebody = pwd.getpwnam('nobody')\n"
        "os.environ.update(HOME='/root', SUDO_UID=str(somebody.pw_uid))\n"
        "os.setgid(somebody.pw_gid)\nos.setuid(somebody.pw_uid)\n"
        "privileges.settle(None)\nassert os.environ['HOME'] == somebody.pw_dir"
    )


@AS_ROOT
def test_who_may_write_where_is_known_before_privileges_are_gone() -> None:
    with TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        somebody = Identity(65534, 65534)
        assert could_write(folder, None) and not could_write(folder, somebody)
        os.chown(folder, *somebody)
        assert could_write(folder, somebody) and not could_write(folder, None)
        assert os.geteuid() == 0


def test_who_called_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SUDO_UID", "1000")
    monkeypatch.setenv("SUDO_GID", "1001")
    assert person() == Identity(1000, 1001)


@pytest.mark.parametrize(("uid", "user"), [("0", 0), ("", 0), ("-1", 0), ("x", 0), ("1000", 1000)])
def test_nobody_called_sudo(monkeypatch: pytest.MonkeyPatch, uid: str, user: int) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv("SUDO_UID", uid)
    monkeypatch.setenv("SUDO_GID", "1000")
    assert person() is None


def test_who_is_not_root_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert nobody() is None
