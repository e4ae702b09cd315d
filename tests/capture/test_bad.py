"""Captures that are cut, damaged, mislabelled or made by fuzzers: each ends, says what is wrong, and keeps the frames.

The files lie beside the project and not in it (their licences differ); without them these tests are skipped.
"""

import csv
import resource
import subprocess
import sys
from pathlib import Path

import pytest

BAD = Path(__file__).parents[3] / "shared" / "captures" / "bad"
TRUTH = BAD.parent / "bad_truth.tsv"
SECONDS, MEGABYTES = 2, 300
FOREIGN = {"tcptrace__all.snoop.gz"}  # refused by name; Wireshark reads it

pytestmark = pytest.mark.skipif(not BAD.is_dir(), reason="the captures are not beside the project")


def truth() -> list[dict[str, str]]:
    if not TRUTH.exists():
        return []
    with TRUTH.open() as file:
        return list(csv.DictReader(file, delimiter="\t"))


def run(path: Path) -> subprocess.CompletedProcess[str]:
    fields = ["-e", "frame.number", "-e", "tcp.stream"]
    command = [sys.executable, "-m", "tui_tcp", "packets", str(path), "--format", "tsv", "--no-header", *fields]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, preexec_fn=_limit)


def _limit() -> None:
    """Processor seconds, which other programs on the machine do not use up, and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))


@pytest.mark.parametrize("expected", truth(), ids=lambda row: row["file"])
def test_it_ends_well(expected: dict[str, str]) -> None:
    result = run(BAD / expected["file"])
    assert "Traceback" not in result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    if expected["file"] in FOREIGN:
        assert result.returncode == 2
        return
    assert len(rows) == int(expected["tshark_frames"])
    assert sum(bool(stream) for _, stream in rows) == int(expected["tshark_tcp_frames"])
    assert result.returncode == (0 if rows or expected["tshark_rc"] == "0" else 2)


@pytest.mark.parametrize("expected", truth(), ids=lambda row: row["file"])
def test_what_is_wrong_is_one_line_that_names_the_file(expected: dict[str, str]) -> None:
    result = run(BAD / expected["file"])
    lines = result.stderr.splitlines()
    assert len(lines) <= 1
    if expected["tshark_rc"] == "2":
        assert lines
        assert expected["file"] in lines[0]
