"""Reading many places of a file."""

from pathlib import Path

import numpy as np
import pytest

from tui_tcp.capture.source import open_source
from tui_tcp.errors import CaptureError
from tui_tcp.export.places import read_places, row_by_row

CONTENT = bytes(range(256)) * 20_000  # more than is read at a time


def read(folder: Path, places: list[tuple[int, int]], content: bytes = CONTENT) -> list[bytes]:
    path = folder / "content"
    path.write_bytes(content)
    begins, ends = np.array(places, np.int64).reshape(-1, 2).T
    return [bytes(piece) for piece in read_places(open_source(str(path)), begins, ends)]


@pytest.mark.parametrize(
    "places",
    [
        [],
        [(0, 5)],
        [(0, 5), (5, 9), (12, 12)],
        [(7, 9), (3_000_000, 3_000_009), (3_000_009, 3_000_010)],
        [(at, at + 200) for at in range(0, 5_000_000, 211)],
        [(0, 4_000_000), (4_000_001, 4_000_002)],
    ],
    ids=["none", "one", "neighbours", "far apart", "many", "long"],
)
def test_each_place_is_read(places: list[tuple[int, int]], tmp_path: Path) -> None:
    assert read(tmp_path, places) == [CONTENT[begin:end] for begin, end in places]


def test_a_file_that_was_cut_meanwhile_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match=r"changed while it was read: it ends now \(at byte 12\)"):
        read(tmp_path, [(10, 15)], b"twelve bytes")


def test_it_is_told_how_much_is_done(tmp_path: Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    begins = np.arange(0, 5_000_000, 500)
    shares: list[float] = []
    assert len(list(read_places(open_source(str(path)), begins, begins + 100, shares.append))) == len(begins)
    assert shares == sorted(shares) and len(shares) > 3 and shares[-1] == 1


def test_rows_come_one_after_the_other() -> None:
    numbers = np.arange(40_000)
    assert list(row_by_row(numbers, numbers * 2)) == [(number, number * 2) for number in range(40_000)]
    assert list(row_by_row(numbers[:0])) == []
