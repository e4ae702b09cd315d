"""Frames read again, many at a time."""

from pathlib import Path

import numpy as np
import pytest

from tui_tcp.capture.source import Source, open_source
from tui_tcp.model.frame_bytes import GAP, MARGIN, FrameBytes, room

CONTENT = bytes(range(256)) * 64


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    return open_source(str(path))


def frames(source: Source, *places: tuple[int, int]) -> FrameBytes:
    offset, size = (np.array(column, np.int64) for column in zip(*places, strict=True))
    return FrameBytes(source, offset, size)


def texts(frames: FrameBytes) -> list[bytes]:
    return [bytes(frames.memory[a:b]) for a, b in zip(frames.start.tolist(), frames.end.tolist(), strict=True)]


@pytest.mark.parametrize(
    "places",
    [
        [(0, 10), (20, 5)],
        [(0, 10), (GAP + 100, 5), (GAP + 110, 7)],
        [(5000, 3), (10, 4)],
        [(0, 0), (1, 1)],
    ],
)
def test_each_frame_has_its_bytes(places: list[tuple[int, int]], source: Source) -> None:
    assert texts(frames(source, *places)) == [CONTENT[at : at + size] for at, size in places]


def test_a_margin_stands_behind_the_last_frame(source: Source) -> None:
    read = frames(source, (len(CONTENT) - 4, 4))
    assert len(read.memory) >= 4 + MARGIN


def test_what_the_file_has_no_more_is_missing(source: Source) -> None:
    cut = frames(source, (len(CONTENT) - 4, 100), (len(CONTENT) + 50, 10))
    assert texts(cut) == [CONTENT[-4:], b""]


def test_some_frames_stay_in_the_same_buffer(source: Source) -> None:
    whole = frames(source, (0, 4), (8, 4))
    some = whole.narrowed(np.array([1]))
    assert some.memory is whole.memory
    assert texts(some) == [CONTENT[8:12]]


def test_other_bytes_are_put_behind(source: Source) -> None:
    whole = frames(source, (0, 4))
    places = whole.append([b"abc", b"defg"])
    assert [bytes(whole.memory[place : place + 3]) for place in places] == [b"abc", b"def"]
    assert texts(whole) == [CONTENT[:4]]


def test_no_frames_take_no_room(source: Source) -> None:
    empty = np.empty(0, np.int64)
    assert room(empty, empty) == 0
    assert texts(FrameBytes(source, empty, empty)) == []
    assert room(np.array([0, 20]), np.array([10, 5])) == 25
