"""Runs a whole program and tells how long it took and how much memory it held at its peak."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TCPTUI: Final = str(Path(sys.executable).with_name("tcptui"))
"""The command that is installed beside this interpreter, as a person calls it."""

_READ_BYTES: Final = 1 << 20
# Linux counts the peak in units of 1024 bytes, macOS in bytes.
_PEAK_UNIT: Final = 1 if sys.platform == "darwin" else 1024


class ProgramError(Exception):
    """A measured program failed, so that its time means nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One whole process, from before its start until its end."""

    seconds: float
    peak_bytes: int
    output_bytes: int


def run(command: Sequence[str]) -> Run:
    """Run a command with its output in a file, as a shell's `>` would do.

    The kernel counts what this process holds when it starts the child towards the child's peak: it must stay small.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors) as child:
            _, status, usage = os.wait4(child.pid, 0)
            elapsed = time.perf_counter() - start
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise ProgramError(f"{' '.join(command[:4])} ...: exit status {child.returncode}: {last}")
        return Run(elapsed, usage.ru_maxrss * _PEAK_UNIT, output.seek(0, os.SEEK_END))


def warm(path: Path) -> None:
    """Read a file once, so that every program finds it in memory."""
    with path.open("rb", buffering=0) as file:
        while file.read(_READ_BYTES):
            pass


def flows_command(path: Path) -> list[str]:
    """Give the command that lists all connections of a capture."""
    return [TCPTUI, "flows", str(path), "--format", "tsv"]
