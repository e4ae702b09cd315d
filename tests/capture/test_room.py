"""What stays of a growing file: its room on disk is measured, what follows keeps its place."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui_tcp.capture import room
from tui_tcp.capture.room import HEAD, Room, spool_folder
from tui_tcp.errors import CaptureError

PIECE = 64 << 10


@pytest.fixture
def descriptor(tmp_path: Path) -> Iterator[int]:
    """A file that is empty yet."""
    opened = os.open(tmp_path / "spool", os.O_RDWR | os.O_CREAT)
    yield opened
    os.close(opened)


def grow(descriptor: int, kept: Room, pieces: int, behind: int = 0) -> None:
    for _ in range(pieces):
        os.write(descriptor, b"x" * PIECE)
        size = os.fstat(descriptor).st_size
        kept.look(size, max(size - behind, 0))


def on_disk(descriptor: int) -> int:
    return os.fstat(descriptor).st_blocks * 512


def have_disk(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """A disk of a gigabyte, of which so much is free."""
    facts = SimpleNamespace(f_bavail=free >> 12, f_frsize=4096, f_blocks=1 << 18)
    monkeypatch.setattr(os, "fstatvfs", lambda _: facts)
    monkeypatch.setattr(room, "_BETWEEN_LOOKS", 4 * PIECE)


def test_without_a_bound_all_stays(descriptor: int) -> None:
    kept = Room(descriptor)
    grow(descriptor, kept, 40)
    assert (kept.gone, kept.is_short) == (0, False)


def test_the_oldest_goes_by_the_step(descriptor: int) -> None:
    kept = Room(descriptor, most=4 * PIECE, step=PIECE)
    grow(descriptor, kept, 20)
    assert kept.gone == 16 * PIECE
    assert on_disk(descriptor) <= 4 * PIECE + HEAD
    assert os.pread(descriptor, PIECE, 16 * PIECE) == b"x" * PIECE


def test_what_was_not_read_never_goes(descriptor: int) -> None:
    kept = Room(descriptor, most=4 * PIECE, step=PIECE)
    grow(descriptor, kept, 20, behind=10 * PIECE)
    assert kept.gone == 10 * PIECE


def test_a_step_that_ends_within_a_page_spares_what_follows(descriptor: int) -> None:
    kept = Room(descriptor, most=PIECE, step=5000)
    grow(descriptor, kept, 20)
    assert 19 * PIECE <= kept.gone < 19 * PIECE + 5000
    assert os.pread(descriptor, 10, kept.gone) == b"x" * 10
    assert on_disk(descriptor) <= 2 * PIECE + HEAD


def test_what_a_capture_says_of_itself_stays(descriptor: int) -> None:
    kept = Room(descriptor, most=4 * PIECE, step=PIECE)
    grow(descriptor, kept, 20)
    assert os.pread(descriptor, HEAD, 0) == b"x" * HEAD
    assert os.pread(descriptor, PIECE, HEAD) == bytes(PIECE)
    assert kept.has(0, HEAD) and not kept.has(0, HEAD + 1)
    assert kept.has(kept.gone, 1) and not kept.has(kept.gone - 1, 1)


def test_a_disk_that_is_nearly_full_is_not_filled(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    have_disk(monkeypatch, 80 << 20)
    kept = Room(descriptor)
    grow(descriptor, kept, 40)
    assert not kept.is_short
    have_disk(monkeypatch, 4 * PIECE)
    grow(descriptor, kept, 40)
    assert kept.is_short
    assert 30 * PIECE <= on_disk(descriptor) <= 46 * PIECE + HEAD
    assert kept.gone >= 34 * PIECE
    assert os.pread(descriptor, 10, kept.gone) == b"x" * 10


def test_to_ask_whether_a_file_can_shrink_takes_nothing_from_it(descriptor: int) -> None:
    os.write(descriptor, b"x" * PIECE)
    Room(descriptor, most=PIECE, step=PIECE)
    assert os.pread(descriptor, PIECE, 0) == b"x" * PIECE
    assert os.fstat(descriptor).st_size == PIECE


def test_where_a_file_cannot_shrink_a_bound_is_refused(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_free", lambda *_: False)
    with pytest.raises(CaptureError, match="TMPDIR names another place"):
        Room(descriptor, most=PIECE, step=PIECE)
    have_disk(monkeypatch, 4 * PIECE)
    kept = Room(descriptor)
    grow(descriptor, kept, 40)
    assert (kept.gone, kept.is_short) == (0, False)


def test_temporary_captures_go_where_a_person_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert spool_folder() == str(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    assert spool_folder() != str(tmp_path / "none")
