"""A capture as a whole, printed."""

from pathlib import Path
from struct import pack

from tests.cli.conftest import Run
from tests.wire.files import BEGINNING, STATISTICS, block, enhanced, interface, option, section


def test_what_is_said_beside_the_packets(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "noted.pcapng"
    head = section(options=option(1, b"by hand")) + interface(options=option(2, b"eth0"))
    lost = block(STATISTICS, pack("<III", 0, 0, 0) + option(5, pack("<Q", 3)))
    path.write_bytes(head + enhanced() + lost)
    result = run("info", path)
    assert result.stdout.startswith("noted.pcapng  1 frame · 0 connections")
    assert result.stdout.splitlines()[1:] == [
        "Interfaces",
        "  0  eth0  Ethernet · microseconds · 1 frame · 3 packets lost",
        "Comments on the capture",
        "  by hand",
    ]
    assert result.stderr == f"tcptui: {path}: 3 packets were lost at capture at eth0\n"


def test_without_losses_nothing_is_warned_of(tmp_path: Path, run: Run) -> None:
    (tmp_path / "plain.pcapng").write_bytes(BEGINNING + enhanced())
    assert run("info", tmp_path / "plain.pcapng").stderr == ""
