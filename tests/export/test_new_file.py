"""A new file: whole or not at all, and never in place of another unless forced."""

import os
from pathlib import Path

import pytest

from tui_tcp.errors import UsageError
from tui_tcp.export.new_file import new_file


def write(path: Path, what: bytes = b"new", force: bool = False) -> None:
    with new_file(path, force) as out:
        out.write(what)


def test_it_is_written(tmp_path: Path) -> None:
    write(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a"]


def test_another_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(UsageError, match="exists: --force"):
        write(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_another_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="exists"), new_file(tmp_path / "a") as out:
        out.write(b"new")
        (tmp_path / "a").write_bytes(b"theirs")
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["a"]


def test_forced_it_is_replaced_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").symlink_to("a")
    write(tmp_path / "b", force=True)
    assert (tmp_path / "b").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"


def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path):
        with pytest.raises(UsageError, match="no plain file"):
            write(place, force=True)


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_file(tmp_path / "a") as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


def test_permissions_are_the_users_own(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "a")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
