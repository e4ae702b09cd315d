from pathlib import Path

from tui_tcp.capture.remains import Remains


def test_the_size_is_that_of_the_files_that_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert Remains((tmp_path / "a", tmp_path / "gone"), 1).size == 5
