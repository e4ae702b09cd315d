"""Wireshark's labels on captures that were disturbed at random, held against tshark, which is asked on the spot.

TCPTUI_DISTURBED=500 tries as many; each number is the seed of one capture.
"""

import csv
import os
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from fuzz.disturb import disturbed
from tests.judges.answers import Answer, packets
from tests.judges.test_agree import LABELS, NUMBERS, VALUES, last, same

FIXTURES = sorted(Path(__file__).parents[2].glob("fixtures/*.pcap"))
LARGEST = 300_000
FIELDS = NUMBERS | LABELS | VALUES
TSHARK = ["tshark", "-n", "-o", "tcp.desegment_tcp_streams:FALSE", "-T", "fields", "-E", "header=y"]


def has_tshark_4_0() -> bool:
    if shutil.which("tshark") is None:
        return False
    return " 4.0." in subprocess.run(["tshark", "--version"], capture_output=True, text=True, check=True).stdout[:80]


needs_tshark = pytest.mark.skipif(not has_tshark_4_0(), reason="tshark 4.0, whose rules ours are, is not installed")


def capture(seed: int) -> bytes:
    random = Random(seed)
    small = [path for path in FIXTURES if path.stat().st_size < LARGEST]
    return disturbed(random.choice(small).read_bytes(), random)


def theirs(path: Path) -> list[Answer]:
    asked = [argument for field in ("frame.number", *FIELDS.values()) for argument in ("-e", field)]
    done = subprocess.run([*TSHARK, "-r", str(path), *asked], capture_output=True, text=True, check=True, timeout=120)
    return list(csv.DictReader(done.stdout.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@needs_tshark
@pytest.mark.parametrize("seed", range(int(os.environ.get("TCPTUI_DISTURBED", "16"))))
def test_labels_of_a_disturbed_capture_are_wireshark_s(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "disturbed.pcap"
    path.write_bytes(capture(seed))
    ours = packets(path, ["frame.number", *FIELDS.values()])
    wrong = [
        f"#{row['frame.number']} {column}: {row[field]} not {answer[field]}"
        for row, answer in zip(theirs(path), ours, strict=True)
        for column, field in FIELDS.items()
        if row["tcp.stream"] and not same(column, last(row[field]), last(answer[field]))
    ]
    assert not wrong, wrong[:10]
