from pathlib import Path

import pytest

from tests.app.driving import SAMPLE, app_on, text_of_screen, wait_for_end
from tui_tcp.app.settings import read_settings


def write(home: Path, text: str) -> None:
    folder = home / "config" / "tcptui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(text)


def test_without_a_file_nothing_is_set() -> None:
    assert read_settings().keys == {}


def test_a_home_that_may_not_be_looked_into_is_complained_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    assert "Permission denied" in read_settings().complaint


@pytest.mark.parametrize("text", ['[keys]\n"list.sort" = "o"', '[keys]\nlist.sort = "o"', '[keys.list]\nsort = "o"'])
def test_keys_can_be_written_in_all_of_toml_s_ways(home: Path, text: str) -> None:
    write(home, text)
    assert read_settings().keys == {"list.sort": "o"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[keys", "config.toml"),
        ('[keys]\nx = "y"', "no such action: x"),
        ("keys = 3", "[keys]"),
        ("theme = 3", "theme"),
        ("[keys]\nlist.sort = 3", "no such action: list.sort"),
    ],
)
def test_what_cannot_be_used_is_complained_of(home: Path, text: str, complaint: str) -> None:
    write(home, text)
    assert complaint in read_settings().complaint


def test_filters_have_names(home: Path) -> None:
    write(home, '[filters]\nweb = "tcp.port == 80"')
    assert read_settings().filters == {"web": "tcp.port == 80"}


async def test_another_key_does_what_the_old_one_did(home: Path) -> None:
    write(home, '[keys]\nlist.sort = "o"\nmove.down = "e"\n')
    async with app_on(SAMPLE).run_test(size=(120, 40)) as pilot:
        screen = await wait_for_end(pilot)
        await pilot.press("e")
        assert screen.flows.cursor == 1
        await pilot.press("s", "j")
        assert screen.flows.rows and screen.flows.rows.sort_column == "#" and screen.flows.cursor == 1
        await pilot.press("o")
        assert screen.flows.rows.sort_column != "#"


async def test_a_theme_can_be_set_and_a_complaint_is_seen(home: Path) -> None:
    write(home, 'theme = "nord"\n[keys]\n"[bold]" = "y"')
    async with app_on(SAMPLE).run_test(size=(120, 40), notifications=True) as pilot:
        await wait_for_end(pilot)
        assert pilot.app.theme == "nord"
        assert "no such action: [bold]" in text_of_screen(pilot.app)
