"""The command: play scenarios and write their captures into a folder."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from lab.namespace import Namespace, leave_shared_mounts
from lab.record import BrokenPromise, Recording, record
from lab.scenario import Scenario
from lab.scenarios import SCENARIOS
from lab.tracing import Trace, open_trace

TRIES = 6
# Python hands the interpreter from thread to thread this often: the relay must not wait long.
SWITCH_INTERVAL_S = 0.0005


def main() -> int:
    """Run the command line and return the exit status."""
    parser = _parser()
    options = parser.parse_args()
    unknown = [name for name in options.scenarios if name not in SCENARIOS]
    if unknown:
        parser.error(f"no scenario is called {unknown[0]} (--help lists them)")
    missing = _what_is_missing()
    if missing:
        print(f"lab: {missing}", file=sys.stderr)
        return 2
    chosen = [SCENARIOS[name] for name in options.scenarios] or [s for s in SCENARIOS.values() if not s.lesson]
    options.out.mkdir(parents=True, exist_ok=True)
    return 0 if _play_all(chosen, options.out) else 1


def _play_all(chosen: list[Scenario], folder: Path) -> bool:
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    # So that a trace is taken away also when somebody ends this process politely.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    trace = open_trace()
    try:
        return all([_play(scenario, trace, folder) for scenario in chosen])
    finally:
        if trace:
            trace.close()


def _parser() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {s.name:26} {s.doc}" for s in SCENARIOS.values())
    parser = argparse.ArgumentParser(
        prog="python -m lab",
        description="Record real TCP connections between two hosts made of network namespaces.",
        epilog=f"scenarios:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help="which to play; all but the lesson if none is named"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the captures")
    return parser


def _what_is_missing() -> str | None:
    if sys.platform != "linux":
        return "needs Linux: the hosts are made of network namespaces"
    if os.geteuid() != 0:
        return "needs root, to make network namespaces and to capture; try it with sudo"
    if shutil.which("ip") is None:
        return "needs the program ip (Debian: apt-get install iproute2)"
    try:
        leave_shared_mounts()
        Namespace().close()
    except OSError as error:
        return f"may not make network namespaces here: {error}"
    return None


def _play(scenario: Scenario, trace: Trace | None, folder: Path) -> bool:
    for _ in range(TRIES):
        try:
            recording = record(scenario, trace)
        except (BrokenPromise, OSError, subprocess.SubprocessError) as error:
            print(f"{scenario.name}: {error}", file=sys.stderr)
            continue
        _write(recording, scenario, folder)
        print(f"{scenario.name}: {len(recording.frames['client'])} frames at the client", flush=True)
        return True
    return False


def _write(recording: Recording, scenario: Scenario, folder: Path) -> None:
    if scenario.folder:
        (folder / scenario.folder).mkdir(exist_ok=True)
        recording.write_captures(folder / scenario.folder, scenario.name)
    elif scenario.lesson:
        recording.write_lesson(folder, scenario.name)
    else:
        recording.write(folder, scenario.name)


if __name__ == "__main__":
    sys.exit(main())
