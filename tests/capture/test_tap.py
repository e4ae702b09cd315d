"""One interface by libpcap, in a process of its own: pcapy is never loaded into this one."""

import os
import subprocess
import sys

from tests.capture.wire import NAME, Wire


def run(wire: Wire, program: str) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with wire.here.entered():
        done = subprocess.run(
            [sys.executable, "-c", f"from tui_tcp.capture.tap import Tap, TapError\n{program}"],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
    return done.stdout.strip()


def test_an_idle_tap_gives_nothing_and_does_not_wait(wire: Wire) -> None:
    assert (
        run(wire, f"tap = Tap('{NAME}', 100)\nprint(tap.read(10, print), tap.link_type, tap.losses())") == "0 1 (0, 0)"
    )


def test_a_tap_that_went_down_says_so_once_and_resumes(wire: Wire) -> None:
    program = (
        "import subprocess\n"
        f"tap = Tap('{NAME}', 100)\nsubprocess.run(['ip', 'link', 'set', '{NAME}', 'down'])\n"
        "try:\n    tap.read(10, print)\nexcept TapError as error:\n    print(error, error.kind)\n"
        f"print(tap.read(10, print), tap.resume())\nsubprocess.run(['ip', 'link', 'set', '{NAME}', 'up'])\n"
        "print(tap.resume(), tap.is_down)"
    )
    assert run(wire, program).splitlines() == [f"{NAME}: the interface went down down", "0 False", "True False"]


def test_an_unknown_interface(wire: Wire) -> None:
    program = "try:\n    Tap('nosuch', 100)\nexcept TapError as error:\n    print(error, error.kind)"
    assert run(wire, program) == "nosuch: no such interface unknown"


def test_any_can_be_tapped_and_knows_no_down(wire: Wire) -> None:
    assert run(wire, "tap = Tap('any', 100)\ntap.is_down = True\nprint(tap.link_type, tap.resume())") == "113 True"
