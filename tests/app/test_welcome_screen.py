import gc
from pathlib import Path

from tests.app.driving import SAMPLE, app_on, text_of_screen, wait_for_end
from tui_tcp.app.recent import recent_files, remember
from tui_tcp.app.welcome_screen import WelcomeScreen


async def test_one_key_opens_the_sample_and_escape_comes_back() -> None:
    async with app_on(None).run_test(size=(100, 30)) as pilot:
        assert "sample" in text_of_screen(pilot.app)
        await pilot.press("d")
        screen = await wait_for_end(pilot)
        assert screen.flows.row_count == 8
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, WelcomeScreen)
    assert recent_files() == []


async def test_enter_opens_a_recent_capture(fixtures: Path) -> None:
    remember(str(fixtures / "refused.client.pcap"))
    async with app_on(None).run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "enter")
        screen = await wait_for_end(pilot)
        assert screen.session.source.name == "refused.client.pcap"


async def test_the_cursor_stands_on_choices_only() -> None:
    remember(str(SAMPLE))
    async with app_on(None).run_test(size=(100, 30)) as pilot:
        pane = pilot.app.screen.query_one("#choices")
        found = set()
        for key in ("g", "j", "j", "j", "k", "k", "k", "G", "pagedown", "pageup"):
            await pilot.press(key)
            found.add(pane.choices[pane.cursor])  # type: ignore[attr-defined]
        assert found == {"sample", str(SAMPLE), "interfaces"}


async def test_a_capture_that_vanished_meanwhile_is_complained_of(tmp_path: Path) -> None:
    gone = tmp_path / "gone [bold].pcap"
    gone.write_bytes(SAMPLE.read_bytes())
    remember(str(gone))
    async with app_on(None).run_test(size=(100, 30), notifications=True) as pilot:
        gone.unlink()
        await pilot.press("j", "enter")
        await pilot.pause()
        assert "gone [bold].pcap: no such file" in text_of_screen(pilot.app)


async def test_nothing_recent_and_a_tiny_screen() -> None:
    async with app_on(None).run_test(size=(20, 5)) as pilot:
        await pilot.press("j", "k", "g", "enter")
        await wait_for_end(pilot)


async def test_garbage_is_collected_once_the_screen_stands() -> None:
    gc.disable()
    try:
        async with app_on(None).run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert gc.isenabled()
    finally:
        gc.enable()
