from pathlib import Path

import pytest

from tui_tcp.app.new_name import NewName


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "a\x1b[2J", "/"])
def test_what_is_no_name_for_a_file(text: str) -> None:
    assert NewName().read(text) == "a file wants a name"


def test_a_file_that_exists_is_refused_once(tmp_path: Path) -> None:
    path, name = tmp_path / "a.pcap", NewName()
    assert (name.read(f" {path} "), name.refuse_once(), name.is_forced) == ("", "", False)
    path.touch()
    assert "exists" in name.refuse_once()
    assert (name.read(str(path)), name.refuse_once(), name.is_forced) == ("", "", True)
    name.forget()
    assert "exists" in name.refuse_once()


def test_another_name_is_another_question(tmp_path: Path) -> None:
    name = NewName()
    for file in ("a", "b"):
        (tmp_path / file).touch()
        assert name.read(str(tmp_path / file)) == ""
        assert "exists" in name.refuse_once()


def test_a_name_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    name = NewName()
    assert name.read("~/a.pcap") == ""
    assert name.path == tmp_path / "a.pcap"
