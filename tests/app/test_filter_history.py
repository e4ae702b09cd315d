from pathlib import Path

import pytest

from tui_tcp.app.filter_history import past_filters, remember_filter


def test_the_newest_is_first_and_none_is_kept_twice() -> None:
    for text in ("a", "b", "a", ""):
        remember_filter(text)
    assert past_filters() == ["a", "b"]


def test_not_all_is_kept() -> None:
    for number in range(120):
        remember_filter(str(number))
    remember_filter("x" * 20_000)
    assert len(past_filters()) == 100 and past_filters()[0] == "119"


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, null]", b"\xff"])
def test_a_damaged_file_is_no_past(home: Path, content: bytes) -> None:
    folder = home / "state" / "tcptui"
    folder.mkdir(parents=True)
    (folder / "filters.json").write_bytes(content)
    assert past_filters() == []


def test_a_home_that_cannot_be_written_to_forgets(home: Path) -> None:
    (home / "state").write_text("a file where a folder should be")
    remember_filter("a")
    assert past_filters() == []
