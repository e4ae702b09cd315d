"""Writing frames from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.export.written import frames_of
from tests.model.captures import session_of

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"


def frames(path: Path) -> list[tuple[int, int, bytes]]:
    return frames_of(session_of(path))


@pytest.mark.parametrize("name", ["out.pcap", "out.pcapng"])
def test_without_a_choice_all_frames_are_written(name: str, tmp_path: Path, run: Run) -> None:
    result = run("export", SAMPLE, "-w", tmp_path / name)
    assert (result.exit_code, result.output) == (0, "")
    assert frames(tmp_path / name) == frames(SAMPLE)


def test_connections_are_written(tmp_path: Path, run: Run) -> None:
    assert run("export", SAMPLE, "--stream", 1, "--stream", 2, "-w", tmp_path / "out.pcap").exit_code == 0
    packets = [connection.first.packets + connection.second.packets for connection in session_of(SAMPLE).connections]
    assert len(frames(tmp_path / "out.pcap")) == packets[1] + packets[2]


def test_what_matches_a_filter_is_written(tmp_path: Path, run: Run) -> None:
    for number, words in enumerate((["-Y", "tcp.stream == 1"], ["-Y", "tcp.stream < 3", "--stream", "1"])):
        assert run("export", SAMPLE, *words, "-w", tmp_path / f"{number}.pcap").exit_code == 0
    assert run("export", SAMPLE, "--stream", 1, "-w", tmp_path / "stream.pcap").exit_code == 0
    assert frames(tmp_path / "0.pcap") == frames(tmp_path / "1.pcap") == frames(tmp_path / "stream.pcap")


def test_a_filter_that_matches_nothing_is_told(tmp_path: Path, run: Run) -> None:
    result = run("export", SAMPLE, "-Y", "frame.number == 0", "-w", tmp_path / "out.pcap")
    assert result.exit_code == 0
    assert "is chosen" in result.stderr
    assert frames(tmp_path / "out.pcap") == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-w", "out.pcap", "-Y", "no.such == 1"], "(column 1)"),
        (["-w", "there.pcap"], "there.pcap: exists: --force replaces it"),
        (["-w", "out.txt"], "out.txt: the suffix says the format: name it .pcapng or .pcap"),
        (["-w", "none/out.pcap"], "none/out.pcap: cannot write: No such file or directory"),
        (["-w", "out.pcap", "--stream", "99"], "no connection 99: the capture holds 8, numbered from 0"),
        ([], "Missing option '-w'"),
    ],
    ids=["filter", "exists", "suffix", "no folder", "no such connection", "no -w"],
)
def test_what_cannot_be_written_is_one_line(
    words: list[str], message: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.pcap").write_bytes(b"")
    result = run("export", SAMPLE, *words)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["there.pcap"]


def test_forced_a_file_is_replaced(tmp_path: Path, run: Run) -> None:
    (tmp_path / "out.pcap").write_bytes(b"old")
    assert run("export", SAMPLE, "-w", tmp_path / "out.pcap", "--force").exit_code == 0
    assert frames(tmp_path / "out.pcap") == frames(SAMPLE)


def test_a_damaged_capture_is_written_up_to_the_damage(tmp_path: Path, run: Run) -> None:
    (tmp_path / "cut.pcap").write_bytes(SAMPLE.read_bytes()[:-3])
    result = run("export", tmp_path / "cut.pcap", "-w", tmp_path / "out.pcap")
    assert result.exit_code == 0
    assert "cut short in the middle of a packet" in result.stderr
    assert frames(tmp_path / "out.pcap") == frames(SAMPLE)[:-1]
