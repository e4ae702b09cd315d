"""-N: what it asks, for how long, and that nothing asks without it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.model.captures import pcap
from tests.names.packets import segment
from tui_tcp.names import resolver as asking
from tui_tcp.names.network import permitted
from tui_tcp.names.resolver import look_up

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"
LOCAL = bytes((127, 0, 0, 1))

# Runs the command line, and the screen without a terminal, where whatever asks a network is an error.
GUARDED = """
import asyncio, sys
sys.path.append(sys.argv[1])
ASKING = ("socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo", "socket.connect", "socket.send")

def guard(event, arguments):
    if event.startswith(ASKING):
        print("asked:", event, arguments)

sys.addaudithook(guard)
from click.testing import CliRunner
from tui_tcp.cli import main

lesson = sys.argv[2]
for words in (
    ["flows", lesson], ["flows", lesson, "-e", "flow.name", "-Y", 'flow.name contains "a"', "--sort", "flow.name"],
    ["packets", lesson, "-e", "flow.name", "-e", "ip.host"], ["explain", lesson, "-Y", "flow.name"], ["info", lesson],
    ["export", lesson, "-Y", 'flow.name == "www.example.com"', "-w", sys.argv[3]],
):
    assert CliRunner().invoke(main, words).exit_code == 0, words

async def use():
    from tests.app.driving import opened
    async with opened() as (pilot, screen):
        for key in "a j v a s S enter x escape slash f l o w full_stop n a m e enter a".split():
            await pilot.press(key)
            await pilot.pause(0.05)
        await pilot.pause(0.5)

asyncio.run(use())
print("done")
"""

# A resolver that never answers.
SILENT = """
import sys, time
from tui_tcp.names import resolver

resolver.getnameinfo = lambda *_: time.sleep(600)
from tui_tcp.cli import main

main([*sys.argv[1:]])
"""


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """A capture of a connection to 127.0.0.1."""
    path = tmp_path / "local.pcap"
    frame = segment(flags=0x02, seq=0)
    path.write_bytes(pcap([frame[:30] + LOCAL + frame[34:]]))
    return path


def test_a_name_is_asked_for_where_that_is_permitted(local: Path, run: Run) -> None:
    expected = look_up(LOCAL)
    assert expected
    assert run("flows", local, "-e", "flow.name", "--no-header").stdout == "\n"
    assert run("flows", local, "-N", "-e", "flow.name", "--no-header").stdout == f"{expected}\n"
    assert run("flows", "--resolve", local, "-Y", f'flow.name == "{expected}"', "--no-header").stdout.count("\n") == 1
    assert permitted() is None


def test_names_are_shown_without_being_named(local: Path, run: Run) -> None:
    expected = look_up(LOCAL)
    assert run("flows", local, "-N").stdout.splitlines()[1].endswith(f"\t{expected}")
    assert run(local, "-N").stdout.splitlines()[1].endswith(f"\t{expected}")
    assert run("packets", local, "-N").stdout.splitlines()[1].endswith(f"\t{expected}")
    assert f"127.0.0.1:443 ({expected})" in run("explain", local, "-N").stdout
    assert f'"flow.name": "{expected}"' in run("explain", local, "-N", "--format", "json").stdout
    assert expected not in run("explain", local).stdout


def test_nothing_asks_without_it(tmp_path: Path) -> None:
    words = [sys.executable, "-c", GUARDED, str(ROOT), str(LESSON), str(tmp_path / "out.pcap")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "done\n"


def test_a_resolver_that_is_silent_ends_nothing_late(local: Path) -> None:
    begun = time.monotonic()
    words = [sys.executable, "-c", SILENT, "flows", "-N", str(local), "-e", "flow.server", "-e", "flow.name"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1] == "127.0.0.1:443\t"
    assert done.stderr == "tcptui: -N: names are missing: not all were answered within 5 s\n"
    assert 5 <= time.monotonic() - begun < 9


def test_a_resolver_that_fails_is_no_error(local: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(asking, "getnameinfo", fail)
    result = run("flows", local, "-N", "-e", "flow.name")
    assert (result.stdout, result.stderr, result.exit_code) == ("flow.name\n\n", "", 0)
