"""tcptui explain: problems first, in words or as JSON."""

import json
from pathlib import Path
from textwrap import wrap

import pytest

from tests.cli.conftest import Run
from tests.views.builders import CLIENT, Timed, down, ethernet, ip, pcap, up
from tui_tcp.capture.source import FileSource
from tui_tcp.cli.explaining import _wrapped
from tui_tcp.errors import unreadable

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
LESSON = ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"


def test_problems_come_first(run: Run) -> None:
    lines = run("explain", LESSON).stdout.splitlines()
    assert lines[0] == "8 connections in 166 frames: 3 with a problem, 1 worth a note, 4 without either"
    assert [line.split()[1] for line in lines if line.startswith("Connection")] == [
        f"{n}:" for n in (3, 6, 7, 4, 0, 1, 2, 5)
    ]
    assert lines[3].startswith("  P Refused: a reset answered the SYN")
    assert max(map(len, lines)) <= 80


def test_what_cannot_be_read_again_is_told_behind_the_rest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: FileSource, position: int, size: int) -> bytes:
        raise unreadable(OSError(5, "Input/output error"), position)

    monkeypatch.setattr(FileSource, "read", fail)
    ended = run("explain", LESSON)
    assert ended.exit_code == 1
    assert ended.stdout.splitlines()[0].startswith("8 connections in 166 frames")
    assert ended.stderr.startswith(f"tcptui: {LESSON}: Input/output error (at byte ")


def test_one_connection_in_full(run: Run) -> None:
    text = run("explain", FIXTURES / "zero_window.client.pcap", "--stream", 0).stdout
    assert "Captured probably near the client" in text
    assert "  window was 0              server 2.4 s" in text
    assert "  Zeek's history            ShADawFf" in text


def test_a_filter_says_which_connections(run: Run) -> None:
    lines = run("explain", LESSON, "-Y", 'flow.close == "refused" or dns').stdout.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("Connection")] == ["3:"]
    assert lines[0].startswith("1 connection in 166 frames")


def test_json_is_an_object_a_line(run: Run) -> None:
    objects = [json.loads(line) for line in run("explain", LESSON, "--format", "json").stdout.splitlines()]
    assert [one["tcp.stream"] for one in objects][:3] == [3, 6, 7]
    refused = objects[0]
    assert refused["severity"] == "problem"
    assert refused["verdicts"][0]["name"] == "refused"
    assert refused["verdicts"][0]["frames"] == [59, 60]
    assert refused["figures"]["conn_state"] == "REJ"
    assert refused["sentences"] == [refused["verdicts"][0]["text"]]


def test_a_stream_that_is_not_there(run: Run) -> None:
    result = run("explain", FIXTURES / "refused.client.pcap", "--stream", 4)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"tcptui: {FIXTURES / 'refused.client.pcap'}: no connection 4: the capture holds 1, numbered from 0\n"
    )


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [
        ("no_tcp.pcap", 0, "no TCP among its 3 frames"),
        ("no_frames.pcap", 0, "holds no frames"),
        ("text.pcap", 2, ""),
        ("cut_in_record.pcap", 0, "cut short in the middle of a packet"),
    ],
)
def test_other_input(run: Run, name: str, status: int, told: str) -> None:
    result = run("explain", FIXTURES / "bad" / name)
    assert result.exit_code == status
    assert told in result.stderr


def test_hostile_payload_never_reaches_the_terminal_as_it_is(run: Run) -> None:
    for form in ("text", "json"):
        assert "\x1b" not in run("explain", FIXTURES / "bad" / "hostile_payload.pcap", "--format", form).stdout


def error_about(syn: Timed) -> Timed:
    """An ICMP error, host unreachable, that quotes a segment."""
    return 5, ethernet(ip("10.0.0.77", CLIENT[0], 1, b"\x03\x01" + bytes(6) + syn[1][14:]))


@pytest.mark.parametrize(
    ("frames", "told"),
    [
        ([error_about(up(0, "S", 0, 0))], "i Nothing of it was captured but an ICMP error that quotes it."),
        (
            [up(0, "S", 0, 0), down(1, "R", 0, 0)],
            "i There is nothing to tell of what was captured of it (#1 and #2).",
        ),
    ],
)
def test_why_nothing_is_said(run: Run, tmp_path: Path, frames: list[Timed], told: str) -> None:
    (tmp_path / "little.pcap").write_bytes(pcap(frames))
    assert run("explain", tmp_path / "little.pcap").stdout.splitlines()[-1].strip() == told


def test_a_text_is_broken_between_words_as_textwrap_does() -> None:
    text = "A word, averyveryverylongword and  two blanks, and the-end of it."
    for width in range(1, 70):
        wrapped = wrap(
            text,
            width,
            initial_indent="  P ",
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        assert list(_wrapped("  P ", text, width)) == wrapped
