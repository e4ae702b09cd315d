"""Columns that grow chunk by chunk."""

import mmap
from pathlib import Path

import numpy as np
import pytest

from tui_tcp.model import columns as module
from tui_tcp.model.columns import COLUMNS, ROW_BYTES, SIZES, Chunk, Columns

ROWS = mmap.PAGESIZE  # of a small chunk: whole pages, as numpy wants them aligned


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_ROWS", ROWS)


def filled(count: int, keeps_rows: bool = True) -> Columns:
    """Rows whose time is 10 times their number; connections 0, 1 and 2 take turns."""
    columns = Columns(keeps_rows)
    for number in range(count):
        chunk, row = columns.tail()
        chunk.buffers["time"][row] = 10 * number
        chunk.buffers["connection"][row] = number % 3
        columns.count += 1
    return columns


@pytest.mark.parametrize(("count", "chunks"), [(0, 0), (1, 1), (ROWS, 1), (ROWS + 1, 2), (2 * ROWS, 2)])
def test_a_chunk_is_made_when_the_one_before_is_full(count: int, chunks: int) -> None:
    assert len(filled(count).chunks) == chunks


def test_one_chunk_of_memory_serves_all_rows_that_nobody_wants() -> None:
    columns = filled(3 * ROWS + 2, keeps_rows=False)
    assert len({id(chunk) for chunk in columns.chunks}) == 2  # and what stands for those that are gone
    assert columns.first == 3 * ROWS
    assert columns.value("time", 3 * ROWS + 1) == 10 * (3 * ROWS + 1)
    assert columns.value("time", 0) == 0


def test_growing_does_not_move_what_a_reader_holds() -> None:
    columns = filled(3)
    before = columns.vector("time")
    for _ in range(2 * ROWS):
        columns.tail()
        columns.count += 1
    columns.chunks[0].buffers["time"][0] = 77
    assert before[0] == 77


@pytest.mark.parametrize("count", [0, 5, ROWS, ROWS + 7])
def test_a_vector_has_all_rows_in_order(count: int) -> None:
    assert filled(count).vector("time").tolist() == [10 * number for number in range(count)]


def test_a_vector_can_be_asked_for_some_rows_only() -> None:
    assert filled(ROWS + 7).vector("time", ROWS + 2).tolist() == [10 * number for number in range(ROWS + 2)]


def test_the_length_on_the_wire_is_what_was_captured_and_what_was_cut() -> None:
    columns = filled(ROWS + 3)
    for row, wire in ((0, 60), (ROWS + 1, 1514), (ROWS + 2, 54)):
        columns.chunks[row // ROWS].frames.measure(row % ROWS, 60, wire, 0)
    rows = [0, ROWS + 1, ROWS + 2]
    assert [columns.value("length", row) for row in rows] == [60, 1514, 54]
    assert columns.take("length", np.array(rows)).tolist() == [60, 1514, 54]
    assert columns.vector("length")[rows].tolist() == [60, 1514, 54]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc tells this process's memory here")
def test_what_is_never_written_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of whole frames of one interface, two columns stay the kernel's, even when they are read."""
    monkeypatch.setattr(module, "CHUNK_ROWS", 1 << 18)
    chunk = Chunk()
    before = _kilobytes_taken()
    for row in range(0, 1 << 18, 64):
        chunk.frames.measure(row, 60, 60, 0)
    written = _kilobytes_taken()
    assert not chunk.vector("cut", 1 << 18).any()
    assert written - before >= 1024  # the column of what was captured
    assert _kilobytes_taken() - written < 512


def _kilobytes_taken() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def test_a_value_is_a_plain_integer() -> None:
    value = filled(ROWS + 7).value("time", ROWS + 3)
    assert type(value) is int
    assert value == 10 * (ROWS + 3)


def test_rows_are_taken_in_any_order_across_chunks() -> None:
    wanted = [ROWS + 2, 0, ROWS - 1, ROWS, 0]
    assert filled(ROWS + 7).take("time", np.array(wanted)).tolist() == [10 * number for number in wanted]


def test_the_rows_of_a_connection_are_found_in_every_chunk() -> None:
    found = filled(ROWS + 7).rows_of(1).tolist()
    assert found == list(range(1, ROWS + 7, 3))


def test_only_the_chunks_between_two_rows_are_looked_through() -> None:
    columns = filled(2 * ROWS + 7)
    found = columns.rows_of(1, ROWS, 2 * ROWS).tolist()
    assert found == [row for row in range(1, 2 * ROWS + 7, 3) if ROWS <= row <= 2 * ROWS]


def test_a_packet_takes_at_most_a_hundred_bytes() -> None:
    assert sum(SIZES[code] for code in COLUMNS.values()) == ROW_BYTES <= 100


def test_rows_before_the_first_one_asked_for_are_left_out() -> None:
    assert filled(20).rows_of(1, 5, 12).tolist() == [7, 10]
