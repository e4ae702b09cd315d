"""How the printing commands choose, order and lay out what they print."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tui_tcp.fields.flow_fields import FLOW_FIELDS
from tui_tcp.fields.table import DEFAULT_FLOW_FIELDS, DEFAULT_FRAME_FIELDS
from tui_tcp.model import columns, session

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tui_tcp" / "sample" / "classic_lesson.pcap"


def printed(run: Run, *words: str) -> list[str]:
    """The lines of one field of every connection of the sample."""
    lines: list[str] = run("flows", SAMPLE, "--no-header", *words).stdout.splitlines()
    return lines


@pytest.mark.parametrize(("command", "fields"), [("flows", DEFAULT_FLOW_FIELDS), ("packets", DEFAULT_FRAME_FIELDS)])
def test_without_fields_a_stated_set_is_printed(command: str, fields: list[str], run: Run) -> None:
    assert run(command, SAMPLE).stdout.splitlines()[0].split("\t") == fields


@pytest.mark.parametrize("name", [field.name for field in FLOW_FIELDS if not field.needs_frames])
@pytest.mark.parametrize(
    "capture", [SAMPLE, ROOT / "fixtures" / "spurious_retransmission.client.pcap"], ids=lambda path: path.stem
)
def test_a_field_says_the_same_where_frames_do_not_stay_in_memory(
    name: str, capture: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("flows", capture, "-Y", "frame", "-e", name).stdout
    for module in (columns, session):
        monkeypatch.setattr(module, "CHUNK_ROWS", 8)
    assert run("flows", capture, "-e", name).stdout == whole


def test_every_frame_has_its_line_tcp_or_not(run: Run) -> None:
    lines = run("packets", SAMPLE, "-e", "frame.number", "-e", "frame.protocol", "--no-header").stdout.splitlines()
    assert [int(line.split("\t")[0]) for line in lines] == list(range(1, len(lines) + 1))
    assert {"TCP", "UDP", "ARP", "ICMP", "ICMPv6"} <= {line.split("\t")[1] for line in lines}


def test_connections_stand_in_order_of_appearance(run: Run) -> None:
    numbers = [int(line) for line in printed(run, "-e", "tcp.stream")]
    assert numbers == list(range(len(numbers)))


def test_sorted_the_smallest_comes_first_and_with_a_minus_the_largest(run: Run) -> None:
    up = [int(line) for line in printed(run, "-e", "flow.packets", "--sort", "flow.packets")]
    down = [int(line) for line in printed(run, "-e", "flow.packets", "--sort", "-flow.packets")]
    assert up == sorted(up)
    assert down == sorted(up, reverse=True)


@pytest.mark.parametrize("sort", ["flow.rtt", "-flow.rtt"])
def test_what_has_no_value_stands_last_either_way(sort: str, run: Run) -> None:
    times = printed(run, "-e", "flow.rtt", "--sort", sort)
    assert times[-1] == ""
    assert times[0] != ""


@pytest.mark.parametrize("command", ["flows", "packets"])
@pytest.mark.parametrize("limit", [0, 1, 3])
def test_a_limit_is_kept(command: str, limit: int, run: Run) -> None:
    assert len(run(command, SAMPLE, "--limit", limit, "--no-header").stdout.splitlines()) == limit


@pytest.mark.parametrize("command", ["flows", "packets"])
def test_json_has_the_same_values_as_csv(command: str, run: Run) -> None:
    objects = [json.loads(line) for line in run(command, SAMPLE, "--format", "json").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run(command, SAMPLE, "--format", "csv").stdout)))
    assert len(objects) == len(rows)
    assert all(same(one[name], row[name]) for one, row in zip(objects, rows, strict=True) for name in row)


def same(value: object, text: str) -> bool:
    if value is None or isinstance(value, str):
        return (value or "") == text
    return float(str(value)) == (int(text, 16) if text.startswith("0x") else float(text))


def test_a_table_is_aligned(run: Run) -> None:
    lines = run("flows", SAMPLE, "--format", "table", "-e", "flow.packets", "-e", "flow.client").stdout.splitlines()
    assert len({line.index("10.9") for line in lines[1:] if "10.9" in line}) == 1


def test_a_filter_chooses_frames_and_connections(run: Run) -> None:
    lines = run("packets", SAMPLE, "-Y", "udp", "-e", "frame.protocol", "--no-header").stdout.splitlines()
    assert lines and set(lines) == {"UDP"}
    chosen = printed(run, "-Y", "tcp.flags.reset == 1", "-e", "tcp.stream")
    assert chosen and len(chosen) < len(printed(run, "-e", "tcp.stream"))
    assert printed(run, "-Y", "flow.packets > 1000000", "-e", "tcp.stream") == []


@pytest.mark.parametrize(("command", "what"), [("packets", "frames"), ("flows", "connections")])
def test_a_filter_that_nothing_matches_is_told(command: str, what: str, run: Run) -> None:
    result = run(command, SAMPLE, "-Y", "frame.number == 100000", "--no-header")
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.fullmatch(rf"tcptui: .*: none of its \d+ {what} matches the filter\n", result.stderr)


def test_what_is_no_filter_is_told_before_the_capture_is_read(run: Run) -> None:
    result = run("packets", "no such capture", "-Y", "tcp.prt == 80")
    assert result.exit_code == 2
    assert "no field 'tcp.prt'; did you mean tcp.port" in result.stderr
    assert "column 1" in result.stderr


@pytest.mark.parametrize("content", [SAMPLE.read_bytes()[:40], b"no capture"], ids=["warned of", "refused"])
def test_a_hostile_file_name_is_harmless(content: bytes, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "\x1b[31mred.pcap"
    path.write_bytes(content)
    assert r"\x1b[31mred.pcap: " in run("flows", path).stderr
