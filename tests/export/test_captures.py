"""Which format a capture is written in, and what tshark reads of it."""

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.export.written import session_with
from tests.model.captures import session_of
from tests.wire.files import pcap_header, record
from tui_tcp.errors import UsageError
from tui_tcp.export.captures import WRITTEN, capture_writer, write_capture
from tui_tcp.export.pcap_file import write_pcap
from tui_tcp.export.pcapng_file import write_pcapng
from tui_tcp.model.columns import CHUNK_ROWS

if TYPE_CHECKING:
    from tui_tcp.model.columns import Vector

CAPTURES = Path(__file__).parents[3] / "shared" / "captures" / "all"
FIELDS = (
    "frame.number",
    "frame.time_epoch",
    "frame.len",
    "frame.cap_len",
    "frame.protocols",
    "tcp.stream",
    "tcp.seq_raw",
)
NOTED = ("frame.comment", "frame.interface_id", "frame.interface_name", "frame.interface_description")


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.pcapng", write_pcapng), ("b.PCAP", write_pcap), ("c.d.cap", write_pcap)],
)
def test_the_suffix_says_the_format(name: str, write: object) -> None:
    assert capture_writer(Path(name)) is write


@pytest.mark.parametrize("name", ["a", "a.txt", "a.pcap.gz"])
def test_another_suffix_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"the suffix says the format: name it \.pcapng or \.pcap"):
        capture_writer(Path(name))


def test_what_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    session = session_with(tmp_path, pcap_header() + record())
    (tmp_path / "there.pcap").write_bytes(b"")
    with pytest.raises(UsageError):
        write_capture(session, np.arange(1), tmp_path / "there.pcap")
    assert not (tmp_path / "there.pcap").read_bytes()


@pytest.mark.parametrize("name", ["out.pcap", "out.pcapng"])
def test_frames_that_are_gone_from_memory_are_left_out(name: str, tmp_path: Path) -> None:
    session = session_with(tmp_path, pcap_header() + record() * (CHUNK_ROWS + 3))
    session.columns.drop(1)
    said = write_capture(session, np.arange(CHUNK_ROWS - 1, CHUNK_ROWS + 2), tmp_path / name)
    assert said == ["1 of the frames are no longer in memory: left out"]
    assert session_of(tmp_path / name).frame_count == 2


@pytest.mark.parametrize("name", ["out.pcap", "out.pcapng"])
@pytest.mark.parametrize("column", WRITTEN)
def test_frames_that_go_while_they_are_gathered_are_left_out(
    name: str, column: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_with(tmp_path, pcap_header() + record() * (CHUNK_ROWS + 3))
    take = session.columns.take

    def take_late(wanted: str, rows: "Vector") -> "Vector":
        if wanted == column and not session.columns.first:
            session.columns.drop(1)
        return take(wanted, rows)

    monkeypatch.setattr(session.columns, "take", take_late)
    said = write_capture(session, np.arange(CHUNK_ROWS - 1, CHUNK_ROWS + 2), tmp_path / name)
    assert said == ["1 of the frames are no longer in memory: left out"]
    written = session_of(tmp_path / name)
    assert [written.frame_bytes(row) for row in range(written.frame_count)] == [session.frame_bytes(CHUNK_ROWS)] * 2


@pytest.mark.parametrize("name", ["out.pcap", "out.pcapng"])
def test_who_watches_can_end_it_and_nothing_is_left(name: str, tmp_path: Path) -> None:
    def stop(share: float) -> None:
        raise KeyboardInterrupt

    session = session_with(tmp_path, pcap_header() + record() * 3)
    there = set(tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write_capture(session, np.arange(3), tmp_path / name, progress=stop)
    assert set(tmp_path.iterdir()) == there


def tshark(path: Path, fields: tuple[str, ...]) -> list[str]:
    command = ["tshark", "-n", "-r", str(path), "-T", "fields", *(word for name in fields for word in ("-e", name))]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stdout.splitlines()


@pytest.mark.skipif(not CAPTURES.is_dir() or not shutil.which("tshark"), reason="needs the captures and tshark")
@pytest.mark.parametrize(
    "name",
    [
        "pngtest__be_test006.pcapng",
        "pngtest__be_test101.pcapng",
        "pngtest__le_test009.pcapng",
        "pngtest__le_test011.pcapng",
        "ndpi__sites.pcapng",
    ],
)
def test_tshark_reads_the_same_of_a_written_pcapng(name: str, tmp_path: Path) -> None:
    session = session_of(CAPTURES / name)
    write_capture(session, np.arange(session.frame_count), tmp_path / "out.pcapng")
    fields = (*FIELDS, *NOTED)
    assert tshark(tmp_path / "out.pcapng", fields) == tshark(CAPTURES / name, fields)
