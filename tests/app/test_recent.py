import os
from pathlib import Path

import pytest

from tui_tcp.app import recent


def test_the_newest_stands_first_and_once(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pcap" for number in range(12)]
    for path in paths:
        path.touch()
        recent.remember(str(path))
    recent.remember(str(paths[5]))
    found = recent.recent_files()
    assert found[:2] == [str(paths[5]), str(paths[11])]
    assert len(found) == len(set(found)) == 10


def test_what_is_gone_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a\nb.pcap"
    path.touch()
    recent.remember(str(path))
    assert recent.recent_files() == [str(path)]
    path.unlink()
    assert recent.recent_files() == []


@pytest.mark.parametrize("content", ["", "{", "{}", "[1, null]", "\x00"])
def test_a_damaged_file_counts_as_empty(content: str) -> None:
    recent._file().parent.mkdir(parents=True)
    recent._file().write_text(content)
    assert recent.recent_files() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")
def test_what_may_not_be_looked_for_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "closed" / "a.pcap"
    path.parent.mkdir()
    path.touch()
    recent.remember(str(path))
    path.parent.chmod(0)
    assert recent.recent_files() == []


def test_a_home_that_cannot_be_written_to_forgets(home: Path) -> None:
    (home / "state").write_text("a file where the folder should be")
    recent.remember("x.pcap")
    assert recent.recent_files() == []
