"""What the words of the command line do, and what is said when they are wrong."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui_tcp import __version__

ROOT = Path(__file__).parents[2]
REFUSED = ROOT / "fixtures" / "refused.client.pcap"
BAD = ROOT / "fixtures" / "bad"
KEPT = "(at byte 544); the 5 frames before it are kept"


def process(*words: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "tui_tcp", *words], capture_output=True, **more)  # type: ignore


def test_flows_prints_a_line_a_connection(run: Run) -> None:
    result = run("flows", REFUSED, "-e", "tcp.stream", "-e", "flow.close", "-e", "flow.closed_by")
    assert result.stdout == "tcp.stream\tflow.close\tflow.closed_by\n0\trefused\tserver\n"
    assert (result.exit_code, result.stderr) == (0, "")


def test_packets_prints_a_line_a_frame(run: Run) -> None:
    result = run("packets", REFUSED, "-e", "frame.number", "-e", "tcp.flags", "--no-header")
    assert result.stdout == "1\t0x0002\n2\t0x0014\n"


@pytest.mark.parametrize("words", [(REFUSED,), ("-r", REFUSED), ("open", REFUSED), ("flows", REFUSED)])
def test_without_a_terminal_opening_prints_the_connections(words: tuple[Path | str, ...], run: Run) -> None:
    result = run(*words)
    assert result.stdout.splitlines()[0].startswith("tcp.stream\tflow.state")
    assert len(result.stdout.splitlines()) == 2


def test_the_version_tells_which_core_runs(run: Run) -> None:
    assert run("--version").stdout in (f"tcptui {__version__} ({core} core)\n" for core in ("compiled", "Python"))


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_names_the_commands(word: str, run: Run) -> None:
    result = run(word)
    assert result.exit_code == 0
    assert "flows" in result.stdout
    assert "packets" in result.stdout


def test_help_tells_of_what_goes_with_a_capture_to_open(run: Run) -> None:
    text = run("--help").stdout
    assert all(option in text for option in ("-Y FILTER", "-i, --iface NAME", "--ssh", "-r FILE", "--version"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["flows", "no-such-file"], "no-such-file: no such file", id="no such file"),
        pytest.param(["flows", BAD], f"{BAD}: is a directory, not a capture", id="a directory"),
        pytest.param(["flows", BAD / "empty.pcap"], f"{BAD}/empty.pcap: the file is empty", id="empty"),
        pytest.param(["flows", BAD / "text.pcap"], f"{BAD}/text.pcap: text, not a capture", id="text"),
        pytest.param(
            ["packets", BAD / "cut_in_file_header.pcap"],
            f"{BAD}/cut_in_file_header.pcap: a pcap header cut short (at byte 12)",
            id="a cut header",
        ),
        pytest.param(["no-such-file"], "no-such-file: no such file", id="opened"),
        pytest.param(
            [], "standard output is no terminal: name a capture, and its connections are printed", id="nothing"
        ),
        pytest.param(["flows"], "Missing argument 'FILE', or an interface with -i.", id="no file named"),
        pytest.param(["flows", REFUSED, "--bogus"], "No such option '--bogus'.", id="unknown option"),
        pytest.param(["--bogus"], "No such option '--bogus'.", id="unknown option first"),
        pytest.param(["flows", REFUSED, "-e", "flow.stat"], "-e: no field 'flow.stat'; did you mean", id="field"),
        pytest.param(["flows", REFUSED, "--sort", "zzz"], "--sort: no field 'zzz'", id="sort field"),
        pytest.param(
            ["flows", REFUSED, "--format", "xml"], "Invalid value for '--format': 'xml' is not one", id="format"
        ),
        pytest.param(
            ["flows", REFUSED, "--limit", "-1"], "Invalid value for '--limit': -1 is not in the range", id="limit"
        ),
        pytest.param(["flow", REFUSED], "neither a file nor a command: 'flow'; did you mean flows?", id="command"),
        pytest.param(["explian"], "neither a file nor a command: 'explian'; did you mean explain?", id="no file"),
        pytest.param(["flows", REFUSED, "--sort", "rtt"], "--sort: no field 'rtt'; did you mean flow.rtt?", id="sort"),
        pytest.param(["flows", REFUSED, "-e", "x"], "-e: no field 'x'", id="strange field"),
        pytest.param(["flows", REFUSED, "-Y", "tcp.prt"], "-Y: no field 'tcp.prt'; did you mean", id="filter's field"),
        pytest.param(["-i", "lo", "--stuck-after", "0s"], "--stuck-after 0s: wants a time above 0", id="no time"),
        pytest.param(["--stuck-after", "5 pm"], "--stuck-after 5 pm: wants a time above 0", id="not a span of time"),
        pytest.param(["explain", REFUSED, "-Y", "("], "-Y: the filter ends where", id="filter"),
    ],
)
def test_what_cannot_be_is_told_in_one_line_with_status_2(words: list[str | Path], message: str, run: Run) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"tcptui: {message}")
    assert result.stderr.count("\n") == 1


FOREIGN = {b"snoop\0\0\0" + bytes(8): "snoop", b"PK\3\4" + bytes(30): "zip", b"\x7fELF" + bytes(30): "program"}


@pytest.mark.parametrize(("content", "name"), FOREIGN.items(), ids=FOREIGN.values())
def test_a_foreign_format_is_named(content: bytes, name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(content)
    result = run("flows", path)
    assert result.exit_code == 2
    assert name in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "secret.pcap"
    path.write_bytes(REFUSED.read_bytes())
    path.chmod(0)
    result = run("flows", path)
    assert (result.exit_code, result.stderr) == (2, f"tcptui: {path}: permission denied\n")


@pytest.mark.parametrize(
    ("name", "frames", "warning"),
    [
        ("cut_in_record.pcap", 5, f"cut short in the middle of a packet {KEPT}"),
        ("cut_in_record_header.pcap", 5, f"cut short in the middle of a packet {KEPT}"),
        ("record_claims_4_gb.pcap", 5, f"a record claims 4294967280 bytes {KEPT}"),
        ("record_of_length_zero.pcap", 22, ""),
        ("hostile_payload.pcap", 8, ""),
        ("no_tcp.pcap", 3, ""),
        ("no_frames.pcap", 0, ""),
    ],
)
def test_a_damaged_file_gives_what_it_holds_with_status_0(name: str, frames: int, warning: str, run: Run) -> None:
    result = run("packets", BAD / name, "--no-header")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == frames
    assert result.stderr == (f"tcptui: {BAD / name}: {warning}\n" if warning else "")


def test_every_bad_file_is_tried() -> None:
    tried = Path(__file__).read_text()
    assert not [path.name for path in BAD.iterdir() if path.name not in tried]


@pytest.mark.parametrize(
    ("name", "why"), [("no_tcp.pcap", "no TCP among its 3 frames"), ("no_frames.pcap", "holds no frames")]
)
def test_a_capture_without_connections_says_why(name: str, why: str, run: Run) -> None:
    result = run("flows", BAD / name)
    assert result.exit_code == 0
    assert result.stderr == f"tcptui: {BAD / name}: {why}\n"
    assert len(result.stdout.splitlines()) == 1


def test_hostile_payload_never_reaches_the_terminal_as_it_is(run: Run) -> None:
    for command in ("flows", "packets"):
        assert "\x1b" not in run(command, BAD / "hostile_payload.pcap").stdout


@pytest.mark.parametrize("content", [REFUSED.read_bytes(), gzip.compress(REFUSED.read_bytes())], ids=["plain", "gzip"])
def test_standard_input_is_read(content: bytes) -> None:
    result = process("flows", "-", "-e", "flow.close", input=content)
    assert (result.stdout, result.stderr, result.returncode) == (b"flow.close\nrefused\n", b"", 0)


def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "tui_tcp", "flows", REFUSED], stdout=full, stderr=subprocess.PIPE
        )
    assert result.returncode == 1
    assert result.stderr == b"tcptui: cannot write: No space left on device\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "tui_tcp", "packets", str(ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as printing:
        assert printing.stdout
        assert printing.stderr
        printing.stdout.close()
        assert printing.stderr.read() == b""


def test_a_shell_can_complete_the_commands() -> None:
    words = {"_TCPTUI_COMPLETE": "bash_complete", "COMP_WORDS": "tcptui fl", "COMP_CWORD": "1"}
    result = process(env={**os.environ, **words})
    assert b"flows" in result.stdout
