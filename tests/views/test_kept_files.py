"""What was kept is told in one line, whose end a shell takes as it is."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tui_tcp.capture.remains import Remains
from tui_tcp.escape import escape
from tui_tcp.views.kept_files import kept_line, pasted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.pcap"
    made.write_bytes(bytes(1500))
    return made


def test_what_was_kept_and_where(path: Path) -> None:
    assert kept_line(Remains((path,), 12), 0) == f"kept 12 packets, 1.50 kB: {path}"
    assert kept_line(Remains((path,), 1), None) == f"kept 1 packet, 1.50 kB: {path}"
    assert kept_line(Remains((path, path), None, is_whole=False), None) == f"kept the newest 3.00 kB: {path} {path}"


def test_what_was_lost(path: Path) -> None:
    said = kept_line(Remains((path,), 12), 1700)
    assert said == f"kept 12 packets, 1.50 kB; 1,700 more were lost, for want of room: {path}"
    assert "1 more was lost" in kept_line(Remains((path,), 12), 1)


NAMES = [
    "a.pcap",
    "two words.pcap",
    "it's",
    "$HOME",
    "a\x1b[2J",
    "tab\there's",
    "back\\slash\n",
    "é",
    "x\u202ey",
    "\udcff.pcap",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_shell_takes_every_name_and_a_terminal_nothing(name: str) -> None:
    word = pasted([Path(name)])
    assert escape(word) == word
    assert written_out(word) == [name]


def test_many_files_of_a_ring_are_one_word() -> None:
    paths = [Path(f"my ring/a_{number:05}.pcap") for number in range(98, 103)]
    assert pasted(paths) == "'my ring/a_'{00098..00102}.pcap"
    assert written_out(pasted(paths)) == [str(path) for path in paths]
    assert written_out(pasted(paths[:3])) == [str(path) for path in paths[:3]]


def written_out(words: str) -> list[str]:
    """The words that bash makes of a text."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("no bash")
    said = subprocess.run([bash, "-c", f"printf '%s\\0' {words}"], capture_output=True, check=True).stdout
    return [word.decode("utf-8", "surrogateescape") for word in said.split(b"\0")[:-1]]
