"""Blocks of a source, one after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_tcp.capture.source import open_source
from tui_tcp.model import reader as module
from tui_tcp.model.reader import Reader

DATA = bytes(range(100))


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 16)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    path = tmp_path / "data"
    path.write_bytes(DATA)
    source = open_source(str(path))
    made = Reader(source)
    yield made
    source.close()


def held(reader: Reader) -> bytes:
    return bytes(reader.view[: reader.filled])


def test_the_first_block_comes_from_the_start(reader: Reader) -> None:
    assert reader.advance(0) == 16
    assert (reader.position, held(reader)) == (0, DATA[:16])


def test_what_was_not_consumed_stands_before_the_next_block(reader: Reader) -> None:
    reader.advance(0)
    reader.advance(10)
    assert reader.position == 10
    assert held(reader)[:6] == DATA[10:16]
    assert held(reader) == DATA[10 : 10 + reader.filled]


@pytest.mark.parametrize("step", [1, 7, 13, 16])
def test_every_byte_comes_once_whatever_is_consumed_at_a_time(reader: Reader, step: int) -> None:
    seen = b""
    consumed = 0
    while reader.advance(consumed) or reader.filled:
        consumed = min(step, reader.filled)
        seen += held(reader)[:consumed]
    assert seen == DATA


def test_a_piece_larger_than_a_block_is_held_whole(reader: Reader) -> None:
    while reader.advance(0):
        pass
    assert held(reader) == DATA


def test_more_can_be_skipped_than_is_held(reader: Reader) -> None:
    reader.advance(0)
    reader.advance(50)
    assert (reader.position, held(reader)[:5]) == (50, DATA[50:55])


def test_nothing_comes_after_the_end(reader: Reader) -> None:
    reader.advance(0)
    assert reader.advance(100) == 0
    assert reader.filled == 0
