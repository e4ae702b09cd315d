"""Files of a ring read as one stream; names that are taken; what is removed and what never is."""

import errno
import os
from pathlib import Path

import pytest

from tui_tcp.capture.files import Kept, Stream, copy_at, create, numbered, remove
from tui_tcp.errors import CaptureError


def kept(path: Path, data: bytes) -> Kept:
    made = create(path, None)
    os.write(made.descriptor, data)
    return made


def stream(folder: Path) -> Stream:
    """HEADabcdef in the first file, HEADghi, HEADjkl in the next."""
    made = Stream(kept(folder / "1", b"HEADabcdef"))
    made.add(kept(folder / "2", b"HEADghi"), 10, 4)
    made.add(kept(folder / "3", b"HEADjkl"), 13, 4)
    return made


@pytest.mark.parametrize(
    ("position", "size", "expected"),
    [(0, 100, b"HEADabcdefghijkl"), (9, 5, b"fghij"), (10, 3, b"ghi"), (13, 1, b"j"), (16, 4, b"")],
)
def test_files_are_read_as_one(tmp_path: Path, position: int, size: int, expected: bytes) -> None:
    made = stream(tmp_path)
    assert made.read(position, size) == expected
    made.close()


def test_one_read_ends_with_its_file(tmp_path: Path) -> None:
    made, buffer = stream(tmp_path), bytearray(100)
    assert made.read_into(memoryview(buffer), 8) == 2
    made.close()


def test_the_oldest_goes_when_it_has_been_read(tmp_path: Path) -> None:
    made = stream(tmp_path)
    made.drop_oldest(2, read_to=9)
    assert made.oldest == 0
    made.drop_oldest(2, read_to=10)
    assert made.oldest == 10
    assert made.read(0, 4) == b""
    assert made.read(10, 9) == b"ghijkl"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2", "3"]
    made.close()


def test_what_is_left_can_be_copied_as_one_capture(tmp_path: Path) -> None:
    made = stream(tmp_path)
    made.drop_oldest(2, read_to=16)
    target = create(tmp_path / "copy", None)
    made.copy_to(target.descriptor, 4, 15)
    assert (tmp_path / "copy").read_bytes() == b"HEADghijk"
    os.close(target.descriptor)
    made.close()


def test_a_temporary_file_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made = create(None, None)
    assert not list(tmp_path.iterdir())
    os.close(made.descriptor)


def test_an_existing_file_is_left_alone_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"mine")
    with pytest.raises(CaptureError, match="exists; --force writes over it"):
        create(path, None)
    made = create(path, None, is_forced=True)
    assert not made.is_new
    assert path.read_bytes() == b"mine"  # until there is something to write
    os.close(made.descriptor)


def test_two_captures_do_not_write_to_one_file(tmp_path: Path) -> None:
    made = create(tmp_path / "a", None)
    with pytest.raises(CaptureError, match="another capture writes to it"):
        create(tmp_path / "a", None, is_forced=True)
    os.close(made.descriptor)


@pytest.mark.parametrize(("name", "message"), [("no/a", "no such file or directory"), ("", "exists")])
def test_what_cannot_be_created_is_told(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(CaptureError, match=message):
        create(tmp_path / name, None)


def test_a_name_that_now_stands_for_another_file_is_left_alone(tmp_path: Path) -> None:
    made = kept(tmp_path / "a", b"ours")
    (tmp_path / "a").rename(tmp_path / "b")
    (tmp_path / "a").write_bytes(b"theirs")
    remove(made)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_discarding_removes_only_what_is_new(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"")
    made = Stream(create(tmp_path / "old", None, is_forced=True))
    made.add(create(tmp_path / "new", None), 0, 0)
    made.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_the_files_of_a_ring_are_numbered() -> None:
    assert numbered(Path("x/cap.pcapng"), 0) == Path("x/cap_00001.pcapng")


def test_a_copy_that_fails_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    with pytest.raises(CaptureError, match="No space left on device"), copy_at(path) as descriptor:
        os.write(descriptor, b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert not path.exists()
    with pytest.raises(CaptureError, match="cannot be read"), copy_at(path):
        raise CaptureError("cannot be read", 1)
    assert not path.exists()


def test_a_copy_over_a_file_that_was_there_stays_one_though_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.pcap"
    path.write_bytes(b"was there")
    with pytest.raises(CaptureError), copy_at(path, is_forced=True):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    assert path.read_bytes() == b""
    with copy_at(path, is_forced=True) as descriptor:
        os.write(descriptor, b"new")
    assert path.read_bytes() == b"new"
